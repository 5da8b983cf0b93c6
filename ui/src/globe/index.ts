import "../style/globe.css";
import { make } from "../dom";
import { DroppedError } from "../engine/engine";
import type { LegendLines } from "../map/legend";
import { themeOf } from "../map/theme";
import type { Around, OpenPart } from "../panels/parts";
import type { View } from "../panels/view";
import { changes } from "../panels/view";
import type { Aim } from "../playback/target";
import { aimOf } from "../playback/target";
import type { Air, AirShape, GlobeLayer, Paint } from "./air";
import { airShapes, GLOBE_LAYERS } from "./air";
import type { Look } from "./scene";
import { GlobeScene } from "./scene";
import { isSlow } from "./webgl";

const CALM_MS = 300;
const CLOSER = 0.25;
const SLOW_FINENESS = 0.75;

/** Custom properties of the style sheet that hold the colours. */
const COLOURS: Readonly<Record<Paint, string>> = {
  flight: "--missile",
  other: "--muted",
  shot: "--line-4",
  seen: "--seen-line",
  reach: "--link",
  site: "--site",
};

export function globePart(around: Around): OpenPart {
  return new GlobePart(around);
}

/** The globe in the place of the map: the same scenario, seen with its heights. */
class GlobePart implements OpenPart {
  readonly element: HTMLElement;
  readonly #scene: GlobeScene;
  readonly #layers = new Set<GlobeLayer>(GLOBE_LAYERS);
  readonly #keys = new Map<GlobeLayer, HTMLElement>();
  readonly #isNew = changes();
  #air: Air = { open: null, volume: null, reach: null, arcs: null, shots: null };
  #moving: readonly AirShape[] | null = null;
  #colours: Look | null = null;
  #aim: Aim | null = null;
  #asked = 0;
  #calm = 0;
  #country = "";

