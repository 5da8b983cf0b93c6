import { make } from "../dom";
import type { Number as Quantity } from "../engine/engine";
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

/** What the range of a number is: what sources give, or what chance or uncertainty leave open. */
export type RangeWord =
  | "quantity_range"
  | "quantity_interval"
  | "quantity_cited"
  | "quantity_draws";

/** A number that says on hover and on focus what it is, its range and its source. */
export function numberSpan(
  language: Language,
  quantity: Quantity,
  about: string,
  kind?: Kind,
  range: RangeWord = "quantity_range",
): HTMLElement {
  const text = written(language, quantity, kind);
  const made = make("span", { class: "number", tabindex: 0, role: "note" }, text);
  made.setAttribute("aria-label", `${text}: ${about}`);
  lines.set(made, aboutLines(language, quantity, about, range, kind));
  return made;
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

function aboutLines(
  language: Language,
  quantity: Quantity,
  about: string,
  range: RangeWord,
  kind?: Kind,
): string[] {
  const found = [about];
  const unit = quantity.unit === "1" ? language.say("unit_none") : quantity.unit;
  found.push(language.say("unit", { unit }));
  const { low = null, high = null } = quantity;
  if (low !== null && high !== null) {
    found.push(
      language.say(range, {
        low: written(language, { value: low, unit: quantity.unit }, kind),
        high: written(language, { value: high, unit: quantity.unit }, kind),
      }),
    );
  }
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
    const number = event.target instanceof Element ? event.target.closest(".number") : null;
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
