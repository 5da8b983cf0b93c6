import { make } from "../dom";
import { Choice } from "../panels/fields";
import { aboutLines, sayNumber, tellAbout } from "../panels/number";
import type { Language, Word } from "../words";
import type { Clock } from "./clock";
import { SPEEDS } from "./clock";
import { clockText } from "./events";

/** What the buttons of a playback do. */
export interface Acts {
  toggle(): void;
  set(time_s: number): void;
  step(step: 1 | -1): void;
  speed(speed: number): void;
}

/** Play, step, scrub and speed: the bar under the map. */
export class Controls {
  readonly element: HTMLElement;
  readonly #play: HTMLButtonElement;
  readonly #line: HTMLInputElement;
  readonly #time: HTMLOutputElement;
  readonly #speed: Choice;

  constructor(
    private readonly language: Language,
    acts: Acts,
  ) {
    const button = (text: string, word: Word, act: () => void) => {
      const name = language.say(word);
      const made = make("button", { type: "button", "aria-label": name, title: name }, text);
      made.addEventListener("click", act);
      return made;
    };
    this.#play = make("button", { type: "button", class: "play" });
    this.#play.addEventListener("click", () => acts.toggle());
    this.#line = make("input", {
      type: "range",
      min: 0,
      max: 1,
      step: 0.1,
      "aria-label": language.say("played_clock"),
    });
    this.#line.addEventListener("input", () => acts.set(this.#line.valueAsNumber));
    this.#time = make("output", { class: "time number" });
    this.#speed = new Choice(language.say("played_speed"), (value) => acts.speed(Number(value)));
    this.element = make(
      "div",
      { class: "player", role: "group", "aria-label": language.say("played") },
      make(
        "div",
        { class: "row" },
        this.#play,
        button("|‹", "played_begin", () => acts.set(Number.NEGATIVE_INFINITY)),
        button("‹", "played_before", () => acts.step(-1)),
        button("›", "played_next", () => acts.step(1)),
      ),
      this.#line,
      this.#time,
      this.#speed.element,
    );
  }

  show(clock: Clock): void {
    const { language } = this;
    const word = language.say(clock.running ? "played_pause" : "played_play");
    if (this.#play.textContent !== word) this.#play.textContent = word;
    this.#line.min = String(clock.begins_s);
    this.#line.max = String(clock.ends_s);
    this.#line.value = String(clock.time_s);
    const said = clockText(language, clock.time_s);
    this.#line.setAttribute("aria-valuetext", said);
    const { time_s: value, begins_s: low, ends_s: high } = clock;
    const source = language.say("quantity_clock");
    const about = language.say("played_clock");
    const quantity = { value, unit: "s", low, high, source };
    const told = aboutLines(language, quantity, about, "quantity_settable");
    sayNumber(this.#time, said, told);
    tellAbout(this.#line, told);
    this.#speed.update(
      SPEEDS.map((speed) => ({
        value: String(speed),
        text: language.say("played_times", { speed }),
      })),
      String(clock.speed),
    );
  }
}
