import { fill, make } from "../dom";
import type { PlaybackAnswer, PlayedEvent, Number as Quantity } from "../engine/engine";
import { Choice } from "../panels/fields";
import { aboutLines, sayNumber, tellAbout } from "../panels/number";
import type { Language, Word } from "../words";
import type { Recording } from "./moment";

const SHOTS: readonly PlayedEvent["event"][] = [
  "interceptor-launch",
  "intercept",
  "miss",
  "spare",
  "meet",
  "launcher-empty",
  "reloaded",
  "impact",
  "fails",
];
const MANY = 80;

/** Which events are listed. */
export type Listed = "all" | "shots";

/** Events that are listed, by their places in the answer. */
export function listedEvents(answer: PlaybackAnswer, listed: Listed): number[] {
  return answer.events.flatMap((one, i) =>
    listed === "all" || SHOTS.includes(one.event) ? [i] : [],
  );
}

/** What a missile is called: by its number too, where there are several. */
export function missileName(
  language: Language,
  { missiles }: PlaybackAnswer,
  index: number,
): string {
  const missile = missiles[index];
  if (!missile) return "";
  const name = language.name({ title: missile.title, korean: missile.title_korean });
  if (missiles.length === 1) return name;
  return language.say("played_missile", { name, number: index + 1 });
}

/** What happens in an event, in words. */
export function eventText(language: Language, answer: PlaybackAnswer, event: PlayedEvent): string {
  const missile = event.missile === null ? undefined : answer.missiles[event.missile];
  const interceptor =
    event.interceptor === null ? undefined : answer.interceptors[event.interceptor];
  const place = event.event === "launch" ? missile?.launch_area : missile?.target;
  return language.say(`played_${event.event}` as Word, {
    missile: event.missile === null ? "" : missileName(language, answer, event.missile),
    number: event.interceptor === null ? "" : event.interceptor + 1,
    launcher: event.launcher === null ? "" : event.launcher + 1,
    place: place ? language.name(place) : "",
    p: interceptor ? language.percent(interceptor.p_kill) : "",
  });
}

/** A time of the clock. */
export function clockText(language: Language, time_s: number): string {
  return language.quantity(Math.round(time_s), "s");
}

/** The events in order, as buttons that set the clock; the one that came last is marked. */
export class EventList {
  readonly element: HTMLElement;
  readonly #list = make("ol", { class: "events", tabindex: -1 });
  readonly #buttons = new Map<number, HTMLButtonElement>();
  readonly #choice: Choice;
  #listed: Listed;
  #shown: readonly number[] = [];
  #current = -1;

  constructor(
    private readonly language: Language,
    private readonly recording: Recording,
    private readonly chosen: (index: number) => void,
  ) {
    this.#listed = recording.answer.events.length > MANY ? "shots" : "all";
    this.#choice = new Choice(language.say("played_shown"), (value) => {
      this.#listed = value === "shots" ? "shots" : "all";
      this.#fill();
    });
    this.element = make(
      "section",
      { class: "events-part", "aria-label": language.say("played_events") },
      make("h2", {}, language.say("played_events")),
      this.#choice.element,
      this.#list,
    );
    this.#fill();
  }

  /** Mark the event that came last by now. */
  show(last: number): void {
    const current = this.#shown.findLast((index) => index <= last) ?? -1;
    if (current === this.#current) return;
    this.#buttons.get(this.#current)?.removeAttribute("aria-current");
    this.#current = current;
    const button = this.#buttons.get(current);
    button?.setAttribute("aria-current", "step");
    // only within the list: the page itself stays where it is
    if (button) this.#list.scrollTop = button.offsetTop - this.#list.clientHeight / 2;
    else this.#list.scrollTop = 0;
  }

  /** The listed event before or after some time. */
  next(step: 1 | -1, time_s: number): number | null {
    const time = (index: number) => this.recording.event_s[index] ?? 0;
    const found =
      step > 0
        ? this.#shown.find((index) => time(index) > time_s)
        : this.#shown.findLast((index) => time(index) < time_s);
    return found ?? null;
  }

  #fill(): void {
    const { language } = this;
    const { answer } = this.recording;
    this.#choice.update(
      [
        { value: "all", text: language.say("played_all") },
        { value: "shots", text: language.say("played_shots") },
      ],
      this.#listed,
    );
    this.#buttons.clear();
    this.#shown = listedEvents(answer, this.#listed);
    fill(
      this.#list,
      ...this.#shown.map((index) => {
        const event = answer.events[index];
        if (!event) return null;
        const when = make("span", { class: "when number" });
        const high = make("span", { class: "high number" });
        const time = { value: Math.round(event.time_s), unit: "s" };
        const height = { value: Math.max(0, Math.round(event.altitude_m / 1000)), unit: "km" };
        const told = [
          ...say(language, when, time, "about_played_time"),
          ...say(language, high, height, "about_event_height"),
        ];
        const button = make(
          "button",
          { type: "button", class: event.event },
          when,
          make("span", {}, eventText(language, answer, event)),
          high,
        );
        button.addEventListener("click", () => this.chosen(index));
        tellAbout(button, told);
        this.#buttons.set(index, button);
        return make("li", {}, button);
      }),
    );
    const last = this.#current;
    this.#current = -1;
    this.show(last);
  }
}

/** Say a number, and give what it tells of itself. */
function say(language: Language, element: HTMLElement, quantity: Quantity, word: Word): string[] {
  const about = language.say(word);
  const told = aboutLines(language, quantity, about);
  sayNumber(element, language.quantity(quantity.value ?? 0, quantity.unit), told);
  return told;
}
