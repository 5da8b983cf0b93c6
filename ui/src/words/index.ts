import type { Word } from "./en";
import { ENGLISH, ENGLISH_TERMS, ENGLISH_UNITS } from "./en";
import { KOREAN, KOREAN_EVENTS, KOREAN_TERMS, KOREAN_UNITS } from "./ko";

export type { Word } from "./en";

/** Languages of the page. */
export type LanguageCode = "en" | "ko";

/** A name that is known in both languages. */
export interface Named {
  title: string;
  korean?: string | null | undefined;
}

const WORDS: Record<LanguageCode, Record<Word, string>> = { en: ENGLISH, ko: KOREAN };
const UNITS: Record<LanguageCode, Record<string, string>> = {
  en: ENGLISH_UNITS,
  ko: KOREAN_UNITS,
};
const MARK = "\u0001";
const MYRIAD = 10_000;
const LEAST_PERCENT = 0.1;
const SMALL = 1e-3;
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const IN_MYRIADS = 1e6;

/** How the page speaks: words, names and numbers as the readers of a language write them. */
export class Language {
  readonly #formats = new Map<number, Intl.NumberFormat>();

  constructor(readonly code: LanguageCode) {}

  /** A sentence with its values filled in. */
  say(word: Word, values: Record<string, string | number> = {}): string {
    const filled = WORDS[this.code][word].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ""),
    );
    return this.code === "ko" ? withParticles(filled) : filled;
  }

  /** The same where some of the values are parts of a document, which stay as they are. */
  parts<Part extends { textContent: string | null }>(
    word: Word,
    values: Record<string, string | number | Part>,
  ): (string | Part)[] {
    const parts: Part[] = [];
    const marked = Object.entries(values).map(([name, value]) => {
      if (typeof value !== "object") return [name, value];
      parts.push(value);
      // the text stays, as the particle behind it goes with its last letter
      return [name, `${MARK}${parts.length - 1}${MARK}${value.textContent}`];
    });
    const [first = "", ...others] = this.say(word, Object.fromEntries(marked)).split(MARK);
    const found: (string | Part)[] = [first];
    for (let i = 0; i + 1 < others.length; i += 2) {
      const part = parts[Number(others[i])];
      if (part) found.push(part, others[i + 1]?.slice(part.textContent?.length) ?? "");
    }
    return found;
  }

  name(named: Named): string {
    return (this.code === "ko" && named.korean) || named.title;
  }

  /** What the engine says: in Korean where it can, and in which language that is. */
  said(text: { en: string; ko: string }): { text: string; lang: LanguageCode } {
    const korean = this.code === "ko" && text.ko !== "";
    return korean ? { text: text.ko, lang: "ko" } : { text: text.en, lang: "en" };
  }

  /** A word of the protocol, as people read it. */
  term(word: string): string {
    const known = this.code === "ko" ? KOREAN_TERMS : ENGLISH_TERMS;
    return known[word] ?? word.replaceAll("-", " ");
  }

  /** What happens at a time of a flight. */
  event(name: string): string {
    if (this.code === "en") return name;
    const [number] = /\d+/.exec(name) ?? [""];
    const known = KOREAN_EVENTS[name.replace(/\d+/, "{}")];
    return known?.replace("{}", number) ?? name;
  }

  number(value: number, digits = 0): string {
    // a small number below nought is no "-0"
    const shown = Number(value.toFixed(digits)) === 0 ? 0 : value;
    return this.#format(digits).format(shown);
  }

  // to make one takes the browser as long as a hundred numbers
  #format(digits: number): Intl.NumberFormat {
    const known = this.#formats.get(digits);
    if (known) return known;
    const made = new Intl.NumberFormat(this.code === "ko" ? "ko-KR" : "en-GB", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    this.#formats.set(digits, made);
    return made;
  }

  /** A share as a percentage. */
  percent(share: number): string {
    const percent = 100 * share;
    const space = this.code === "ko" ? "" : "\u00a0";
    if (percent > 0 && percent < LEAST_PERCENT) return `<\u2060${LEAST_PERCENT}${space}%`;
    const digits = percent > 0 && percent < 1 ? 1 : 0;
    const written = this.number(percent, digits);
    return `${written}${space}%`;
  }

  /** A probability with the digits that an interval needs. */
  finePercent(share: number): string {
    const space = this.code === "ko" ? "" : "\u00a0";
    const percent = 100 * share;
    if (percent > 0 && percent < LEAST_PERCENT) return this.percent(share);
    if (percent < 100 && percent > 100 - LEAST_PERCENT)
      return `>\u2060${100 - LEAST_PERCENT}${space}%`;
    return `${this.number(percent, share > 0 && share < 1 ? 1 : 0)}${space}%`;
  }

  people(count: number): string {
    if (this.code === "ko" && count >= IN_MYRIADS) {
      return `${this.number(Math.round(count / MYRIAD))}만\u00a0명`;
    }
    if (count >= IN_MYRIADS) return `${this.number(count / 1e6, 1)}\u00a0million`;
    return this.number(count);
  }

  /** A number with its unit. */
  quantity(value: number, unit: string): string {
    return this.#withUnit(this.#digits(value), unit, value === 1);
  }

  /** A range of numbers with their unit, which is written once. */
  range(low: number, high: number, unit: string): string {
    const ends = { low: this.#digits(low), high: this.#digits(high) };
    return this.#withUnit(this.say("up_to", ends), unit, false);
  }

  /** What a unit is called by itself. */
  unit(unit: string): string {
    if (unit === "" || unit === "1") return this.say("unit_none");
    const counted = UNITS[this.code][unit];
    if (this.code === "ko" && counted !== undefined) return counted.replace("{}", "").trim();
    return squared(unit);
  }

  #digits(exact: number): string {
    // a unit that was changed leaves 29.999999999999996
    const value = Number(exact.toPrecision(9));
    const size = Math.abs(value);
    if (size > 0 && size < SMALL) {
      const [digits = "", power = ""] = value.toExponential(1).split("e");
      return `${digits}\u00a0×\u00a010${raised(power)}`;
    }
    const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3;
    return this.number(value, digits);
  }

  #withUnit(written: string, unit: string, one: boolean): string {
    if (unit === "" || unit === "1") return written;
    const counted = UNITS[this.code][unit];
    if (counted !== undefined && (this.code === "ko" || unit === "deg" || one)) {
      return counted.replace("{}", written);
    }
    return `${written}\u00a0${squared(unit)}`;
  }
}

function raised(power: string): string {
  return [...power].map((one) => (one === "-" ? "⁻" : (RAISED[Number(one)] ?? ""))).join("");
}

function squared(unit: string): string {
  return unit.replace(/(m)2$/, "$1²");
}

const PARTICLE = /(\S)(을\(를\)|은\(는\)|이\(가\)|와\(과\))/g;
const FORMS: Record<string, readonly [string, string]> = {
  "을(를)": ["을", "를"],
  "은(는)": ["은", "는"],
  "이(가)": ["이", "가"],
  "와(과)": ["과", "와"],
};

/** Choose between the two forms of Korean particles by the letter before them. */
export function withParticles(text: string): string {
  return text.replace(PARTICLE, (_, letter: string, particle: string) => {
    const forms = FORMS[particle] ?? ["", ""];
    return letter + forms[closed(letter) ? 0 : 1];
  });
}

/** Whether a letter ends on a consonant as it is read. */
function closed(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28 !== 0;
  return "013678".includes(letter);
}
