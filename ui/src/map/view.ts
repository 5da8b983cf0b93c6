import { make } from "../dom";
import type { Camera, Extent, ScreenPoint } from "./camera";
import { moved, nearer, showing, toPlane, toScreen } from "./camera";
import { paint } from "./paint";
import type { Plane, PlanePoint } from "./plane";
import type { Shape } from "./shapes";

const STILL_PX = 5;
const WHEEL_FACTOR = 0.0016;
const KEY_PAN_PX = 40;
const KEY_ZOOM = 1.25;

/** The canvas of the map: draws shapes, moves under the hand, and says which place was clicked. */
export class MapView {
  readonly element: HTMLElement;
  /** Where markers are put, above the canvas. */
  readonly above: HTMLElement;
  /** A place of the map was clicked. */
  onPick: (point: PlanePoint) => void = () => {};
  /** The camera moved, or the size changed. */
  onView: () => void = () => {};
  /** Where the pointer rests; null when it leaves. */
  onHover: (point: PlanePoint | null, at: ScreenPoint) => void = () => {};
  readonly #canvas: HTMLCanvasElement;
  readonly #pointers = new Map<number, ScreenPoint>();
  readonly #sizes = new ResizeObserver(() => this.#resized());
  #camera: Camera = { scale: 1, x: 0, y: 0 };
  #extent: Extent = { west: -300, north: -300, east: 300, south: 300 };
  #fitted = true;
  #width = 0;
  #height = 0;
  #shapes: readonly Shape[] = [];
  #afloat: (camera: Camera, width: number, height: number) => readonly Shape[] = () => [];
  #paper = "#ffffff";
  #wanted = false;
  #start: ScreenPoint | null = null;
  #still = true;

  constructor(label: string) {
    this.#canvas = make("canvas", { role: "img", tabindex: 0, "aria-label": label });
    this.above = make("div", { class: "markers" });
    this.element = make("div", { class: "map-view" }, this.#canvas, this.above);
    this.#sizes.observe(this.element);
    this.#canvas.addEventListener("pointerdown", (event) => this.#down(event));
    this.#canvas.addEventListener("pointermove", (event) => this.#move(event));
    this.#canvas.addEventListener("pointerup", (event) => this.#up(event));
    this.#canvas.addEventListener("pointercancel", (event) => this.#forget(event));
    this.#canvas.addEventListener("pointerleave", () => this.onHover(null, [0, 0]));
    this.#canvas.addEventListener("keydown", (event) => this.#key(event));
    this.#canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  /** Watch no more. */
  close(): void {
    this.#sizes.disconnect();
  }

  get camera(): Camera {
    return this.#camera;
  }

  // to ask the element makes the browser lay the page out
  get width(): number {
    return this.#width || this.element.clientWidth;
  }

  get height(): number {
    return this.#height || this.element.clientHeight;
  }

  get canvas(): HTMLCanvasElement {
    return this.#canvas;
  }

  set label(text: string) {
    this.#canvas.setAttribute("aria-label", text);
  }

  /** What is drawn from now on: shapes of the plane, and those that depend on the camera. */
  show(
    shapes: readonly Shape[],
    afloat: (camera: Camera, width: number, height: number) => readonly Shape[],
    paper: string,
  ): void {
    this.#shapes = shapes;
    this.#afloat = afloat;
    this.#paper = paper;
    this.redraw();
  }

  /** All that is drawn now. */
  get shapes(): readonly Shape[] {
    return [...this.#shapes, ...this.#afloat(this.#camera, this.width, this.height)];
  }

  /** Show all of an extent of the plane, and keep showing it until the hand moves the map. */
  fit(extent: Extent): void {
    this.#extent = extent;
    this.#fitted = true;
    this.#camera = showing(extent, this.width, this.height);
    this.#viewed();
  }

  zoom(factor: number, about: ScreenPoint = [this.width / 2, this.height / 2]): void {
    this.#fitted = false;
    this.#camera = nearer(this.#camera, factor, about);
    this.#viewed();
  }

  pan(dx: number, dy: number): void {
    this.#fitted = false;
    this.#camera = moved(this.#camera, dx, dy);
    this.#viewed();
  }

  screen(point: PlanePoint): ScreenPoint {
    return toScreen(this.#camera, point);
  }

  /** Point of the plane under a pointer. */
  under(event: { clientX: number; clientY: number }): PlanePoint {
    return toPlane(this.#camera, this.#at(event));
  }

  placeUnder(event: { clientX: number; clientY: number }, plane: Plane) {
    return plane.place(this.under(event));
  }

  redraw(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    requestAnimationFrame(() => {
      this.#wanted = false;
      this.#draw();
    });
  }

  #viewed(): void {
    this.onView();
    this.redraw();
  }

  #draw(): void {
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) return;
    paint(context, this.shapes, this.#camera, {
      width: this.width,
      height: this.height,
      dense: window.devicePixelRatio,
      paper: this.#paper,
    });
  }

  #resized(): void {
    this.#width = this.element.clientWidth;
    this.#height = this.element.clientHeight;
    const dense = window.devicePixelRatio;
    this.#canvas.width = Math.round(this.width * dense);
    this.#canvas.height = Math.round(this.height * dense);
    if (this.#fitted) this.#camera = showing(this.#extent, this.width, this.height);
    this.onView();
    this.#draw();
  }

  #at(event: { clientX: number; clientY: number }): ScreenPoint {
    const box = this.element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#at(event));
    this.#start = this.#at(event);
    this.#still = this.#pointers.size === 1;
  }

  #move(event: PointerEvent): void {
    const at = this.#at(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      this.onHover(toPlane(this.#camera, at), at);
      return;
    }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, at);
    if (other) {
      const apart = Math.hypot(at[0] - other[0], at[1] - other[1]);
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
      if (was > 0) this.zoom(apart / was, [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2]);
      return;
    }
    const start = this.#start;
    if (this.#still && start && Math.hypot(at[0] - start[0], at[1] - start[1]) < STILL_PX) return;
    this.#still = false;
    this.pan(at[0] - before[0], at[1] - before[1]);
  }

  #up(event: PointerEvent): void {
    const known = this.#pointers.delete(event.pointerId);
    if (known && this.#still) this.onPick(this.under(event));
    this.#still = false;
  }

  #forget(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.#still = false;
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY * WHEEL_FACTOR), this.#at(event));
  }

  #key(event: KeyboardEvent): void {
    const pans: Record<string, ScreenPoint> = {
      ArrowLeft: [KEY_PAN_PX, 0],
      ArrowRight: [-KEY_PAN_PX, 0],
      ArrowUp: [0, KEY_PAN_PX],
      ArrowDown: [0, -KEY_PAN_PX],
    };
    const pan = pans[event.key];
    if (pan) this.pan(...pan);
    else if (event.key === "+" || event.key === "=") this.zoom(KEY_ZOOM);
    else if (event.key === "-") this.zoom(1 / KEY_ZOOM);
    else if (event.key === "0") this.fit(this.#extent);
    else if (event.key === "Enter")
      this.onPick(toPlane(this.#camera, [this.width / 2, this.height / 2]));
    else return;
    event.preventDefault();
  }
}
