import type { Word } from "./en";
import { ENGLISH, ENGLISH_TERMS } from "./en";
import { KOREAN, KOREAN_EVENTS, KOREAN_TERMS } from "./ko";

export type { Word } from "./en";

/** Languages of the page. */
export type LanguageCode = "en" | "ko";

/** A name that is known in both languages. */
export interface Named {
  title: string;
  korean?: string | null | undefined;
}

const WORDS: Record<LanguageCode, Record<Word, string>> = { en: ENGLISH, ko: KOREAN };
const MYRIAD = 10_000;
const LEAST_PERCENT = 0.1;
const IN_MYRIADS = 1e6;

/** How the page speaks: words, names and numbers as the readers of a language write them. */
export class Language {
  constructor(readonly code: LanguageCode) {}

  /** A sentence with its values filled in. */
  say(word: Word, values: Record<string, string | number> = {}): string {
    const filled = WORDS[this.code][word].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ""),
    );
    return this.code === "ko" ? withParticles(filled) : filled;
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
    return value.toLocaleString(this.code === "ko" ? "ko-KR" : "en-GB", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
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
    const size = Math.abs(value);
    const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3;
    const written = this.number(value, digits);
    if (unit === "" || unit === "1") return written;
    if (unit === "deg") return this.code === "ko" ? `${written}도` : `${written}°`;
    if (unit === "s" && this.code === "ko") return `${written}초`;
    return `${written}\u00a0${unit.replace(/(m)2$/, "$1²")}`;
  }
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
