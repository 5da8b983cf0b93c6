import { make } from "../dom";
import type { Numbers } from "../engine/arrays";
import { through } from "../map/shapes";
import { svg, svgText } from "../panels/chart";
import type { Language } from "../words";
import type { Moment, Recording } from "./moment";

const WIDTH = 420;
const HEIGHT = 210;
const LEFT = 44;
const RIGHT = 10;
const TOP = 16;
const BASE = 168;
const TICKS = BASE + 8;
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const FATES: Record<string, string> = {
  intercept: "good",
  meet: "good",
  miss: "bad",
  impact: "bad",
  "interceptor-launch": "fired",
};

/** Heights against the clock, all at once; a pull along it sets the clock. */
export class Strip {
  readonly element: HTMLElement;
  readonly #chart: SVGSVGElement;
  readonly #cursor: SVGElement;
  readonly #now: SVGElement;
  readonly #x: (time_s: number) => number;
  readonly #y: (altitude_m: number) => number;
  #held = false;

  constructor(language: Language, recording: Recording, set: (time_s: number) => void) {
    const { begins_s, ends_s } = recording.answer;
    const length_s = Math.max(1, ends_s - begins_s);
    const top_m = Math.max(10_000, ...recording.arcs.map((one) => most(one.altitude_m)));
    this.#x = (time_s) => LEFT + ((WIDTH - LEFT - RIGHT) * (time_s - begins_s)) / length_s;
    this.#y = (altitude_m) => BASE - ((BASE - TOP) * altitude_m) / top_m;
    this.#chart = svg("svg", {
      class: "chart strip",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": language.say("played_strip"),
    });
    this.#cursor = svg("path", { class: "cursor", d: `M0,${TOP - 6}V${TICKS + 8}` });
    this.#now = svg("g", {});
    this.#chart.append(
      ...axes(language, this.#x, this.#y, begins_s, ends_s, top_m),
      ...this.#flights(recording),
      ...this.#events(recording),
      this.#now,
      this.#cursor,
    );
    const scrub = (event: PointerEvent) => {
      const box = this.#chart.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      set(begins_s + ((x - LEFT) / (WIDTH - LEFT - RIGHT)) * length_s);
    };
    this.#chart.addEventListener("pointerdown", (event) => {
      this.#held = true;
      this.#chart.setPointerCapture(event.pointerId);
      scrub(event);
    });
    this.#chart.addEventListener("pointermove", (event) => {
      if (this.#held) scrub(event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.#chart.addEventListener(end, () => {
        this.#held = false;
      });
    }
    this.element = make("div", { class: "strip-part" }, this.#chart);
  }

  show(moment: Moment): void {
    const x = this.#x(moment.time_s);
    this.#cursor.setAttribute("transform", `translate(${x.toFixed(1)},0)`);
    this.#now.replaceChildren(
      ...moment.missiles.map(({ at }) => dot("missile-now", x, this.#y(at.altitude_m))),
      ...moment.interceptors.map(({ at }) => dot("shot-now", x, this.#y(at.altitude_m))),
    );
  }

  #flights({ answer, arcs, interceptors }: Recording): SVGElement[] {
    const paths = answer.missiles.flatMap((one) => {
      const flight = arcs[one.arc];
      const launch_s = one.launch_s;
      const ends_s = one.ends_s;
      if (!flight || launch_s === null || ends_s === null) return [];
      return [this.#path(flight.time_s, flight.altitude_m, launch_s, ends_s - launch_s)];
    });
    const shots = interceptors.map((one) => this.#path(one.time_s, one.altitude_m, 0, Infinity));
    return [
      svg("path", { class: "arc", d: paths.join("") }),
      svg("path", { class: "shot", d: shots.join("") }),
    ];
  }

  #path(time_s: Numbers, altitude_m: Numbers, from_s: number, until_s: number): string {
    const points: [number, number][] = [];
    time_s.forEach((time, i) => {
      if (time <= until_s) points.push([this.#x(from_s + time), this.#y(altitude_m[i] ?? 0)]);
    });
    return through(points);
  }

  #events({ answer }: Recording): SVGElement[] {
    const paths: Record<string, string> = {};
    for (const { event, time_s } of answer.events) {
      const fate = FATES[event];
      if (fate) paths[fate] = `${paths[fate] ?? ""}M${this.#x(time_s).toFixed(1)},${TICKS}v8`;
    }
    return Object.entries(paths).map(([fate, d]) => svg("path", { class: `tick ${fate}`, d }));
  }
}

function axes(
  language: Language,
  x: (time_s: number) => number,
  y: (altitude_m: number) => number,
  begins_s: number,
  ends_s: number,
  top_m: number,
): SVGElement[] {
  const made: SVGElement[] = [];
  const high = step(top_m / 1000, 4);
  for (let km = 0; km <= top_m / 1000; km += high) {
    made.push(
      svg("path", { class: "grid", d: `M${LEFT},${y(1000 * km)}H${WIDTH - RIGHT}` }),
      svgText(LEFT - 5, y(1000 * km) + 4, "end", `${km}`, "quiet"),
    );
  }
  const long = step(ends_s - begins_s, 6);
  for (let s = Math.ceil(begins_s / long) * long; s <= ends_s; s += long) {
    made.push(svgText(x(s), HEIGHT - 6, "middle", `${s}`, "quiet"));
  }
  made.push(
    svgText(LEFT - 5, TOP - 4, "end", "km", "quiet"),
    svgText(WIDTH - RIGHT, TOP - 4, "end", language.say("played_seconds"), "quiet"),
    svg("path", { class: "axis", d: `M${LEFT},${BASE}H${WIDTH - RIGHT}` }),
  );
  return made;
}

function step(size: number, count: number): number {
  return ROUND.find((one) => size / one <= count) ?? size;
}

function most(values: Numbers): number {
  let found = 0;
  for (const value of values) found = Math.max(found, value);
  return found;
}

function dot(name: string, x: number, y: number): SVGElement {
  return svg("circle", { class: name, cx: x.toFixed(1), cy: y.toFixed(1), r: 4 });
}
