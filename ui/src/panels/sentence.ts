import { make } from "../dom";
import type { Footprint, OpenAnswer, Shares } from "../engine/engine";
import type { Language } from "../words";
import { numberSpan, written } from "./number";
import type { View } from "./view";

type Part = HTMLElement | string;

/** How flights count together where there is one number only. */
const HEADLINE = "average";

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
export function missileName(view: View, footprint: Footprint): string {
  const { language } = view;
  const keys = [...new Set(footprint.answer.flights.map((one) => one.missile))];
  const only = keys[0];
  if (keys.length === 1 && only !== undefined) {
    const known = view.describe.missiles.find((one) => one.key === only);
    return known ? language.name(known) : (footprint.answer.flights[0]?.missile_title ?? only);
  }
  return language.say("missiles_count", { count: keys.length });
}

/** The values that fill the page's sentences in. */
export function sentenceValues(view: View, open: OpenAnswer, footprint: Footprint) {
  const { language } = view;
  const { answer } = footprint;
  return {
    site: siteName(language, open),
    missile: missileName(view, footprint),
    region: language.name({ title: open.country_title, korean: open.country_korean }),
    flights: answer.flights.length,
    share: written(language, headline(footprint).share, "share"),
  };
}

/** The answer as plain text, for a live region, an alternative text and a file. */
export function plainSentence(view: View, open: OpenAnswer, footprint: Footprint): string {
  const values = sentenceValues(view, open, footprint);
  const one = footprint.answer.flights.length === 1;
  const word = footprint.answer.weight === "people" ? "people" : "area";
  return view.language.say(one ? `answer_${word}_one` : `answer_${word}`, values);
}

/** The answer as one sentence with its number, and what goes with it. */
export function sentenceOf(
  view: View,
  open: OpenAnswer,
  footprint: Footprint,
): { main: Part[]; more: Part[] } {
  const { language } = view;
  const text = plainSentence(view, open, footprint);
  const share = ranged(view, headline(footprint)).share;
  const number = written(language, share, "share");
  const [before = "", after = ""] = text.split(number, 2);
  const span = (one: Shares) =>
    numberSpan(
      language,
      ranged(view, one).share,
      language.say("about_share", { over: language.term(one.over) }),
      "share",
      "quantity_cited",
    );
  const main = [before, span(headline(footprint)), after];
  const more: Part[] = [];
  if (view.range) {
    const [low, high] = [share.low ?? 0, share.high ?? 0].map((one) => language.percent(one));
    const said = language.say("range", { low: low ?? "", high: high ?? "" });
    more.push(make("strong", { class: "range" }, said), " ");
  } else if (view.ranging) more.push(`${language.say("ranging")} `);
  if (footprint.answer.flights.length > 1) {
    const ends = footprint.answer.shares.filter((one) => one.over !== HEADLINE);
    for (const one of ends) {
      more.push(
        `${language.say(one.over === "every" ? "against_every" : "against_any")} `,
        span(one),
        ". ",
      );
    }
  }
  more.push(language.say("defended_means"));
  return { main, more };
}
