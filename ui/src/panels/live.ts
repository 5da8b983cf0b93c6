import { make } from "../dom";
import type { Language } from "../words";
import { headline, siteName } from "./sentence";
import type { View } from "./view";

/** What is said aloud to those who do not see the page. */
export class Live {
  readonly element = make("p", { class: "hidden", role: "status", "aria-live": "polite" });
  #said: { share: string; site: string } | null = null;

  constructor(private readonly language: Language) {}

  say(text: string): void {
    this.element.textContent = text;
  }

  /** Say what a change did to the answer, once all of the answer is there. */
  speak({ footprint, open }: View): void {
    if (!footprint || !open) return;
    const share = this.language.percent(headline(footprint).share.value ?? 0);
    const site = siteName(this.language, open);
    const before = this.#said;
    this.#said = { share, site };
    if (!before || (before.share === share && before.site === site)) return;
    this.say(this.language.say("live_changed", { share, before: before.share, site }));
  }
}
