import { make } from "../dom";
import type { Language } from "../words";

const WAYS = ["undo", "redo", "reset"] as const;
type Way = (typeof WAYS)[number];

/** Buttons that go a step back or forth, or to where it began. */
export class Steps {
  readonly element: HTMLElement;
  readonly #buttons: Record<Way, HTMLButtonElement>;

  constructor(language: Language, step: (way: Way) => void) {
    const button = (way: Way) => {
      const made = make("button", { type: "button" }, language.say(way));
      made.addEventListener("click", () => step(way));
      return made;
    };
    this.#buttons = { undo: button("undo"), redo: button("redo"), reset: button("reset") };
    const { undo, redo, reset } = this.#buttons;
    this.element = make("div", { class: "row steps" }, undo, redo, reset);
  }

  /** Show which steps there are. */
  update(steps: Record<Way, boolean>): void {
    for (const way of WAYS) this.#buttons[way].disabled = !steps[way];
  }
}
