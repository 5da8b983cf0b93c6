import { fill, make } from "../../dom";
import type { NamedPlace, Setting } from "../../engine/engine";
import { DroppedError } from "../../engine/engine";
import type { MapLayer, Scene } from "../../map/scene";
import type { Shape } from "../../map/shapes";
import { through } from "../../map/shapes";
import type { RaidPlan } from "../../state/raid";
import { firstPlan, raidQuestion } from "../../state/raid";
import type { RaidOutcome, RaidRun } from "../../state/runs";
import { outcomeOf, Runs } from "../../state/runs";
import { numberSpan } from "../number";
import type { Around, OpenPart } from "../parts";
import { figure, head, line, table } from "../table";
import type { View } from "../view";
import { RaidForm } from "./form";
import { OutcomePart } from "./outcome";

const RING_PX = 8;
const LABEL_PX = 12;

/** Raids: a form, a run that tells its estimate as it comes, and the runs before. */
export class RaidPart implements OpenPart {
  readonly element: HTMLElement;
  readonly #form: RaidForm;
  readonly #outcome: OutcomePart;
  readonly #runs: Runs;
  readonly #run: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #progress = make("progress", { max: 1, hidden: true });
  readonly #state = make("p", { class: "note", role: "status" });
  readonly #earlier = make("div");
  #plan: RaidPlan | null = null;
  #running: AbortController | null = null;
  #shown: { setting: Setting; plan: RaidPlan; outcome: RaidOutcome } | null = null;
  #listed: readonly RaidRun[] | null = null;
  #asked = "";

