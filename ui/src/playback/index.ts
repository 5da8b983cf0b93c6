import "../style/playback.css";
import { fill, make } from "../dom";
import type { Bilingual, PlaybackAnswer, PlayedMissile } from "../engine/engine";
import { DroppedError } from "../engine/engine";
import type { AirShape } from "../globe/air";
import type { LegendLines } from "../map/legend";
import type { MapLayer, Scene } from "../map/scene";
import { Choice } from "../panels/fields";
import { aboutLines, numberPlace, sayNumber, written } from "../panels/number";
import type { Around, OpenPart } from "../panels/parts";
import type { View } from "../panels/view";
import { changes } from "../panels/view";
import type { Played } from "../state/played";
import { playedText } from "../state/played";
import type { RaidPlan } from "../state/raid";
import { firstPlan, raidText } from "../state/raid";
import type { Language } from "../words";
import { momentInAir } from "./air";
import { Clock } from "./clock";
import { Controls } from "./controls";
import { clockText, EventList, eventText, missileName } from "./events";
import type { Moment, Recording } from "./moment";
import { momentOf, recordingOf } from "./moment";
import { enlargement, momentShapes, Ways } from "./shapes";
import { Strip } from "./strip";
import type { Aim } from "./target";
import { aimOf } from "./target";

const CALM_MS = 250;
const STILL_MS = 1200;
const SAY_EVERY_MS = 2500;
const NOTHING: readonly AirShape[] = [];

/** What has come of a question, with all that shows it. */
interface Shown {
  recording: Recording;
  clock: Clock;
  strip: Strip;
  list: EventList;
  ways: Ways;
}

export function playbackPart(around: Around): OpenPart {
  return new Playback(around);
}

