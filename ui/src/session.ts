import type {
  CoverageAnswer,
  DescribeAnswer,
  Engine,
  Footprint,
  OpenAnswer,
  RangeAnswer,
  Setting,
  TimelineAnswer,
} from "./engine/engine";
import { DroppedError } from "./engine/engine";
import { Latest } from "./engine/latest";
import type { Phase } from "./map/markers";
import type { Pinned, View } from "./panels/view";
import { History } from "./state/history";
import type { Colouring, PageState } from "./state/state";
import type { Language } from "./words";

const COARSE_AIM_POINTS = 300;
/** Aim points of a footprint that rests, and of one that is exported. */
export const FINE_AIM_POINTS = 2500;
const SEEN_OBJECT = "reentry-vehicle";
const COVERAGE_EVERY_MS = 400;
// the range takes the engine longest, and is asked when the hand has rested a while
const RANGE_AFTER_MS = 500;
const RANGE_AIM_POINTS = 300;

/** A footprint that is asked for. */
interface Asked {
  setting: Setting;
  phase: Phase;
}

/** What a session tells whoever shows it. */
export interface Told {
  /** Something is known that was not, or the state is another one. */
  changed(): void;
  /** All of the answer to a state that rests has come. */
  settled(): void;
  failed(error: unknown): void;
}

/** The part of a state about which the engine is asked at once: all but raid and draws. */
function askedOf({ raid: _, draws: __, ...others }: PageState): Omit<PageState, "raid" | "draws"> {
  return others;
}

