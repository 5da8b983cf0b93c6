import { numbers } from "../engine/arrays";
import type { TimelineAnswer } from "../engine/engine";
import { through } from "../map/shapes";
import type { Language } from "../words";

const WIDTH = 420;
const HEIGHT = 250;
const LEFT = 46;
const RIGHT = 8;
const TOP = 14;
const BASE = 172;
const LANE = 18;
const NAMESPACE = "http://www.w3.org/2000/svg";
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

/** A flight against time: its height, when the radar sees it, the steps of fire control, shots. */
export function timelineChart(language: Language, timeline: TimelineAnswer): SVGSVGElement {
  const time = numbers(timeline.arc.time_s);
  const altitude = numbers(timeline.arc.altitude_m);
  const end_s = Math.max(1, time[time.length - 1] ?? 1);
  const top_km = Math.max(10, ...Array.from(altitude, (metres) => metres / 1000));
  const x = (seconds: number) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * Math.min(end_s, Math.max(0, seconds))) / end_s;
  const y = (kilometres: number) => BASE - ((BASE - TOP) * kilometres) / top_km;
  const chart = svg("svg", {
    class: "chart",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": `${language.said({ en: timeline.heading, ko: timeline.heading_korean }).text}. ${language.said({ en: timeline.sentence, ko: timeline.sentence_korean }).text}`,
  });
  for (const [from, to] of timeline.sights_s) {
    chart.append(
      svg("rect", {
        class: "seen",
        x: x(from),
        y: TOP,
        width: Math.max(1, x(to) - x(from)),
        height: BASE - TOP,
      }),
    );
  }
  for (let km = 0; km <= top_km; km += tick(top_km, 4)) {
    chart.append(
      svg("path", { class: "grid", d: `M${LEFT},${y(km)}H${WIDTH - RIGHT}` }),
      svgText(LEFT - 5, y(km) + 4, "end", `${km}`, "quiet"),
    );
  }
  for (let s = 0; s <= end_s; s += tick(end_s, 6)) {
    chart.append(svgText(x(s), HEIGHT - 4, "middle", `${s}`, "quiet"));
  }
  chart.append(
    svgText(LEFT - 5, TOP - 3, "end", "km", "quiet"),
    svgText(WIDTH - RIGHT, HEIGHT - 18, "end", language.say("seconds_after_launch"), "quiet"),
    svg("path", { class: "axis", d: `M${LEFT},${BASE}H${WIDTH - RIGHT}` }),
    svg("path", {
      class: "arc",
      d: through(Array.from(time, (s, i) => [x(s), y((altitude[i] ?? 0) / 1000)] as const)),
    }),
  );
  for (const shot of timeline.shots) {
    chart.append(
      svg("path", {
        class: "shot",
        d: `M${x(shot.launch_s)},${BASE}L${x(shot.intercept_s)},${y(shot.altitude_m / 1000)}`,
      }),
      svg("circle", { class: "hit", cx: x(shot.intercept_s), cy: y(shot.altitude_m / 1000), r: 5 }),
    );
  }
  const lane = BASE + 8;
  for (const step of timeline.steps) {
    if (step.begins_s === null || step.ends_s === null || step.ends_s <= step.begins_s) continue;
    const bar = svg("rect", {
      class: "step",
      x: x(step.begins_s),
      y: lane,
      width: Math.max(1, x(step.ends_s) - x(step.begins_s)),
      height: LANE,
    });
    const title = svg("title", {});
    title.textContent = `${language.event(step.name)}: ${language.quantity(step.duration.value ?? 0, step.duration.unit)}`;
    bar.append(title);
    chart.append(bar);
  }
  chart.append(svgText(LEFT - 5, lane + 13, "end", language.say("fire_control_short"), "quiet"));
  if (timeline.sights_s.length > 0) {
    const from = x(timeline.sights_s[0]?.[0] ?? 0);
    chart.append(svgText(from + 4, TOP + 12, "start", language.say("seen"), "quiet"));
  }
  return chart;
}

function tick(most: number, count: number): number {
  return ROUND.find((one) => most / one <= count) ?? most;
}

/** A text of a chart. */
export function svgText(
  x: number,
  y: number,
  anchor: string,
  said: string,
  name: string,
): SVGElement {
  const made = svg("text", { x, y, "text-anchor": anchor, class: name });
  made.textContent = said;
  return made;
}

/** An element of a chart. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
