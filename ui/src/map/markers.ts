import { make } from "../dom";
import type { ScreenPoint } from "./camera";
import type { Place, Plane } from "./plane";
import { placeAt } from "./plane";
import type { Mark } from "./shapes";
import { markPath } from "./shapes";
import type { MapView } from "./view";

/** Whether a gesture goes on or has come to rest. */
export type Phase = "passing" | "rest";

/** A thing on the map that can be taken hold of. */
export interface Marker {
  id: string;
  /** What it is, for those who hear the page. */
  name: string;
  /** Where it is, in words. */
  value: string;
  form: Mark["form"];
  size: number;
  /** Name of its colour in the style sheet. */
  colour: string;
  at: () => Place;
  /** It is moved from where it is now. */
  move: (to: (from: Place) => Place, phase: Phase) => void;
  /** Arrow keys that do not move it as a site are told here, in steps of one or ten. */
  turn?: (steps: number, phase: Phase) => void;
  /** Words shown beside it; of others only its name is, while it is pointed at. */
  shown?: string;
}

const STEP_KM = 1;
const LONG_STEPS = 10;
const BEARINGS: Record<string, number> = {
  ArrowUp: 0,
  ArrowRight: 90,
  ArrowDown: 180,
  ArrowLeft: 270,
};
const TURNS: Record<string, number> = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 };
const KEY_RESTS_MS = 350;
const TOO_NEAR_PX = 20;
const ASIDE_PX: ScreenPoint = [24, 12];

/** Buttons above the map, one for each thing that can be moved. */
export class Markers {
  readonly #buttons = new Map<string, { button: HTMLButtonElement; marker: Marker }>();
  readonly #at = new Map<string, ScreenPoint>();
  readonly #wide = new Map<string, number>();
  #resting = 0;

  constructor(
    private readonly view: MapView,
    private readonly plane: () => Plane,
  ) {}

  /** Show these and no others; buttons that stay keep the focus. */
  show(markers: readonly Marker[]): void {
    for (const [id, { button }] of this.#buttons) {
      if (!markers.some((one) => one.id === id)) {
        button.remove();
        this.#buttons.delete(id);
      }
    }
    for (const marker of markers) {
      const known = this.#buttons.get(marker.id);
      if (known) known.marker = marker;
      else this.#buttons.set(marker.id, { button: this.#button(marker), marker });
      const button = this.#buttons.get(marker.id)?.button;
      if (!button) continue;
      button.setAttribute("aria-label", `${marker.name}, ${marker.value}`);
      const beside = marker.shown ?? marker.name;
      const name = button.querySelector<HTMLElement>(".marker-name");
      if (name && name.textContent !== beside) name.textContent = beside;
      if (name) name.dataset.name = marker.name;
    }
    this.place();
  }

  /** Where markers are on the screen, and how wide what is written beside them is. [px] */
  rooms(): { at: ScreenPoint; wide: number }[] {
    return [...this.#buttons.values()].flatMap(({ button, marker }) => {
      const at = this.#at.get(marker.id);
      if (!at || button.hidden) return [];
      if (!marker.shown) return [{ at, wide: 0 }];
      const text = marker.shown;
      // to measure it takes the browser long
      const wide = this.#wide.get(text) ?? widthOf(button);
      this.#wide.set(text, wide);
      return [{ at, wide }];
    });
  }

  /** Put the buttons where their things are, or beside one that stands there already. */
  place(): void {
    const taken: ScreenPoint[] = [];
    for (const { button, marker } of this.#buttons.values()) {
      const point = this.plane().point(marker.at());
      button.hidden = point === null;
      if (!point) continue;
      let [x, y] = this.view.screen(point);
      while (taken.some((other) => Math.hypot(other[0] - x, other[1] - y) < TOO_NEAR_PX)) {
        x -= ASIDE_PX[0];
        y += ASIDE_PX[1];
      }
      taken.push([x, y]);
      this.#at.set(marker.id, [x, y]);
      button.hidden = x < 0 || y < 0 || x > this.view.width || y > this.view.height;
      button.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  }

  #button(marker: Marker): HTMLButtonElement {
    const id = marker.id;
    const button = make("button", { type: "button", class: `marker ${marker.colour}`, id });
    const namespace = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(namespace, "svg");
    picture.setAttribute("viewBox", "-14 -14 28 28");
    picture.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(namespace, "path");
    path.setAttribute("d", markPath(marker.form, marker.size));
    picture.append(path);
    button.append(picture);
    const name = make("span", { class: "marker-name" });
    name.classList.toggle("when-near", marker.shown === undefined);
    button.append(name);
    const current = () => this.#buttons.get(id)?.marker ?? marker;

    let offset: readonly [number, number] | null = null;
    button.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      button.setPointerCapture(event.pointerId);
      const box = button.getBoundingClientRect();
      const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
      offset = [event.clientX - middle[0], event.clientY - middle[1]];
      button.classList.add("held");
    });
    const to = (event: PointerEvent, phase: Phase) => {
      if (!offset) return;
      const at = { clientX: event.clientX - offset[0], clientY: event.clientY - offset[1] };
      const place = this.view.placeUnder(at, this.plane());
      if (place) current().move(() => place, phase);
    };
    let movedTo = false;
    button.addEventListener("pointermove", (event) => {
      if (!offset) return;
      movedTo = true;
      to(event, "passing");
    });
    const end = (event: PointerEvent) => {
      if (offset && movedTo) to(event, "rest");
      offset = null;
      movedTo = false;
      button.classList.remove("held");
    };
    button.addEventListener("pointerup", end);
    button.addEventListener("pointercancel", end);
    button.addEventListener("keydown", (event) => this.#key(event, current()));
    this.view.above.append(button);
    return button;
  }

  #key(event: KeyboardEvent, marker: Marker): void {
    const direction = BEARINGS[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const steps = event.shiftKey ? LONG_STEPS : 1;
    clearTimeout(this.#resting);
    const turn = marker.turn;
    if (turn) {
      turn((TURNS[event.key] ?? 0) * steps, "passing");
      this.#resting = window.setTimeout(() => turn(0, "rest"), KEY_RESTS_MS);
      return;
    }
    marker.move((from) => placeAt(from, direction, steps * STEP_KM), "passing");
    this.#resting = window.setTimeout(() => marker.move((from) => from, "rest"), KEY_RESTS_MS);
  }
}

function widthOf(button: HTMLElement): number {
  return button.querySelector<HTMLElement>(".marker-name")?.offsetWidth ?? 0;
}