  constructor(private readonly around: Around) {
    const { language } = around;
    const name = language.say("globe_name");
    const canvas = make("canvas", { role: "img", tabindex: 0, "aria-label": name });
    const credits = make("div", { class: "credits" });
    const button = (text: string, word: "zoom_in" | "zoom_out" | "globe_look", act: () => void) => {
      const name = language.say(word);
      const made = make("button", { type: "button", "aria-label": name, title: name }, text);
      made.addEventListener("click", act);
      return made;
    };
    const zooms = make(
      "div",
      { class: "zooms" },
      button("+", "zoom_in", () => this.#scene.closer(CLOSER)),
      button("−", "zoom_out", () => this.#scene.closer(-CLOSER)),
      button("⌂", "globe_look", () => this.#look()),
    );
    const slow = isSlow();
    const hint = slow ? "globe_slow" : "globe_hint";
    this.element = make(
      "div",
      { class: "globe" },
      make(
        "div",
        { class: "map-view" },
        canvas,
        zooms,
        make("p", { class: "hint" }, language.say(hint)),
        credits,
      ),
      make(
        "div",
        { class: "globe-keys", role: "group", "aria-label": language.say("globe_shown") },
        make("ul", { class: "legend" }, ...GLOBE_LAYERS.map((layer) => this.#key(layer))),
      ),
    );
    this.#scene = new GlobeScene(canvas, credits, slow ? SLOW_FINENESS : 1);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.#colours = null;
      this.#paint();
      this.#show();
    });
  }

  update(view: View): void {
    const { open, state } = view;
    this.#move(this.around.inAir());
    this.#air = { ...this.#air, open };
    if (open && open.country !== this.#country) {
      this.#country = open.country;
      this.#paint();
      this.#look();
    }
    this.#aim = aimOf(view);
    if (!this.#isNew(state.setting, JSON.stringify([this.#aim, state.flight]))) return;
    this.#show();
    clearTimeout(this.#calm);
    this.#calm = window.setTimeout(() => this.#ask(view, this.#aim), CALM_MS);
  }

  shown(visible: boolean): void {
    this.#scene.shown(visible);
  }

  /** The layers under the globe say what they stand for. */
  legend(): LegendLines {
    return { title: "", items: [] };
  }

  /** Ask for all that stands in the air; each part is shown as it comes. */
  #ask({ state: { setting, flight } }: View, aim: Aim | null): void {
    this.#asked += 1;
    const asked = this.#asked;
    const { engine, failed } = this.around;
    const take = <Key extends keyof Air>(key: Key, coming: Promise<Air[Key]>) => {
      coming.then(
        (found) => {
          if (asked !== this.#asked) return;
          this.#air = { ...this.#air, [key]: found };
          this.#show();
        },
        (error: unknown) => {
          if (asked === this.#asked && !(error instanceof DroppedError)) failed(error);
        },
      );
    };
    take("reach", engine.reach({ setting }));
    take("arcs", engine.arcs({ setting, targets: aim ? [aim.spot] : [] }));
    if (aim) {
      // a flight that does not come so far is no fault: it is not among the arcs either
      const shots = engine.playback({ setting, flight, target: aim.spot }, "globe");
      take(
        "shots",
        shots.catch(() => null),
      );
    }
    take("volume", engine.volume({ setting }));
  }

  #paint(): void {
    const site = this.#air.open?.batteries[0]?.site;
    if (!site) return;
    this.#scene.paint(this.around.countries, this.#country, themeOf(this.element), site);
  }

  #look(): void {
    const site = this.#air.open?.batteries[0]?.site;
    if (site) this.#scene.lookAt(site);
  }

  /** Show what is played, which takes the place of the flights. */
  #move(moving: readonly AirShape[] | null): void {
    const before = this.#moving;
    if (moving === before) return;
    this.#moving = moving;
    if ((moving === null) !== (before === null)) this.#show();
    else this.#showMoving();
  }

  #showMoving(): void {
    const shapes = this.#layers.has("flights") ? (this.#moving ?? []) : [];
    this.#scene.move(shapes, this.#coloured());
    this.element.dataset.moving = String(shapes.length);
  }

  #show(): void {
    const { language } = this.around;
    const { arcs } = this.#air;
    const air: Air =
      this.#moving === null
        ? this.#air
        : { ...this.#air, arcs: arcs && { ...arcs, own: [] }, shots: null };
    const shapes = airShapes(air, this.#layers, (named) => language.name(named));
    this.#scene.show(shapes, this.#coloured());
    this.#showMoving();
    this.element.dataset.shapes = String(shapes.length);
    for (const [layer, text] of this.#keys) text.textContent = this.#textOf(layer);
  }

  /** The colours of the style sheet, read once until they are others. */
  #coloured(): Look {
    if (this.#colours) return this.#colours;
    const style = getComputedStyle(this.element);
    const colours = Object.fromEntries(
      Object.entries(COLOURS).map(([paint, name]) => [paint, style.getPropertyValue(name).trim()]),
    ) as Record<Paint, string>;
    this.#colours = { theme: themeOf(this.element), colours };
    return this.#colours;
  }

  /** A layer with its colour, to be shown or left out. */
  #key(layer: GlobeLayer): HTMLElement {
    const box = make("input", { type: "checkbox", checked: this.#layers.has(layer) });
    box.addEventListener("change", () => {
      if (box.checked) this.#layers.add(layer);
      else this.#layers.delete(layer);
      this.#show();
    });
    const swatch = make("span", { class: `swatch globe-${layer}` });
    const text = make("span", {});
    this.#keys.set(layer, text);
    return make("li", {}, make("label", {}, box, swatch, text));
  }

  #textOf(layer: GlobeLayer): string {
    const { language } = this.around;
    const heights = (this.#air.volume?.layers ?? []).map((one) => one.altitude_km);
    const aim = this.#aim;
    if (layer === "flights" && this.#moving) return language.say("played");
    return language.say(`globe_${layer}`, {
      heights: heights.length > 0 ? `${heights.join(", ")}\u00a0km` : "…",
      place: aim ? language.name(aim.named) : "",
      count: this.#air.arcs?.arcs.length ?? "…",
    });
  }
}