  constructor(
    private readonly around: Around,
    runs: Runs = new Runs(window.sessionStorage),
  ) {
    const { language } = around;
    this.#runs = runs;
    this.#form = new RaidForm(language, around.change);
    this.#outcome = new OutcomePart(language);
    this.#run = make("button", { type: "button", class: "main" }, language.say("raid_run"));
    this.#run.addEventListener("click", () => void this.#play());
    this.#cancel = make("button", { type: "button", hidden: true }, language.say("raid_cancel"));
    this.#cancel.addEventListener("click", () => this.#running?.abort());
    this.#progress.setAttribute("aria-label", language.say("raid_progress"));
    this.element = make(
      "section",
      { class: "panel raid", "aria-label": language.say("tab_raid") },
      make("h2", { class: "hidden" }, language.say("tab_raid")),
      make("p", { class: "note" }, language.say("raid_hint")),
      make(
        "div",
        { class: "columns" },
        make(
          "div",
          {},
          this.#form.element,
          make("div", { class: "row acts" }, this.#run, this.#cancel, this.#progress),
          this.#state,
        ),
        make("div", {}, this.#outcome.element, this.#earlier),
      ),
    );
  }

  shown(visible: boolean): void {
    if (!visible) this.#running?.abort();
  }

  update(view: View): void {
    this.#plan = view.state.raid ?? this.#firstPlan(view);
    const plan = this.#plan;
    if (!plan) return;
    this.#form.update(view, plan);
    const { setting } = view.state;
    const asked = JSON.stringify([setting, plan]);
    if (asked !== this.#asked && !this.#running) {
      this.#asked = asked;
      const known = this.#runs.of(setting, plan);
      if (known) this.#show(known);
    }
    this.#tell(view);
    this.#outcome.show(this.#shown?.outcome ?? null);
    if (this.#listed !== this.#runs.all) {
      this.#listed = this.#runs.all;
      fill(this.#earlier, this.#list());
    }
  }

  onMap({ plane, theme, language }: Scene): MapLayer {
    const shown = this.#shown;
    if (!shown) return {};
    const above: Shape[] = [];
    const { launch_areas } = this.around.describe;
    const targets = new Map(shown.outcome.assets.map((one) => [one.place.key, one.place]));
    for (const wave of shown.plan.of === "waves" ? shown.plan.waves : []) {
      for (const key of wave.launch_areas) {
        const from = launch_areas.find((one) => one.key === key);
        for (const target of wave.targets) {
          const to = targets.get(target);
          if (!from || !to) continue;
          const path = through([plane.anyPoint(from), plane.anyPoint(to)]);
          above.push({ kind: "area", path, line: { colour: theme.arc, width: 1, dash: [3, 4] } });
        }
      }
    }
    for (const { place, survival } of shown.outcome.assets) {
      const at = plane.anyPoint(place);
      const text = language.percent(survival.value ?? 0);
      above.push(
        { kind: "mark", at, form: "ring", size: RING_PX, fill: theme.paper, line: theme.arc },
        {
          kind: "label",
          at,
          text,
          size: LABEL_PX,
          colour: theme.ink,
          halo: theme.paper,
          bold: true,
          dx: 0,
          dy: -RING_PX - 4,
          anchor: "middle",
          rank: Number.POSITIVE_INFINITY,
        },
      );
    }
    return { above };
  }

  #firstPlan({ open, footprint, describe }: View): RaidPlan | null {
    if (this.#plan) return this.#plan;
    if (!open || !footprint || footprint.grid.country !== open.country) return null;
    return firstPlan(open, footprint, describe.targets);
  }

  /** What is going on, or whether what is shown answers what the form asks. */
  #tell(view: View): void {
    const { language } = this.around;
    const running = this.#running !== null;
    this.#run.disabled = running || !this.#plan;
    this.#cancel.hidden = !running;
    this.#progress.hidden = !running;
    if (running || !this.#shown) return;
    const { setting, plan } = this.#shown;
    const same =
      JSON.stringify([setting, plan]) === JSON.stringify([view.state.setting, this.#plan]);
    const { replications, asked } = this.#shown.outcome;
    const word = replications < asked ? "raid_left" : same ? "raid_done" : "raid_stale";
    const values = {
      replications: language.number(replications),
      asked: language.number(asked),
    };
    this.#state.textContent = language.say(word, values);
  }

  async #play(): Promise<void> {
    const { around } = this;
    const { language } = around;
    const view = around.view();
    // a number that was typed just now is in the state before it is shown
    const plan = view.state.raid ?? this.#plan;
    if (!plan) return;
    const { setting } = view.state;
    const running = new AbortController();
    this.#running = running;
    this.#progress.removeAttribute("value");
    this.#state.textContent = language.say("waiting");
    // the plan of the form is kept in the link from now on
    around.change((state) => ({ ...state, raid: plan }), "rest");
    try {
      const told = (answer: Parameters<typeof outcomeOf>[0]) => {
        if (running.signal.aborted) return;
        const outcome = outcomeOf(answer);
        this.#shown = { setting, plan, outcome };
        this.#progress.value = outcome.replications / outcome.asked;
        this.#state.textContent = language.say("raid_so_far", {
          replications: language.number(outcome.replications),
          asked: language.number(outcome.asked),
        });
        around.redraw();
      };
      const last = await around.engine.raid(raidQuestion(setting, plan), told, running.signal);
      told(last);
      this.#keep(view, plan, outcomeOf(last));
      around.say(language.said({ en: last.sentence, ko: last.sentence_korean }).text);
    } catch (error) {
      if (!(error instanceof DroppedError)) around.failed(error);
      this.#state.textContent = language.say("raid_cancelled");
    } finally {
      this.#running = null;
      around.redraw();
    }
  }

  #keep(view: View, plan: RaidPlan, outcome: RaidOutcome): void {
    const place: NamedPlace | undefined = view.open?.batteries[0]?.site;
    const site = { title: place?.title ?? "", korean: place?.korean ?? "" };
    const { setting } = view.state;
    this.#asked = JSON.stringify([setting, plan]);
    this.#show(this.#runs.add({ setting, plan, site, outcome }));
  }

  #show({ setting, plan, outcome }: RaidRun): void {
    this.#shown = { setting, plan, outcome };
  }

  #list(): HTMLElement | null {
    const { language } = this.around;
    const runs = [...this.#runs.all].reverse();
    if (runs.length === 0) return null;
    return table(
      language.say("raid_earlier"),
      head(language.say("raid_one"), language.say("raid_leakers"), ""),
      make(
        "tbody",
        {},
        ...runs.map((run) => {
          const open = make("button", { type: "button" }, language.say("raid_open"));
          const title = this.#title(run);
          open.setAttribute("aria-label", `${language.say("raid_open")}: ${title}`);
          open.addEventListener("click", () => {
            this.#asked = "";
            const { setting, plan } = run;
            this.around.change((state) => ({ ...state, setting, raid: plan }), "rest");
          });
          const { leakers } = run.outcome;
          const about = language.say("about_leakers");
          const number = numberSpan(language, leakers, about, "mean", "quantity_interval");
          return line(title, figure(number), figure(open));
        }),
      ),
    );
  }

  #title(run: RaidRun): string {
    const { language } = this.around;
    const places = run.outcome.assets.map((one) => language.name(one.place)).join(", ");
    return language.say("raid_title", {
      number: run.number,
      missiles: run.outcome.missiles,
      places,
      site: language.name(run.site),
    });
  }
}

export function raidPart(around: Around): OpenPart {
  return new RaidPart(around);
}
