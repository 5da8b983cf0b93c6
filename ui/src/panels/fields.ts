import { fill, make } from "../dom";
import type { Phase } from "../map/markers";
import { sayNumber, tellAbout } from "./number";

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

  /** Show a value; what it says about itself on hover and on focus, where it is a number. */
  update(value: number, shown: string, told: readonly string[] = []): void {
    if (this.#input.valueAsNumber !== value) this.#input.value = String(value);
    this.#input.setAttribute("aria-valuetext", shown);
    const [about = ""] = told;
    this.#output.classList.toggle("number", about !== "");
    if (about) sayNumber(this.#output, shown, told);
    else this.#output.value = shown;
    // the slider itself is the stop of the Tab key
    if (about) tellAbout(this.#input, told);
  }
}

/** A number that is typed. */
export class NumberField {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;

  constructor(
    label: string,
    private readonly range: { least: number; most: number; step: number | "any" },
    changed: (value: number) => void,
  ) {
    const id = nextId();
    const { least, most, step } = range;
    this.#input = make("input", {
      id,
      type: "number",
      min: least,
      max: most,
      step,
      required: true,
    });
    this.#input.addEventListener("change", () => {
      const value = this.#input.valueAsNumber;
      if (Number.isNaN(value)) this.#input.reportValidity();
      else changed(this.#within(value));
    });
    this.element = make("div", { class: "field" }, make("label", { for: id }, label), this.#input);
  }

  update(value: number): void {
    if (document.activeElement !== this.#input) this.#input.valueAsNumber = value;
  }

  /** The nearest value that may be asked for. */
  #within(value: number): number {
    const { least, most, step } = this.range;
    const whole = step === 1 ? Math.round(value) : value;
    const found = Math.min(most, Math.max(least, whole));
    if (found !== value) this.#input.valueAsNumber = found;
    return found;
  }
}

/** Something that is so or not. */
export class Tick {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;

  constructor(label: string, changed: (value: boolean) => void) {
    this.#input = make("input", { type: "checkbox" });
    this.#input.addEventListener("change", () => changed(this.#input.checked));
    this.element = make("label", { class: "tick" }, this.#input, label);
  }

  update(value: boolean): void {
    this.#input.checked = value;
  }
}

/** Some of a list, at least one: a line with what is chosen, which opens to boxes to tick. */
export class Picks {
  readonly element: HTMLElement;
  readonly #chosen: HTMLElement;
  readonly #boxes: HTMLElement;
  #shown = "";
  #values: readonly string[] = [];

  constructor(
    label: string,
    private readonly changed: (values: string[]) => void,
  ) {
    this.#chosen = make("span", { class: "chosen" });
    this.#boxes = make("fieldset", {}, make("legend", { class: "hidden" }, label));
    const summary = make("summary", {}, make("span", { class: "label" }, label), this.#chosen);
    this.element = make("details", { class: "picks" }, summary, this.#boxes);
  }

  update(options: readonly Option[], values: readonly string[]): void {
    this.#values = values;
    const shown = JSON.stringify(options);
    if (shown !== this.#shown) {
      this.#shown = shown;
      const [legend] = this.#boxes.children;
      fill(this.#boxes, legend, ...options.map((one) => this.#box(one)));
    }
    for (const box of this.#boxes.querySelectorAll("input"))
      box.checked = values.includes(box.value);
    const names = values.map((key) => options.find((one) => one.value === key)?.text ?? key);
    this.#chosen.textContent = names.join(", ");
  }

  #box({ value, text }: Option): HTMLElement {
    const input = make("input", { type: "checkbox", value });
    input.addEventListener("change", () => {
      const others = this.#values.filter((one) => one !== value);
      const next = input.checked ? [...others, value] : others;
      // nothing at all cannot be asked about
      if (next.length === 0) input.checked = true;
      else this.changed(next);
    });
    return make("label", {}, input, text);
  }
}
