import type { DescribeAnswer, Engine } from "../engine/engine";
import type { AirShape } from "../globe/air";
import type { Country } from "../map/borders";
import type { LegendLines } from "../map/legend";
import type { MapLayer, Scene } from "../map/scene";
import type { Played } from "../state/played";
import type { Language } from "../words";
import type { Change, Panel, View } from "./view";

/** A part of the page that is made when it is first opened. */
export interface Part {
  /** Its name in a link. */
  key: string;
  title: string;
  /** Why it cannot be opened here, if so. */
  unavailable?(): string | null;
  make(): Promise<OpenPart>;
}

/** A part that has been opened; it is told the view only while it is shown. */
export interface OpenPart extends Panel {
  /** It comes into view, or leaves it. */
  shown(visible: boolean): void;
  /** What it puts on the map while it is shown; asked before each drawing. */
  onMap?(scene: Scene): MapLayer;
  /** What that stands for, where it takes the footprint's place. */
  legend?(): LegendLines | null;
  /** What it puts above the globe, in the place of the flights; null for nothing. */
  inAir?(): readonly AirShape[] | null;
  /** What stands straight under map or globe while it is shown. */
  underMap?: HTMLElement;
}

/** What a part is given. */
export interface Around {
  language: Language;
  describe: DescribeAnswer;
  engine: Engine;
  countries: readonly Country[];
  change: Change;
  view(): View;
  /** Show again, before the next frame. */
  redraw(): void;
  /** Say aloud, to those who hear the page. */
  say(text: string): void;
  failed(error: unknown): void;
  /** What the tab that is shown puts above the globe; null for nothing. */
  inAir(): readonly AirShape[] | null;
  /** What the address says of the playback. */
  played: Played | null;
  /** Keep in the address what is played. */
  keepPlayed(played: Played): void;
}
