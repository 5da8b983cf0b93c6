import { fill, make, saying } from "../../dom";
import type { RaidOutcome } from "../../state/runs";
import { quantile } from "../../state/runs";
import type { Language } from "../../words";
import { svg, svgText } from "../chart";
import type { Kind } from "../number";
import { numberSpan, rangeSpan } from "../number";
import { figure, head, line, table } from "../table";

const WIDTH = 420;
const HEIGHT = 170;
const LEFT = 40;
const BASE = 138;
const TOP = 12;
const MOST_BARS = 60;
const LEAST_SHARE = 0.0005;

/** What a raid came to, so far or in the end. */
export class OutcomePart {
  readonly element = make("div", { class: "raid-outcome" });
  #shown: RaidOutcome | null = null;

  constructor(private readonly language: Language) {}

  show(outcome: RaidOutcome | null): void {
    if (outcome === this.#shown) return;
    this.#shown = outcome;
    if (!outcome) {
      fill(this.element, make("p", { class: "note" }, this.language.say("raid_none_yet")));
      return;
    }
    const { language } = this;
    const say = (word: Parameters<Language["say"]>[0]) => language.say(word);
    const both = (quantity: RaidOutcome["leakers"], about: string, kind: Kind = "mean") => [
      figure(numberSpan(language, quantity, about, kind, "quantity_interval")),
      figure(rangeSpan(language, quantity, about, kind, "quantity_interval")),
    ];
    const nameOf = ({ title, title_korean }: RaidOutcome["batteries"][number]) =>
      language.name({ title, korean: title_korean });
    const count = (value: number, about: string) =>
      figure(numberSpan(language, { value, unit: "1", source: say("source_raid") }, about));
    const { leakers, p_none, intercepts, interceptors_spent } = outcome;
    fill(
      this.element,
      saying(
        "p",
        language,
        { en: outcome.sentence, ko: outcome.sentence_korean },
        { class: "why" },
      ),
      table(
        say("raid_means"),
        head(say("raid_number"), say("raid_value"), say("interval")),
        make(
          "tbody",
          {},
          line(say("raid_leakers"), ...both(leakers, say("about_leakers"))),
          line(say("raid_p_none"), ...both(p_none, say("about_p_none"), "share")),
          line(say("raid_intercepts"), ...both(intercepts, say("about_intercepts"))),
          line(say("raid_spent"), ...both(interceptors_spent, say("about_spent"))),
        ),
      ),
      make("h3", {}, say("raid_distribution")),
      histogram(language, outcome),
      make(
        "p",
        { class: "note" },
        language.say("raid_quantiles", {
          low: quantile(outcome.leakers_share, 0.05),
          middle: quantile(outcome.leakers_share, 0.5),
          high: quantile(outcome.leakers_share, 0.95),
        }),
      ),
      table(
        say("raid_places"),
        head(say("raid_place"), say("raid_aimed"), say("raid_survival"), say("interval")),
        make(
          "tbody",
          {},
          ...outcome.assets.map((one) =>
            line(
              language.name(one.place),
              count(one.aimed, say("about_aimed")),
              ...both(one.survival, say("about_survival"), "share"),
            ),
          ),
        ),
      ),
      table(
        say("raid_batteries"),
        head(say("battery"), say("raid_ready"), say("raid_exhausted"), say("interval")),
        make(
          "tbody",
          {},
          ...outcome.batteries.map((one) =>
            line(
              one.fires ? nameOf(one) : `${nameOf(one)} (${say("raid_silent")})`,
              count(one.interceptors_ready, say("about_ready")),
              ...both(one.exhausted, say("about_exhausted"), "share"),
            ),
          ),
        ),
      ),
      make("p", { class: "note" }, outcome.provenance),
    );
  }
}

/** How often so many missiles get through. */
function histogram(language: Language, outcome: RaidOutcome): SVGSVGElement {
  const shares = outcome.leakers_share;
  const last = shares.reduce((found, share, i) => (share > LEAST_SHARE ? i : found), 1);
  const bars = Math.min(MOST_BARS, last + 1);
  const wide = Math.ceil((last + 1) / bars);
  const heights = Array.from({ length: Math.ceil((last + 1) / wide) }, (_, i) =>
    shares.slice(i * wide, (i + 1) * wide).reduce((sum, share) => sum + share, 0),
  );
  const most = Math.max(...heights, 1e-9);
  const step = (WIDTH - LEFT) / heights.length;
  const chart = svg("svg", {
    class: "chart",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": `${language.say("raid_distribution")}. ${language.say("raid_quantiles", {
      low: quantile(shares, 0.05),
      middle: quantile(shares, 0.5),
      high: quantile(shares, 0.95),
    })}`,
  });
  const every = Math.max(1, Math.ceil(heights.length / 12));
  heights.forEach((share, i) => {
    const height = ((BASE - TOP) * share) / most;
    const bar = svg("rect", {
      class: "bar",
      x: LEFT + i * step + step * 0.1,
      y: BASE - height,
      width: step * 0.8,
      height,
    });
    const title = svg("title", {});
    const from = i * wide;
    title.textContent = `${wide > 1 ? `${from}–${from + wide - 1}` : from}: ${language.percent(share)}`;
    bar.append(title);
    chart.append(bar);
    if (i % every === 0) {
      chart.append(svgText(LEFT + (i + 0.5) * step, BASE + 14, "middle", `${from}`, "quiet"));
    }
  });
  chart.append(
    svg("path", { class: "axis", d: `M${LEFT},${BASE}H${WIDTH}` }),
    svgText(LEFT - 5, TOP + 8, "end", language.percent(most), "quiet"),
    svgText(WIDTH, HEIGHT - 4, "end", language.say("raid_leakers"), "quiet"),
  );
  return chart;
}
