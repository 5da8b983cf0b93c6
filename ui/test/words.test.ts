import { describe, expect, test } from "vitest";
import { Language, withParticles } from "../src/words";
import { ENGLISH } from "../src/words/en";
import { KOREAN } from "../src/words/ko";

const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort();

describe("every text stands in both languages, with the same blanks", () => {
  test.each(Object.keys(ENGLISH) as (keyof typeof ENGLISH)[])("%s", (word) => {
    expect(KOREAN[word].trim()).not.toBe("");
    expect(blanks(KOREAN[word])).toEqual(blanks(ENGLISH[word]));
  });
});

test("particles go with the letter before them", () => {
  expect(withParticles("노동이(가), 무수단이(가), 스커드-B이(가), 화성-12을(를)")).toBe(
    "노동이, 무수단이, 스커드-B가, 화성-12를",
  );
});

test("what happens in a flight is said in the language of the page", () => {
  expect(new Language("ko").event("interceptor 2 launched")).toBe("요격미사일 2 발사");
  expect(new Language("ko").event("something new")).toBe("something new");
  expect(new Language("en").event("round 1 assessed")).toBe("round 1 assessed");
});

test("numbers are written as the readers of a language do", () => {
  const [english, korean] = [new Language("en"), new Language("ko")];
  expect(english.percent(0.447)).toBe("45\u00a0%");
  expect(english.percent(0.004)).toBe("0.4\u00a0%");
  expect(korean.percent(0.447)).toBe("45%");
  expect(english.people(51_069_375)).toBe("51.1\u00a0million");
  expect(korean.people(51_069_375)).toBe("5,107만\u00a0명");
  expect(english.quantity(340, "deg")).toBe("340°");
  expect(english.quantity(1.25, "s")).toBe("1.3\u00a0s");
});
