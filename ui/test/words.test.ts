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
  expect(english.quantity(-0.02, "km")).toBe("-0.020\u00a0km");
  expect(english.quantity(-0.0, "km")).toBe("0\u00a0km");
  expect(english.quantity(1.13e-7, "1")).toBe("1.1\u00a0×\u00a010⁻⁷");
});

test("units of what is counted are words, and a range has its unit once", () => {
  const [english, korean] = [new Language("en"), new Language("ko")];
  expect(english.quantity(1, "sites")).toBe("1\u00a0site");
  expect(english.quantity(7, "sites")).toBe("7\u00a0sites");
  expect(korean.quantity(7, "sites")).toBe("7곳");
  expect(english.range(0, 7, "sites")).toBe("0 to 7\u00a0sites");
  expect(korean.range(0, 7, "sites")).toBe("0~7곳");
  expect(korean.range(10, 70.3, "deg")).toBe("10~70.3도");
  expect(english.unit("m2")).toBe("m²");
  expect(korean.unit("1")).toBe("없음(비율이나 개수)");
});

test("parts of a document stand in a sentence as they are", () => {
  const [number, range] = [{ textContent: "45%" }, { textContent: "0~7곳" }];
  const filled = new Language("ko").parts("answer_people", {
    site: "성주",
    missile: "노동",
    region: "대한민국",
    share: number,
    flights: 12,
  });
  expect(filled).toEqual([
    "성주의 포대는 노동이 닿는 대한민국 사람의 ",
    number,
    "를 방어한다(12개 비행 평균).",
  ]);
  expect(new Language("en").parts("range", { range })).toEqual([
    "",
    range,
    ", depending on which of the cited figures are right.",
  ]);
});
