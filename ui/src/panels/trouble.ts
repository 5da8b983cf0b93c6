import { fill, make } from "../dom";
import type { Footprint } from "../engine/engine";
import { EngineError } from "../engine/engine";
import type { Language } from "../words";

/** What went wrong, until there is another answer. */
export class Trouble {
  readonly element = make("div", { class: "trouble", role: "alert", hidden: true });
  #answered: Footprint | null = null;

  constructor(private readonly language: Language) {}

  say(error: unknown): void {
    const problems = error instanceof EngineError ? error.problems : [];
    const message = error instanceof Error ? error.message : String(error);
    fill(
      this.element,
      make("p", {}, `${this.language.say("fault")} ${message}`),
      problems.length > 1 ? make("ul", {}, ...problems.map((one) => make("li", {}, one))) : null,
    );
    this.element.hidden = false;
  }

  update({ footprint }: { footprint: Footprint | null }): void {
    if (footprint !== this.#answered) this.element.hidden = true;
    this.#answered = footprint;
  }
}
