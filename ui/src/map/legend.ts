import { make } from "../dom";
import { flightOptions } from "../panels/place";
import type { Panel, View } from "../panels/view";
import type { Language } from "../words";
import { MARGINS_S, SHARES } from "./footprint";

/** What the colours of the map stand for; a part that puts its own on the map says so. */
export function legendPart(language: Language, other: () => LegendLines | null): Panel {
  const title = make("p", { class: "legend-title" });
  const list = make("ul", { class: "legend" });
  const element = make("div", { class: "legend-part" }, title, list);
  let shown = "";
  return {
    element,
    update(view) {
      const lines = other() ?? linesOf(language, view);
      const key = JSON.stringify(lines);
      if (key === shown) return;
      shown = key;
      element.hidden = lines.items.length === 0;
      title.textContent = lines.title;
      list.replaceChildren(
        ...lines.items.map(({ swatch, text }) =>
          make("li", {}, swatch ? make("span", { class: `swatch ${swatch}` }) : null, text),
        ),
      );
    },
  };
}

/** A colour, by its class in the style sheet, and what it stands for. */
export interface LegendLine {
  swatch: string;
  text: string;
}

/** A legend. */
export interface LegendLines {
  title: string;
  items: LegendLine[];
}

function linesOf(language: Language, view: View): LegendLines {
  const { state } = view;
  const flights = view.footprint?.answer.flights ?? [];
  const flight = flightOptions(view, flights)[state.flight]?.text ?? "";
  const items: LegendLine[] = bandLines(language, view);
  items.push({ swatch: "", text: language.say("legend_unreached") });
  if (view.coverage) {
    const altitude = language.quantity(state.altitude_km, "km");
    items.push({ swatch: "seen", text: language.say("legend_seen", { altitude }) });
  }
  if (view.pinned) items.push({ swatch: "pinned-line", text: language.say("legend_pinned") });
  return { title: language.say(`legend_${state.colouring}`, { flight }), items };
}

function bandLines(language: Language, { state, describe }: View): LegendLine[] {
  if (state.colouring === "reason") {
    return describe.reasons
      .slice(0, 5)
      .map((one, i) => ({ swatch: `reason-${i}`, text: language.term(one) }));
  }
  if (state.colouring === "margin") {
    const seconds = (value: number) => language.quantity(value, "s");
    return [
      { swatch: "band-0", text: language.say("no_shot") },
      ...MARGINS_S.map((low, i) => {
        const high = MARGINS_S[i + 1];
        const text =
          high === undefined
            ? language.say("from", { low: seconds(low) })
            : language.say("up_to", { low: language.number(low), high: seconds(high) });
        return { swatch: `band-${i + 1}`, text };
      }),
    ];
  }
  return shareLines(language);
}

/** Bands of shares, or of probabilities. */
export function shareLines(language: Language): LegendLine[] {
  return SHARES.map((low, i) => ({
    swatch: `band-${i}`,
    text: language.say("up_to", {
      low: language.number(100 * low),
      high: language.percent(SHARES[i + 1] ?? 1),
    }),
  }));
}