/** Holds the state, asks the engine about it, and keeps what it said; it knows of no document. */
export class Session {
  readonly #footprints: Latest<Asked, Footprint>;
  readonly #opens: Latest<Setting, OpenAnswer>;
  readonly #coverages: Latest<PageState, CoverageAnswer>;
  readonly #timelines: Latest<PageState, TimelineAnswer>;
  readonly #history: History<PageState>;
  #scenario: OpenAnswer | null = null;
  #scenarioOf = "";
  #open: OpenAnswer;
  #footprint: Footprint | null = null;
  #rested = false;
  #asking = true;
  #coverage: CoverageAnswer | null = null;
  #coverageAsked = 0;
  #coverageTimer: ReturnType<typeof setTimeout> | undefined;
  #range: RangeAnswer | null = null;
  #ranging: AbortController | null = null;
  #rangeTimer: ReturnType<typeof setTimeout> | undefined;
  #timeline: TimelineAnswer | null = null;
  #noTimeline: string | null = null;
  #pinned: Pinned | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly describe: DescribeAnswer,
    private readonly language: Language,
    first: PageState,
    opened: OpenAnswer,
    private readonly told: Told,
  ) {
    this.#history = new History(first);
    this.#open = opened;
    const failed = (error: unknown) => {
      told.failed(error);
      this.#came();
    };
    this.#footprints = new Latest(
      ({ setting, phase }) =>
        engine.footprint(setting, {
          aim_points: phase === "passing" ? COARSE_AIM_POINTS : FINE_AIM_POINTS,
          by_province: phase === "rest",
        }),
      (found, { phase }) => {
        this.#footprint = found;
        this.#rested = phase === "rest";
        this.#came();
      },
      failed,
      (asked) => asked.phase === "rest",
    );
    this.#opens = new Latest(
      (setting) => engine.open(setting),
      (found) => {
        this.#open = found;
        this.#came();
      },
      failed,
    );
    this.#coverages = new Latest(
      ({ setting, altitude_km }) =>
        engine.coverage({ setting, altitude_km, cross_section: SEEN_OBJECT }),
      (found) => {
        this.#coverage = found;
        this.#came();
      },
      failed,
    );
    this.#timelines = new Latest(
      ({ setting, place, flight }) => {
        if (!place) throw new Error("no place");
        return engine.timeline({ setting, target: place, flight });
      },
      (found) => this.#timelineCame(found, null),
      (error) => this.#timelineCame(null, error instanceof Error ? error.message : String(error)),
    );
  }

  /** Ask about the state of now: something soon, then all of it. */
  start(): void {
    this.#footprints.want({ setting: this.state.setting, phase: "passing" });
    this.#ask("rest");
  }

  /** Ask nothing more. */
  close(): void {
    clearTimeout(this.#coverageTimer);
    clearTimeout(this.#rangeTimer);
    this.#ranging?.abort();
  }

  get state(): PageState {
    return this.#history.present;
  }

  /** Another state: shown at once as far as it is known, and asked of the engine. */
  change(to: (state: PageState) => PageState, phase: Phase): void {
    const state = to(this.state);
    const asks = JSON.stringify(askedOf(state)) !== JSON.stringify(askedOf(this.state));
    const rests = phase === "rest" && !this.#history.atRest;
    if (phase === "passing") this.#history.passing(state);
    else this.#history.rest(state);
    if (asks || rests) this.#ask(phase);
    this.told.changed();
  }

  /** Go a step back or forth, or to where it began. */
  step(way: "undo" | "redo" | "reset"): void {
    this.#history[way]();
    this.#ask("rest");
    this.told.changed();
  }

  /** Which steps there are. */
  get steps(): Record<"undo" | "redo" | "reset", boolean> {
    const { canUndo, canRedo, changed } = this.#history;
    return { undo: canUndo, redo: canRedo, reset: changed };
  }

  /** Keep the state of now to compare with, or let go of the one that is kept. */
  pin(): void {
    const { state } = this;
    if (this.#pinned) this.#pinned = null;
    else if (this.#footprint) {
      this.#pinned = {
        state: { ...state, colouring: this.#colouring },
        open: this.#open,
        footprint: this.#footprint,
        coverage: this.#coverage,
      };
    }
    this.told.changed();
  }

  /** Whether a footprint is being computed. */
  get busy(): boolean {
    return this.#footprints.busy;
  }

  /** All that is known. */
  get view(): View {
    return {
      language: this.language,
      describe: this.describe,
      state: { ...this.state, colouring: this.#colouring },
      scenario: this.#scenario,
      open: this.#open,
      footprint: this.#footprint,
      range: this.#range,
      ranging: this.#ranging !== null,
      resting: this.#history.atRest,
      coverage: this.#coverage,
      timeline: this.state.place ? this.#timeline : null,
      noTimeline: this.#noTimeline,
      pinned: this.#pinned,
    };
  }

  /** What the colours stand for: of one flight alone a share says little. */
  get #colouring(): Colouring {
    const one = this.#footprint?.answer.flights.length === 1;
    return one && this.state.colouring === "flights" ? "margin" : this.state.colouring;
  }

  #ask(phase: Phase): void {
    const { state } = this;
    this.#asking = true;
    this.#footprints.want({ setting: state.setting, phase });
    this.#opens.want(state.setting);
    this.#askCoverage(phase);
    this.#askRange(phase);
    if (state.place) this.#timelines.want(state);
    else {
      this.#timeline = null;
      this.#noTimeline = null;
    }
    const scenario = JSON.stringify([state.setting.scenario, state.setting.yaml]);
    if (scenario === this.#scenarioOf) return;
    this.#scenarioOf = scenario;
    const { scenario: key, yaml } = state.setting;
    const bare: Setting = yaml ? { yaml } : key ? { scenario: key } : {};
    this.engine.open(bare, "scenario").then(
      (found) => {
        this.#scenario = found;
        this.told.changed();
      },
      (error: unknown) => {
        // one that is dropped is asked again with the next question
        if (error instanceof DroppedError) this.#scenarioOf = "";
        else this.told.failed(error);
      },
    );
  }

  /** The radar's view takes the engine longer: while something is dragged it follows at leisure. */
  #askCoverage(phase: Phase): void {
    clearTimeout(this.#coverageTimer);
    const wait =
      phase === "rest" ? 0 : COVERAGE_EVERY_MS - (performance.now() - this.#coverageAsked);
    const ask = () => {
      this.#coverageAsked = performance.now();
      this.#coverages.want(this.state);
    };
    if (wait <= 0) ask();
    else this.#coverageTimer = setTimeout(ask, wait);
  }

  #askRange(phase: Phase): void {
    clearTimeout(this.#rangeTimer);
    this.#ranging?.abort();
    this.#range = null;
    this.#ranging = null;
    if (phase !== "rest" || !this.describe.kinds.includes("range")) return;
    const asking = new AbortController();
    const { setting } = this.state;
    const told = (piece: RangeAnswer) => {
      if (this.#ranging !== asking) return;
      // before the last of the cases the range is narrower than what is cited
      if (!piece.done) return;
      this.#range = piece;
      this.#ranging = null;
      this.told.changed();
    };
    const failed = (error: unknown) => {
      if (this.#ranging !== asking) return;
      this.#ranging = null;
      if (error instanceof DroppedError) this.told.changed();
      else this.told.failed(error);
    };
    this.#ranging = asking;
    this.#rangeTimer = setTimeout(() => {
      const question = { setting, aim_points: RANGE_AIM_POINTS };
      this.engine.range(question, told, asking.signal).then(told, failed);
    }, RANGE_AFTER_MS);
  }

  #timelineCame(found: TimelineAnswer | null, why: string | null): void {
    if (!this.state.place) return;
    this.#timeline = found;
    this.#noTimeline = why;
    this.#came();
  }

  #came(): void {
    this.told.changed();
    const asked = [this.#footprints, this.#opens, this.#coverages, this.#timelines];
    if (!this.#asking || !this.#rested || asked.some((one) => one.busy)) return;
    this.#asking = false;
    this.told.settled();
  }
}
