import { make } from "../dom";
import type { Language } from "../words";

const WAYS = ["undo", "redo", "reset"] as const;
export type Way = (typeof WAYS)[number];

/** The step that keys ask for; in a field they belong to what is typed. */
export function wayOf(event: KeyboardEvent): Way | null {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "number";
  if (typing || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) return "redo";
  return key === "z" ? "undo" : null;
}

const KEYS: Partial<Record<Way, string>> = {
  undo: "Control+Z Meta+Z",
  redo: "Control+Shift+Z Meta+Shift+Z Control+Y",
};

/** Buttons that go a step back or forth, or to where it began. */
export class Steps {
  readonly element: HTMLElement;
  readonly #buttons: Record<Way, HTMLButtonElement>;

  constructor(language: Language, step: (way: Way) => void) {
    const button = (way: Way) => {
      const made = make("button", { type: "button" }, language.say(way));
      const keys = KEYS[way];
      if (keys) made.setAttribute("aria-keyshortcuts", keys);
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
