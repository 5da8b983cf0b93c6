import { make } from "../../dom";
import type { Chance } from "../../engine/engine";
import type { Gauge, Verdict } from "../../state/claims";
import type { Language } from "../../words";
import { svg } from "../chart";
import { numberSpan } from "../number";

const FORMS: Record<Verdict, readonly [string, string]> = {
  holds: ["M8,1.5a6.5,6.5 0 1,0 0.01,0Z", "M4.8,8.2L7.2,10.6L11.4,5.6"],
  "does not hold": ["M8,1.5a6.5,6.5 0 1,0 0.01,0Z", "M5.2,5.2L10.8,10.8M10.8,5.2L5.2,10.8"],
  depends: ["M8,1.5a6.5,6.5 0 0,0 0,13Z", ""],
  "not testable": ["", ""],
};

/** A verdict in a word, with a mark of its own form and colour. */
export function verdictMark(language: Language, verdict: Verdict): HTMLElement {
  const [body, cut] = FORMS[verdict];
  const mark = svg("svg", { class: "mark", viewBox: "0 0 16 16", "aria-hidden": "true" });
  if (verdict === "depends" || verdict === "not testable") {
    const dashed = verdict === "depends" ? "hollow" : "hollow dashed";
    mark.append(svg("circle", { class: dashed, cx: 8, cy: 8, r: 6.3 }));
  }
  if (body) mark.append(svg("path", { d: body }));
  if (cut) mark.append(svg("path", { class: "cut", d: cut }));
  const made = make("span", { class: `verdict ${verdict.replaceAll(" ", "-")}` });
  made.append(mark, make("span", {}, language.term(verdict)));
  return made;
}

/** A probability as a bar, with its interval. */
export function chanceBar(language: Language, chance: Chance | null): HTMLElement | null {
  const probability = chance?.probabilities[0]?.probability;
  if (!probability || probability.value === null) return null;
  const { value, low = null, high = null } = probability;
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const made = make("span", { class: "chance" });
  const bar = make("span", { class: "chance-bar", "aria-hidden": "true" });
  const filled = make("span", { class: "filled" });
  filled.style.width = percent(value);
  bar.append(filled);
  if (low !== null && high !== null) {
    const whisker = make("span", { class: "whisker" });
    whisker.style.left = percent(low);
    whisker.style.width = percent(high - low);
    bar.append(whisker);
  }
  made.append(
    bar,
    make("span", { class: "hidden" }, `${language.say("claim_probability")} `),
    numberSpan(language, probability, language.say("about_probability"), "share", "quantity_draws"),
  );
  return made;
}

const WIDTH = 300;
const HEIGHT = 34;

/** A line with what is measured, its range, and the side of the threshold on which it holds. */
export function gaugeChart(gauge: Gauge, said: string): SVGSVGElement {
  const x = (share: number) => 4 + (WIDTH - 8) * share;
  const chart = svg("svg", {
    class: "chart gauge",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": said,
  });
  const [from, to] = gauge.holds;
  chart.append(
    svg("rect", { class: "held", x: x(from), y: 4, width: x(to) - x(from), height: 26 }),
    svg("path", { class: "grid", d: `M${x(0)},17H${x(1)}` }),
  );
  if (gauge.low !== null && gauge.high !== null) {
    const width = Math.max(2, x(gauge.high) - x(gauge.low));
    chart.append(svg("rect", { class: "bar", x: x(gauge.low), y: 12, width, height: 10 }));
  }
  chart.append(svg("path", { class: "threshold", d: `M${x(gauge.threshold)},2V32` }));
  if (gauge.nominal !== null) {
    chart.append(svg("circle", { class: "nominal", cx: x(gauge.nominal), cy: 17, r: 5.5 }));
  }
  return chart;
}
