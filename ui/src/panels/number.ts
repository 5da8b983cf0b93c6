import { make } from "../dom";
import type { Number as Quantity } from "../engine/engine";
import { precision } from "../state/runs";
import type { Language } from "../words";

/** What kind of number it is, where its unit does not say so. */
export type Kind = "share" | "people" | "mean";

/** How a number is written: a share as a percentage, people in words, else with its unit. */
export function written(language: Language, quantity: Quantity, kind?: Kind): string {
  if (quantity.value === null) return "–";
  if (kind === "mean") return language.number(quantity.value, 2);
  if (kind === "share") return language.percent(quantity.value);
  if (kind === "people") return language.people(quantity.value);
  return language.quantity(quantity.value, quantity.unit);
}

/**
 * What the range of a number is: what sources give, what chance or uncertainty leave open, or what
 * it can be set to.
 */
export type RangeWord =
  | "quantity_range"
  | "quantity_interval"
  | "quantity_cited"
  | "quantity_draws"
  | "quantity_settable";

/** A number that says on hover and on focus what it is, its range and its source. */
export function numberSpan(
  language: Language,
  quantity: Quantity,
  about: string,
  kind?: Kind,
  range: RangeWord = "quantity_range",
): HTMLElement {
  const made = numberPlace();
  const text = written(language, quantity, kind);
  sayNumber(made, text, aboutLines(language, quantity, about, range, kind));
  return made;
}

/** The range of a number, which says the same about itself as the number does. */
export function rangeSpan(
  language: Language,
  quantity: Quantity,
  about: string,
  kind?: Kind,
  range: RangeWord = "quantity_range",
): HTMLElement | string {
  const { low = null, high = null } = quantity;
  if (low === null || high === null) return "–";
  const made = numberPlace();
  const text = rangeText(language, quantity, kind);
  sayNumber(made, text, aboutLines(language, quantity, about, range, kind));
  return made;
}

/** A place for a number that is said by {@link sayNumber}. */
export function numberPlace(): HTMLElement {
  return make("span", { class: "number", tabindex: 0, role: "note" });
}

/** A number that stays in its place: its text, and what it says about itself, can be others. */
export function sayNumber(element: HTMLElement, text: string, told: readonly string[]): void {
  if (element.textContent !== text) element.textContent = text;
  // one that is no stop of the Tab key is heard with what it belongs to
  if (element.getAttribute("role") === "note")
    element.setAttribute("aria-label", `${text}: ${told[0] ?? ""}`);
  lines.set(element, told);
}

/**
 * What an element says while keys have brought the focus to it: of numbers that have none of their
 * own. Under a hand that drags or clicks it would only hide what is beside it.
 */
export function tellAbout(element: HTMLElement, told: readonly string[]): void {
  element.classList.add("tells");
  lines.set(element, told);
}

/** A range of numbers, with the unit once. */
export function rangeText(
  language: Language,
  { value, unit, low = null, high = null }: Quantity,
  kind?: Kind,
): string {
  if (low === null || high === null) return "–";
  const ends = (text: (end: number) => string) =>
    language.say("up_to", { low: text(low), high: text(high) });
  if (kind === "share") return ends((end) => language.finePercent(end));
  if (kind === "people") return ends((end) => language.people(end));
  if (kind === "mean") {
    const error = precision({ value, unit, low, high });
    const digits = error === null || error > 0.05 ? 2 : 3;
    return ends((end) => language.number(end, digits));
  }
  return language.range(low, high, unit);
}

/** Numbers of a table are one stop of the Tab key; arrow keys go from number to number. */
export function oneStop(table: Element): void {
  table.classList.add("one-stop");
  table.querySelectorAll<HTMLElement>(".number").forEach((one, i) => {
    one.tabIndex = i === 0 ? 0 : -1;
  });
}

function goOn(event: KeyboardEvent): void {
  const number = event.target instanceof HTMLElement ? event.target.closest(".number") : null;
  const row = number?.closest("tr");
  const table = number?.closest(".one-stop");
  if (!number || !row || !table) return;
  const rows = [...table.querySelectorAll("tr")].filter((one) => one.querySelector(".number"));
  const cells = (one: Element | undefined) => [
    ...(one?.querySelectorAll<HTMLElement>(".number") ?? []),
  ];
  const [at, column] = [rows.indexOf(row), cells(row).indexOf(number as HTMLElement)];
  const steps: Record<string, () => HTMLElement | undefined> = {
    ArrowLeft: () => cells(row)[column - 1],
    ArrowRight: () => cells(row)[column + 1],
    ArrowUp: () => cells(rows[at - 1])[column],
    ArrowDown: () => cells(rows[at + 1])[column],
  };
  const next = steps[event.key]?.();
  if (!next) return;
  event.preventDefault();
  for (const one of cells(table)) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

const lines = new WeakMap<Element, readonly string[]>();

/** What a number says about itself: what it is, its unit, its range and its source. */
export function aboutLines(
  language: Language,
  quantity: Quantity,
  about: string,
  range: RangeWord = "quantity_range",
  kind?: Kind,
): string[] {
  const found = [about];
  found.push(language.say("unit", { unit: language.unit(quantity.unit) }));
  const { low = null, high = null } = quantity;
  if (low === null || high === null) found.push(language.say("quantity_no_range"));
  else found.push(language.say(range, { range: rangeText(language, quantity, kind) }));
  if (quantity.source) found.push(language.say("quantity_source", { source: quantity.source }));
  else found.push(language.say("quantity_computed"));
  if (quantity.row) {
    found.push(
      language.say("quantity_row", { row: quantity.row, quality: quantity.quality ?? "–" }),
    );
  }
  return found;
}

/**
 * Shows what numbers say about themselves, beside the one that is pointed at or has the focus, until
 * a signal says that it is enough.
 */
export function installTips(root: HTMLElement, signal?: AbortSignal): void {
  const tip = make("div", { class: "tip", role: "tooltip", id: "tip", hidden: true });
  root.append(tip);
  let shown: Element | null = null;
  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };
  const show = (event: Event) => {
    const at = event.target instanceof Element ? event.target : null;
    const byKeys = event.type === "focusin" && at?.matches(".tells:focus-visible");
    const number = byKeys ? at : at?.closest(".number");
    const said = number ? lines.get(number) : undefined;
    if (!number || !said) return hide();
    if (number === shown) return;
    hide();
    shown = number;
    tip.replaceChildren(...said.map((line) => make("p", {}, line)));
    tip.hidden = false;
    number.setAttribute("aria-describedby", "tip");
    const box = number.getBoundingClientRect();
    const width = tip.offsetWidth;
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    const below = box.bottom + tip.offsetHeight + 12 < window.innerHeight;
    const top = below ? box.bottom + 6 : box.top - tip.offsetHeight - 6;
    const origin = (tip.offsetParent ?? document.body).getBoundingClientRect();
    tip.style.left = `${left - origin.left}px`;
    tip.style.top = `${top - origin.top}px`;
  };
  root.addEventListener("pointerover", show);
  root.addEventListener("focusin", show);
  root.addEventListener("focusout", hide);
  root.addEventListener("keydown", goOn);
  const until = signal ? { signal } : {};
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide(), until);
}
