import { fill, make } from "../dom";
import type { Phase } from "../map/markers";

/** A choice of a list. */
export interface Option {
  value: string;
  text: string;
  /** Heading under which it stands. */
  group?: string;
}

let fields = 0;

function nextId(): string {
  fields += 1;
  return `field-${fields}`;
}

/** A list of which one is chosen. */
export class Choice {
  readonly element: HTMLElement;
  readonly #select: HTMLSelectElement;
  #shown = "";

  constructor(label: string, chosen: (value: string) => void) {
    const id = nextId();
    this.#select = make("select", { id });
    this.#select.addEventListener("change", () => chosen(this.#select.value));
    this.element = make("div", { class: "field" }, make("label", { for: id }, label), this.#select);
  }

  update(options: readonly Option[], value: string): void {
    const shown = JSON.stringify(options);
    if (shown !== this.#shown) {
      this.#shown = shown;
      fill(this.#select, ...grouped(options));
    }
    if (this.#select.value !== value) this.#select.value = value;
  }
}

function grouped(options: readonly Option[]): HTMLElement[] {
  const found: HTMLElement[] = [];
  const groups = new Map<string, HTMLOptGroupElement>();
  for (const { value, text, group } of options) {
    const option = make("option", { value }, text);
    if (group === undefined) {
      found.push(option);
      continue;
    }
    let parent = groups.get(group);
    if (!parent) {
      parent = make("optgroup", { label: group });
      groups.set(group, parent);
      found.push(parent);
    }
    parent.append(option);
  }
  return found;
}

/** A number that is pushed along a line. */
export class Slider {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #output: HTMLOutputElement;

  constructor(
    label: string,
    range: { least: number; most: number; step: number },
    moved: (value: number, phase: Phase) => void,
  ) {
    const id = nextId();
    this.#input = make("input", {
      id,
      type: "range",
      min: range.least,
      max: range.most,
      step: range.step,
    });
    this.#output = make("output", { for: id });
    this.#input.addEventListener("input", () => moved(this.#input.valueAsNumber, "passing"));
    this.#input.addEventListener("change", () => moved(this.#input.valueAsNumber, "rest"));
    const line = make("div", { class: "slider" }, this.#input, this.#output);
    this.element = make("div", { class: "field" }, make("label", { for: id }, label), line);
  }

  update(value: number, shown: string): void {
    if (this.#input.valueAsNumber !== value) this.#input.value = String(value);
    this.#input.setAttribute("aria-valuetext", shown);
    this.#output.value = shown;
  }
}
