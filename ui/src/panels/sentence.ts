import { make } from "../dom";
import type { Footprint, OpenAnswer, OpenFlight, Shares } from "../engine/engine";
import type { Language } from "../words";
import { aboutLines, numberPlace, numberSpan, sayNumber, written } from "./number";
import type { View } from "./view";

type Part = HTMLElement | string;

/** How flights count together where there is one number only. */
const HEADLINE = "average";
const UNKNOWN = "…";

export function headline(footprint: Footprint): Shares {
  const { shares } = footprint.answer;
  const found = shares.find((one) => one.over === HEADLINE) ?? shares[0];
  if (!found) throw new Error("a footprint without shares");
  return found;
}

/** Shares with how far they go over the cited uncertainty, where that is known. */
export function ranged({ range }: View, shares: Shares): Shares {
  const found = range?.shares.find((one) => one.over === shares.over);
  if (!found) return shares;
  const reach = (name: "share" | "people" | "area") => ({
    ...shares[name],
    low: found[name].low ?? null,
    high: found[name].high ?? null,
  });
  return { ...shares, share: reach("share"), people: reach("people"), area: reach("area") };
}

/** Where the first battery stands, in words. */
export function siteName(language: Language, open: OpenAnswer): string {
  const site = open.batteries[0]?.site;
  return site ? language.name(site) : open.title;
}

/** What flies, in words: one missile, or how many. */
function missileName({ language, describe }: View, flights: readonly OpenFlight[]): string {
  const keys = [...new Set(flights.map((one) => one.missile))];
  const only = keys[0];
  if (keys.length !== 1 || only === undefined) {
    return language.say("missiles_count", { count: keys.length });
  }
  const known = describe.missiles.find((one) => one.key === only);
  const name = known ? language.name(known) : (flights[0]?.missile_title ?? only);
  return language.say("missile_named", { name });
}

/** What the answer is made of: its text, and what fills it. */
function answerOf(view: View, open: OpenAnswer, footprint: Footprint | null) {
  const { language } = view;
  const flights = footprint?.answer.flights ?? open.flights;
  const word = footprint?.answer.weight === "area" ? "area" : "people";
  const values = {
    site: siteName(language, open),
    missile: missileName(view, flights),
    region: language.name({ title: open.country_title, korean: open.country_korean }),
    flights: flights.length,
    share: footprint ? written(language, headline(footprint).share, "share") : UNKNOWN,
  };
  return {
    word: flights.length === 1 ? (`answer_${word}_one` as const) : (`answer_${word}` as const),
    values,
  };
}

/** The answer as plain text, for a live region, an alternative text and a file. */
export function plainSentence(view: View, open: OpenAnswer, footprint: Footprint): string {
  const { word, values } = answerOf(view, open, footprint);
  return view.language.say(word, values);
}

/**
 * The answer as one sentence with its number, and what goes with it. Before the number is known the
 * same words stand there, so that nothing moves when it comes.
 */
export function sentenceOf(
  view: View,
  open: OpenAnswer,
  footprint: Footprint | null,
): { main: Part[]; more: Part[] } {
  const { language } = view;
  const span = (shares: Shares | undefined): Part => {
    if (!shares) return UNKNOWN;
    const about = aboutShare(language, shares);
    const { share } = ranged(view, shares);
    return numberSpan(language, share, about, "share", "quantity_cited");
  };
  const first = footprint ? headline(footprint) : undefined;
  const { word, values } = answerOf(view, open, footprint);
  const count = { value: values.flights, unit: "1", source: language.say("quantity_set") };
  const flights = numberSpan(language, count, language.say("about_flights"));
  const main = language.parts(word, { ...values, share: span(first), flights });
  const more: Part[] = [rangePart(view, first), " "];
  const ends = [
    ["every", "against_every"],
    ["any", "against_any"],
  ] as const;
  if (values.flights > 1) {
    for (const [over, against] of ends) {
      const found = footprint?.answer.shares.find((one) => one.over === over);
      more.push(`${language.say(against)} `, span(found), ". ");
    }
  }
  more.push(language.say("defended_means"));
  return { main, more };
}

/** How far the number goes over what is cited, or that this is being found. */
function rangePart(view: View, shares: Shares | undefined): Part {
  const { language } = view;
  if (!view.range || !shares) {
    return view.range === null && !view.ranging && shares ? "" : language.say("ranging");
  }
  const { share } = ranged(view, shares);
  const ends = { low: language.percent(share.low ?? 0), high: language.percent(share.high ?? 0) };
  const text = language.say("up_to", ends);
  const about = aboutShare(language, shares);
  const number = numberPlace();
  sayNumber(number, text, aboutLines(language, share, about, "quantity_cited", "share"));
  return make("strong", { class: "range" }, ...language.parts("range", { range: number }));
}

function aboutShare(language: Language, { over }: Shares): string {
  return language.say("about_share", { over: language.term(over) });
}