/** An engagement, or one replication of a raid, on a clock that can be played and set. */
class Playback implements OpenPart {
  readonly element: HTMLElement;
  readonly underMap: HTMLElement;
  readonly #language: Language;
  readonly #controls: Controls;
  readonly #what: Choice;
  readonly #replication: HTMLInputElement;
  readonly #ofRaid: HTMLElement;
  readonly #sentence = make("p", { class: "why" });
  readonly #said = make("p", { class: "note" });
  readonly #known = make("p", { class: "note" });
  readonly #sizes = {
    major: numberPlace(),
    minor: numberPlace(),
    vertical: numberPlace(),
  };
  readonly #body = make("div", { class: "playback-body" });
  readonly #isNew = changes();
  readonly #still = window.matchMedia("(prefers-reduced-motion: reduce)");
  #playing: Played["of"];
  /** Where the clock is to stand when the answer comes. [s] */
  #wanted_s: number | null;
  #kept = "";
  #keeping = 0;
  #knows = "";
  #shown: Shown | null = null;
  #moment: Moment | null = null;
  #chosen: number | null = null;
  #asked = 0;
  #calm = 0;
  #visible = false;
  #frame = 0;
  #stills = 0;
  #before_ms = 0;
  #spoke_ms = 0;
  #spoken = -1;
  #air: { of: Moment; shapes: readonly AirShape[] } | null = null;
  #drawn: { of: readonly unknown[]; layer: MapLayer } | null = null;

  constructor(private readonly around: Around) {
    const { language } = around;
    this.#language = language;
    this.#playing = around.played?.of ?? "flight";
    this.#wanted_s = around.played?.time_s ?? null;
    this.#controls = new Controls(language, {
      toggle: () => this.#toggle(),
      set: (time_s) => this.#set(time_s),
      step: (step) => this.#step(step),
      speed: (speed) => {
        if (this.#shown) this.#shown.clock.speed = speed;
      },
    });
    this.underMap = this.#controls.element;
    this.#what = new Choice(language.say("played_what"), (value) => {
      this.#playing = value === "raid" ? "raid" : "flight";
      this.#wanted_s = null;
      this.update(around.view());
    });
    this.#replication = make("input", {
      id: "replication",
      type: "number",
      min: 1,
      max: around.played?.replication ?? 1,
      value: around.played?.replication ?? 1,
    });
    this.#replication.addEventListener("change", () => this.update(around.view()));
    const another = make("button", { type: "button" }, language.say("played_another"));
    another.addEventListener("click", () => {
      const { valueAsNumber, max } = this.#replication;
      this.#replication.value = String(valueAsNumber < Number(max) ? valueAsNumber + 1 : 1);
      this.update(around.view());
    });
    this.#ofRaid = make(
      "div",
      { class: "row" },
      make("label", { for: "replication" }, language.say("played_replication")),
      this.#replication,
      another,
    );
    this.element = make(
      "section",
      { class: "panel playback", "aria-label": language.say("played") },
      make("div", { class: "row what" }, this.#what.element, this.#ofRaid),
      this.#sentence,
      this.#body,
      this.#said,
      this.#known,
      make("p", { class: "note" }, language.say("played_keys")),
      this.#still.matches ? make("p", { class: "note" }, language.say("played_still")) : null,
    );
    for (const part of [this.element, this.underMap]) {
      part.addEventListener("keydown", (event) => this.#key(event));
    }
  }

  update(view: View): void {
    const aim = aimOf(view);
    const { language } = this.around;
    this.#what.update(
      [
        {
          value: "flight",
          text: language.say("played_flight", { place: aim ? language.name(aim.named) : "" }),
        },
        { value: "raid", text: language.say("played_raid") },
      ],
      this.#playing,
    );
    this.#ofRaid.hidden = this.#playing !== "raid";
    const { setting, flight } = view.state;
    const number = this.#replication.valueAsNumber;
    const raid = this.#playing === "raid" ? planOf(view) : null;
    const asked = raid ? [raid, number] : [aim?.spot, flight];
    if (!this.#isNew(setting, JSON.stringify(asked))) return;
    clearTimeout(this.#calm);
    this.#calm = window.setTimeout(() => void this.#ask(view, aim), CALM_MS);
  }

  shown(visible: boolean): void {
    this.#visible = visible;
    if (!visible) this.#pause();
    else this.#show();
  }

  onMap(scene: Scene): MapLayer {
    const { language } = this.around;
    const [shown, moment] = [this.#shown, this.#moment];
    if (!shown || !moment) return { alone: true, ground: [] };
    const of = [shown, moment, this.#chosen, scene.plane, scene.theme];
    if (!this.#drawn?.of.every((one, i) => one === of[i])) {
      const { answer } = shown.recording;
      const above = momentShapes(shown.recording, moment, shown.ways, {
        plane: scene.plane,
        theme: scene.theme,
        chosen: this.#chosen,
        said: {
          ready: (left, of) => language.say("played_ready", { left, of }),
          event: (index) => {
            const event = answer.events[index];
            return event ? eventText(language, answer, event) : "";
          },
        },
      });
      this.#drawn = { of, layer: { ground: [], above, alone: true } };
    }
    return this.#drawn.layer;
  }

  inAir(): readonly AirShape[] {
    const [shown, moment] = [this.#shown, this.#moment];
    if (!shown || !moment) return NOTHING;
    if (this.#air?.of !== moment) {
      this.#air = { of: moment, shapes: momentInAir(shown.recording, moment) };
    }
    return this.#air.shapes;
  }

  legend(): LegendLines {
    const { language } = this.around;
    const shown = this.#shown;
    if (!shown || !this.#moment) return { title: "", items: [] };
    const { ellipses } = this.#moment;
    const times = enlargement(ellipses);
    const ellipse =
      times > 1
        ? language.say("played_legend_ellipse_times", { times: language.number(times) })
        : language.say("played_legend_ellipse");
    return {
      title: language.say("played_legend", { time: clockText(language, this.#moment.time_s) }),
      items: [
        { swatch: "line missile-line", text: language.say("played_legend_missile") },
        { swatch: "line shot-line", text: language.say("played_legend_shot") },
        { swatch: "", text: language.say("played_legend_marks") },
        ...(ellipses.length > 0 ? [{ swatch: "ellipse", text: ellipse }] : []),
      ],
    };
  }

  async #ask(view: View, aim: Aim | null): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const { setting, flight } = view.state;
    const raid = this.#playing === "raid" ? planOf(view) : null;
    if (!raid && !aim) return;
    const replication = Math.max(0, this.#replication.valueAsNumber - 1) || 0;
    try {
      const answer = await this.around.engine.playback(
        raid
          ? { setting, raid: raidText(raid), seed: raid.seed, replication }
          : { setting, flight, target: aim?.spot ?? null },
      );
      if (asked === this.#asked) this.#came(raid || !aim ? answer : aimedAt(answer, aim));
    } catch (error) {
      if (asked !== this.#asked || error instanceof DroppedError) return;
      this.#pause();
      this.#shown = null;
      this.#moment = null;
      fill(this.#body);
      fill(this.#said);
      fill(this.#known);
      // the engine's sentences are English
      this.#sentence.lang = "en";
      this.#sentence.textContent = error instanceof Error ? error.message : String(error);
      this.around.redraw();
    }
  }

  #came(answer: PlaybackAnswer): void {
    const { language } = this.around;
    const recording = recordingOf(answer);
    const running = this.#shown?.clock.running ?? false;
    this.#pause();
    this.#chosen = null;
    const list = new EventList(language, recording, (index) => this.#choose(index));
    const strip = new Strip(language, recording, (time_s) => this.#set(time_s));
    const clock = new Clock(answer.begins_s, answer.ends_s);
    const ways = new Ways(recording.arcs);
    if (this.#wanted_s !== null) clock.set(this.#wanted_s);
    this.#wanted_s = null;
    this.#shown = { recording, clock, strip, list, ways };
    this.#replication.max = String(answer.replications);
    sayIn(language, this.#sentence, answer.sentence);
    fill(this.#body, strip.element, list.element);
    this.#spoken = -1;
    this.#show();
    if (running) this.#toggle();
  }

  #toggle(): void {
    const clock = this.#shown?.clock;
    if (!clock) return;
    if (clock.running) this.#pause();
    else {
      this.#chosen = null;
      clock.run();
      this.#before_ms = performance.now();
      if (this.#still.matches) this.#stepStill();
      else this.#frame = requestAnimationFrame((now_ms) => this.#tick(now_ms));
    }
    this.#show();
  }

  #pause(): void {
    this.#shown?.clock.stop();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#stills);
  }

  #tick(now_ms: number): void {
    const clock = this.#shown?.clock;
    if (!clock) return;
    clock.pass(Math.max(0, now_ms - this.#before_ms) / 1000);
    this.#before_ms = now_ms;
    this.#show();
    this.#speak(now_ms);
    if (clock.running) this.#frame = requestAnimationFrame((next_ms) => this.#tick(next_ms));
  }

  /** Where motion is to be reduced, the clock goes from event to event. */
  #stepStill(): void {
    const shown = this.#shown;
    if (!shown?.clock.running) return;
    const next = shown.list.next(1, shown.clock.time_s);
    if (next === null) {
      shown.clock.set(shown.clock.ends_s);
      this.#pause();
    } else {
      shown.clock.set(shown.recording.event_s[next] ?? 0);
      this.#stills = window.setTimeout(() => this.#stepStill(), STILL_MS);
    }
    this.#show();
    this.#speak(performance.now());
  }

  #set(time_s: number): void {
    this.#chosen = null;
    this.#shown?.clock.set(time_s);
    this.#show();
  }

  #step(step: 1 | -1): void {
    const shown = this.#shown;
    const index = shown?.list.next(step, shown.clock.time_s) ?? null;
    if (index !== null) this.#choose(index);
  }

  /** Go to an event, mark its place, and say it. */
  #choose(index: number): void {
    const shown = this.#shown;
    const event = shown?.recording.answer.events[index];
    if (!shown || !event) return;
    this.#pause();
    shown.clock.set(event.time_s);
    this.#chosen = index;
    this.#spoken = index;
    this.#show();
    const time = clockText(this.#language, event.time_s);
    this.around.say(`${time}: ${eventText(this.#language, shown.recording.answer, event)}`);
  }

  /** Say what happens while the clock runs, but not faster than one can listen. */
  #speak(now_ms: number): void {
    const [shown, moment] = [this.#shown, this.#moment];
    if (!shown || !moment || moment.last === this.#spoken) return;
    if (now_ms - this.#spoke_ms < SAY_EVERY_MS) return;
    const event = shown.recording.answer.events[moment.last];
    if (!event) return;
    this.#spoken = moment.last;
    this.#spoke_ms = now_ms;
    this.around.say(eventText(this.#language, shown.recording.answer, event));
  }

  #show(): void {
    const shown = this.#shown;
    if (!shown || !this.#visible) return;
    const { language } = this.around;
    const { recording, clock, strip, list } = shown;
    const moment = momentOf(recording, clock.time_s);
    this.#moment = moment;
    this.#controls.show(clock);
    strip.show(moment);
    list.show(this.#chosen ?? moment.last);
    this.#said.textContent = language.say("played_now", {
      missiles: moment.missiles.length,
      interceptors: moment.interceptors.length,
      fired: moment.fired,
      destroyed: moment.destroyed,
      through: moment.through,
    });
    this.#sayKnown(recording, moment);
    this.element.dataset.time = clock.time_s.toFixed(1);
    if (!clock.running) this.#keep(clock.time_s);
    this.around.redraw();
  }

  /** Say how well the radar knows what it looks at. */
  #sayKnown({ answer }: Recording, { ellipses }: Moment): void {
    const { language } = this.around;
    const ellipse = ellipses[0];
    const name = ellipse ? missileName(language, answer, ellipse.missile) : "";
    if (name !== this.#knows || !this.#known.hasChildNodes()) {
      this.#knows = name;
      fill(
        this.#known,
        ...(ellipse ? language.parts("played_known", { name, ...this.#sizes }) : ["\u00a0"]),
      );
    }
    if (!ellipse) return;
    for (const size of ["major", "minor", "vertical"] as const) {
      const quantity = { value: ellipse[`${size}_m`], unit: "m" };
      const about = language.say("about_known");
      const text = written(language, quantity);
      sayNumber(this.#sizes[size], text, aboutLines(language, quantity, about));
    }
  }

  /** Keep in the address where the clock stands, but not each step of a hand that pulls it. */
  #keep(time_s: number): void {
    const replication = this.#replication.valueAsNumber || 1;
    const played = { of: this.#playing, replication, time_s };
    const text = playedText(played);
    if (text === this.#kept) return;
    this.#kept = text;
    clearTimeout(this.#keeping);
    this.#keeping = window.setTimeout(() => this.around.keepPlayed(played), CALM_MS);
  }

  #key(event: KeyboardEvent): void {
    const clock = this.#shown?.clock;
    const at = event.target;
    if (!clock || at instanceof HTMLSelectElement) return;
    const typing = at instanceof HTMLInputElement;
    if (event.key === " " && !(at instanceof HTMLButtonElement)) this.#toggle();
    else if (typing && at.type !== "range") return;
    else if (event.key === ",") this.#step(-1);
    else if (event.key === ".") this.#step(1);
    else if (event.key === "Home") this.#set(clock.begins_s);
    else if (event.key === "End") this.#set(clock.ends_s);
    else return;
    event.preventDefault();
  }
}

/** The answer with its place called as the page calls it; the engine knows its coordinates. */
function aimedAt(answer: PlaybackAnswer, { named }: Aim): PlaybackAnswer {
  const called = (one: PlayedMissile) => ({ ...one, target: { ...one.target, ...named } });
  return { ...answer, missiles: answer.missiles.map(called) };
}

/** The raid of the page; before there is one, the one that its form begins with. */
function planOf({ state, open, footprint, describe }: View): RaidPlan | null {
  return state.raid ?? (open && footprint ? firstPlan(open, footprint, describe.targets) : null);
}

/** Say what the engine says in both languages; where there is no Korean, in English. */
function sayIn(language: Language, element: HTMLElement, said: Bilingual): void {
  const korean = language.code === "ko" && said.ko !== "";
  element.lang = korean ? "ko" : "en";
  element.textContent = korean ? said.ko : said.en;
}
