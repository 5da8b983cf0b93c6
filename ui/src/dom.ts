import type { Language } from "./words";

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined>;

/** Make an element: attributes that are null or false are left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(key, value === true ? "" : String(value));
  }
  fill(made, ...children);
  return made;
}

/** Replace what an element holds. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren(
    ...children.filter((one): one is Node | string => one instanceof Node || Boolean(one)),
  );
}

/** An element with what the engine says, marked where that is in another language than the page. */
export function saying<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  language: Language,
  text: { en: string; ko: string },
  attributes: Attributes = {},
): HTMLElementTagNameMap[Name] {
  const { text: said, lang } = language.said(text);
  return make(name, { lang: lang === language.code ? null : lang, ...attributes }, said);
}

/** Offer a text or a picture as a file. */
export function offerFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
