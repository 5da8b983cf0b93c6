import { make } from "../dom";
import type { Language } from "../words";
import type { OpenPart, Part } from "./parts";
import type { View } from "./view";

/**
 * Parts of which one is shown: a row of tabs, and the part of the one that is chosen. With the
 * keyboard, arrow keys go from tab to tab.
 */
export class Shelf {
  /** The row of tabs. */
  readonly tabs: HTMLElement;
  /** Where the parts stand. */
  readonly body: HTMLElement;
  /** Another part is shown; its key. */
  onChosen: (key: string) => void = () => {};
  readonly #slots = new Map<string, { button: HTMLButtonElement; place: HTMLElement }>();
  readonly #why = make("p", { class: "note", role: "status" });
  readonly #made = new Map<string, OpenPart>();
  #key = "";

  constructor(
    name: string,
    label: string,
    private readonly language: Language,
    private readonly parts: readonly Part[],
    private readonly failed: (error: unknown) => void,
  ) {
    this.tabs = make("div", { class: "tabs", role: "tablist", "aria-label": label });
    this.body = make("div", { class: `shelf ${name}` }, this.#why);
    for (const part of parts) {
      const [id, at] = [`${name}-tab-${part.key}`, `${name}-${part.key}`];
      const button = make(
        "button",
        { type: "button", role: "tab", id, "aria-controls": at },
        part.title,
      );
      if (part.unavailable) {
        // to find out may take long, so it is left until somebody comes near
        for (const near of ["pointerenter", "focus"]) {
          button.addEventListener(near, () => this.#whyNot(part), { once: true });
        }
      }
      const place = make("div", { role: "tabpanel", id: at, "aria-labelledby": id, hidden: true });
      button.addEventListener("click", () => this.choose(part.key));
      this.tabs.append(button);
      this.body.append(place);
      this.#slots.set(part.key, { button, place });
    }
    this.tabs.addEventListener("keydown", (event) => this.#arrow(event));
    this.tabs.hidden = parts.length < 2;
  }

  get key(): string {
    return this.#key;
  }

  /** The part that is shown, once it is made. */
  get current(): OpenPart | null {
    return this.#made.get(this.#key) ?? null;
  }

  /** Show a part; one that is not there leaves the first. */
  choose(key: string): void {
    const part = this.parts.find((one) => one.key === key) ?? this.parts[0];
    if (!part || part.key === this.#key) return;
    const why = this.#whyNot(part);
    this.#why.textContent = why;
    if (why) return;
    this.current?.shown(false);
    this.#key = part.key;
    for (const [one, { button, place }] of this.#slots) {
      const chosen = one === part.key;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      place.hidden = !chosen;
    }
    void this.#open(part);
  }

  /** Tell the part that is shown what is known. */
  update(view: View): void {
    this.current?.update(view);
  }

  /** Why a part cannot be opened here, which its tab then says too; empty where it can. */
  #whyNot(part: Part): string {
    const why = part.unavailable?.() ?? "";
    const button = this.#slots.get(part.key)?.button;
    if (why && button) {
      button.setAttribute("aria-disabled", "true");
      button.title = why;
    }
    return why;
  }

  async #open(part: Part): Promise<void> {
    const place = this.#slots.get(part.key)?.place;
    if (!this.#made.has(part.key) && place) {
      const wait = make("p", { class: "note" }, this.language.say("waiting"));
      place.append(wait);
      try {
        const made = await part.make();
        if (!this.#made.has(part.key)) {
          this.#made.set(part.key, made);
          place.append(made.element);
        }
      } catch (error) {
        this.failed(error);
      } finally {
        wait.remove();
      }
    }
    if (this.#key !== part.key) return;
    this.current?.shown(true);
    this.onChosen(part.key);
  }

  #arrow(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const open = this.parts.filter((one) => !this.#whyNot(one));
    const at = open.findIndex((one) => one.key === this.#key);
    const next = open[(at + step + open.length) % open.length];
    if (!next) return;
    this.choose(next.key);
    this.#slots.get(next.key)?.button.focus();
  }
}
