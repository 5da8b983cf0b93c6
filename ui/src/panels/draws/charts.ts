import { numbers } from "../../engine/arrays";
import type { RowCurve } from "../../engine/engine";
import { through } from "../../map/shapes";
import type { Histogram } from "../../state/draws";
import type { Language } from "../../words";
import { svg, svgText } from "../chart";

const WIDTH = 420;
const HEIGHT = 150;
const LEFT = 8;
const BASE = 118;
const TOP = 20;
const SMALL_WIDTH = 200;
const SMALL_HEIGHT = 90;

/** How often draws give each number, with the nominal one and some quantiles. */
export function drawsChart(
  histogram: Histogram,
  marks: { nominal: number | null; quantiles: readonly number[] },
  words: { label: string; nominal: string; written: (value: number) => string },
): SVGSVGElement {
  const { low, high, shares } = histogram;
  const x = (value: number) => LEFT + ((WIDTH - 2 * LEFT) * (value - low)) / (high - low);
  const most = Math.max(...shares, 1e-9);
  const step = (WIDTH - 2 * LEFT) / shares.length;
  const chart = svg("svg", {
    class: "chart",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": words.label,
  });
  shares.forEach((share, i) => {
    const height = ((BASE - TOP) * share) / most;
    const [left, width] = [LEFT + (i + 0.06) * step, step * 0.88];
    chart.append(svg("rect", { class: "bar", x: left, y: BASE - height, width, height }));
  });
  chart.append(svg("path", { class: "axis", d: `M${LEFT},${BASE}H${WIDTH - LEFT}` }));
  const [first, last] = [marks.quantiles[0], marks.quantiles[marks.quantiles.length - 1]];
  if (first !== undefined && last !== undefined) {
    chart.append(svg("path", { class: "span", d: `M${x(first)},${BASE + 5}H${x(last)}` }));
  }
  if (marks.nominal !== null) {
    const at = Math.min(WIDTH - LEFT, Math.max(LEFT, x(marks.nominal)));
    const anchor = at > WIDTH * 0.75 ? "end" : at < WIDTH * 0.25 ? "start" : "middle";
    chart.append(
      svg("path", { class: "threshold", d: `M${at},${TOP - 4}V${BASE}` }),
      svgText(at, TOP - 8, anchor, words.nominal, "quiet"),
    );
  }
  for (const [value, anchor] of [
    [low, "start"],
    [(low + high) / 2, "middle"],
    [high, "end"],
  ] as const) {
    chart.append(svgText(x(value), BASE + 20, anchor, words.written(value), "quiet"));
  }
  return chart;
}

/** What the number does along the range of one row. */
export function curveChart(language: Language, curve: RowCurve, label: string): SVGSVGElement {
  const [values, means] = [[...numbers(curve.value)], [...numbers(curve.mean)]];
  const known = means.filter((one) => !Number.isNaN(one));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [low, high] = [Math.min(0, ...known), Math.max(1e-9, ...known)];
  const x = (value: number) => 6 + ((SMALL_WIDTH - 12) * (value - least)) / (most - least || 1);
  const y = (mean: number) =>
    SMALL_HEIGHT - 18 - ((SMALL_HEIGHT - 28) * (mean - low)) / (high - low);
  const chart = svg("svg", {
    class: "chart",
    viewBox: `0 0 ${SMALL_WIDTH} ${SMALL_HEIGHT}`,
    role: "img",
    "aria-label": label,
  });
  const points = values.flatMap((value, i) => {
    const mean = means[i] ?? Number.NaN;
    return Number.isNaN(mean) ? [] : [[x(value), y(mean)] as const];
  });
  chart.append(
    svg("path", { class: "axis", d: `M6,${y(low)}H${SMALL_WIDTH - 6}` }),
    svg("path", { class: "arc", d: through(points) }),
    svgText(6, SMALL_HEIGHT - 4, "start", language.quantity(least, curve.unit), "quiet"),
    svgText(SMALL_WIDTH - 6, SMALL_HEIGHT - 4, "end", language.quantity(most, curve.unit), "quiet"),
  );
  return chart;
}
