import { fill, make, saying } from "../../dom";
import { numbers } from "../../engine/arrays";
import type {
  Draws,
  NamedMetric,
  Number as Quantity,
  SensitivityAnswer,
} from "../../engine/engine";
import { DroppedError } from "../../engine/engine";
import { shareBands } from "../../map/footprint";
import type { LegendLines } from "../../map/legend";
import { shareLines } from "../../map/legend";
import { Mesh } from "../../map/mesh";
import type { MapLayer, Scene } from "../../map/scene";
import { bandShapes } from "../../map/scene";
import type { Shape } from "../../map/shapes";
import type { DrawsPlan } from "../../state/draws";
import { drawsQuestion, FIRST_DRAWS_PLAN, histogramOf, offered } from "../../state/draws";
import { effectBars } from "../claims/item";
import type { Kind } from "../number";
import { numberSpan, rangeSpan, written } from "../number";
import type { Around, OpenPart } from "../parts";
import { figure, head, line, table } from "../table";
import type { View } from "../view";
import { changes } from "../view";
import { curveChart, drawsChart } from "./charts";
import { DrawsForm } from "./form";

// each takes as many runs as there are subsets of groups
const PAIRS = 32;

/** Draws of all cited rows: how a number lies, where places are defended, and what decides it. */
export class DrawsPart implements OpenPart {
  readonly element: HTMLElement;
  readonly #form: DrawsForm;
  readonly #draw: HTMLButtonElement;
  readonly #explain: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #progress = make("progress", { max: 1, hidden: true });
  readonly #state = make("p", { class: "note", role: "status" });
  readonly #found = make("div");
  readonly #why = make("div");
  readonly #isNew = changes();
  #metric: NamedMetric | null = null;
  #running: AbortController | null = null;
  #draws: { draws: Draws; metric: NamedMetric; of: string } | null = null;
  #reasons: { answer: SensitivityAnswer; metric: NamedMetric; of: string } | null = null;
  #ground: { of: readonly unknown[]; shapes: Shape[] } | null = null;

  constructor(private readonly around: Around) {
    const { language } = around;
    const button = (word: "draws_run" | "draws_explain" | "raid_cancel", act: () => void) => {
      const made = make("button", { type: "button" }, language.say(word));
      made.addEventListener("click", act);
      return made;
    };
    this.#form = new DrawsForm(language, (to) => {
      around.change((state) => ({ ...state, draws: to(state.draws ?? FIRST_DRAWS_PLAN) }), "rest");
    });
    this.#draw = button("draws_run", () => void this.#run("draws"));
    this.#draw.classList.add("main");
    this.#explain = button("draws_explain", () => void this.#run("reasons"));
    this.#cancel = button("raid_cancel", () => this.#running?.abort());
    this.#cancel.hidden = true;
    this.#progress.setAttribute("aria-label", language.say("draws_progress"));
    this.element = make(
      "section",
      { class: "panel draws", "aria-label": language.say("tab_draws") },
      make("h2", { class: "hidden" }, language.say("tab_draws")),
      make("p", { class: "note" }, language.say("draws_hint")),
      this.#form.element,
      make("div", { class: "row acts" }, this.#draw, this.#explain, this.#cancel, this.#progress),
      this.#state,
      this.#found,
      this.#why,
    );
  }

  shown(visible: boolean): void {
    if (!visible) this.#running?.abort();
  }

  update(view: View): void {
    const plan = planOf(view);
    const flights = view.open?.flights.length ?? 0;
    const metrics = offered(view.describe.metrics, view.state, flights);
    this.#metric = metrics.find((one) => one.key === plan.metric) ?? metrics[0] ?? null;
    this.#form.update(view, plan, metrics, this.#metric);
    const running = this.#running !== null;
    this.#draw.disabled = running || !this.#metric;
    this.#explain.disabled = running || !this.#metric;
    this.#explain.hidden = !view.describe.kinds.includes("sensitivity");
    this.#cancel.hidden = !running;
    this.#progress.hidden = !running;
    const now = this.#asked(view);
    const stale = [this.#draws, this.#reasons].some((one) => one !== null && one.of !== now);
    if (!running && stale) this.#state.textContent = this.around.language.say("draws_stale");
    if (!this.#isNew(this.#draws, this.#reasons)) return;
    fill(this.#found, ...(this.#draws ? this.#told(this.#draws.draws, this.#draws.metric) : []));
    fill(this.#why, ...(this.#reasons ? this.#reasonsTold(this.#reasons.answer) : []));
  }

  onMap({ plane, land, theme }: Scene): MapLayer {
    const map = this.#draws?.draws.map;
    if (!map) return {};
    const of = [map, plane, theme];
    if (!this.#ground?.of.every((one, i) => one === of[i])) {
      const bands = shareBands(new Mesh(map.grid, plane), map.p_defended);
      this.#ground = { of, shapes: bandShapes(bands, theme.bands, { theme, land }, true) };
    }
    return { ground: this.#ground.shapes };
  }

  legend(): LegendLines | null {
    const { language } = this.around;
    if (!this.#draws?.draws.map) return null;
    const items = [...shareLines(language), { swatch: "", text: language.say("legend_unreached") }];
    return { title: language.say("legend_draws"), items };
  }

  /** What a run would ask, to tell whether what is shown answers it. */
  #asked(view: View): string {
    return this.#metric
      ? JSON.stringify(drawsQuestion(view.state, planOf(view), this.#metric))
      : "";
  }

  async #run(what: "draws" | "reasons"): Promise<void> {
    const { around } = this;
    const { language, engine } = around;
    const view = around.view();
    const metric = this.#metric;
    if (!metric) return;
    const plan = planOf(view);
    const question = drawsQuestion(view.state, plan, metric);
    const of = this.#asked(view);
    const running = new AbortController();
    this.#running = running;
    this.#progress.removeAttribute("value");
    this.#state.textContent = language.say("waiting");
    const progressed = (word: "draws_so_far" | "pairs_so_far", done: number, asked: number) => {
      this.#progress.value = done / asked;
      const values = { done: language.number(done), asked: language.number(asked) };
      this.#state.textContent = language.say(word, values);
      around.redraw();
    };
    const drawn = (draws: Draws) => {
      if (running.signal.aborted) return;
      this.#draws = { draws, metric, of };
      progressed("draws_so_far", draws.answer.draws, draws.answer.asked);
    };
    const explained = (answer: SensitivityAnswer) => {
      if (running.signal.aborted) return;
      this.#reasons = { answer, metric, of };
      progressed("pairs_so_far", answer.pairs, answer.asked);
    };
    try {
      const { signal } = running;
      if (what === "draws") {
        const last = await engine.draws({ ...question, draws: plan.draws }, drawn, signal);
        drawn(last);
        around.say(language.said(last.answer.sentence).text);
      } else {
        const last = await engine.sensitivity({ ...question, pairs: PAIRS }, explained, signal);
        explained(last);
        around.say(language.said(last.sentence).text);
      }
    } catch (error) {
      if (!(error instanceof DroppedError)) around.failed(error);
      this.#state.textContent = language.say("raid_cancelled");
    } finally {
      this.#running = null;
      around.redraw();
    }
  }

  #told({ answer, map }: Draws, metric: NamedMetric): (HTMLElement | SVGSVGElement | null)[] {
    const { language } = this.around;
    const say = (word: Parameters<typeof language.say>[0]) => language.say(word);
    const kind: Kind | undefined = metric.unit === "1" && !metric.is_count ? "share" : undefined;
    const span = (quantity: Quantity, about: string) =>
      numberSpan(language, quantity, about, kind, "quantity_draws");
    const histogram = histogramOf(numbers(answer.values), numbers(answer.weight));
    const title = language.said(answer.title).text;
    const { probability } = answer;
    return [
      saying("p", language, answer.sentence, { class: "why" }),
      histogram
        ? drawsChart(
            histogram,
            {
              nominal: answer.nominal.value,
              quantiles: answer.quantiles.flatMap((one) => one.value ?? []),
            },
            {
              label: `${title}. ${language.said(answer.sentence).text}`,
              nominal: `${language.term("nominal")} ${written(language, answer.nominal, kind)}`,
              written: (value) => written(language, { value, unit: metric.unit }, kind),
            },
          )
        : null,
      table(
        language.say("draws_quantiles", {
          title: `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`,
          draws: language.number(answer.draws),
          effective: language.number(Math.round(answer.effective_sample_size)),
        }),
        head(say("draws_level"), say("raid_value"), say("interval")),
        make(
          "tbody",
          {},
          ...answer.quantiles.map((one, i) =>
            line(
              language.say("draws_not_above", { level: language.percent(answer.levels[i] ?? 0) }),
              figure(span(one, title)),
              figure(rangeSpan(language, one, title, kind, "quantity_draws")),
            ),
          ),
          probability
            ? line(
                say("draws_condition_holds"),
                figure(
                  numberSpan(
                    language,
                    probability,
                    say("about_probability"),
                    "share",
                    "quantity_draws",
                  ),
                ),
                figure(
                  rangeSpan(
                    language,
                    probability,
                    say("about_probability"),
                    "share",
                    "quantity_draws",
                  ),
                ),
              )
            : make("tr", { hidden: true }),
        ),
      ),
      answer.absent > 0
        ? make(
            "p",
            { class: "note" },
            language.say("draws_absent", { share: language.percent(answer.absent) }),
          )
        : null,
      map ? make("p", { class: "note" }, say("draws_map")) : null,
      make("p", { class: "note" }, answer.provenance.line),
    ];
  }

  #reasonsTold(answer: SensitivityAnswer): (HTMLElement | null)[] {
    const { language } = this.around;
    const curves = answer.curves.map((curve) => {
      const title = language.said(curve.title).text;
      return make(
        "figure",
        {},
        saying("figcaption", language, curve.title),
        curveChart(language, curve, title),
      );
    });
    return [
      make("h3", {}, language.say("claim_deciding")),
      answer.sentence.en ? saying("p", language, answer.sentence, { class: "why" }) : null,
      effectBars(language, answer.groups),
      answer.groups.length > 0 ? make("p", { class: "note" }, language.say("draws_effects")) : null,
      ...answer.rules.map((one) => saying("p", language, one)),
      curves.length > 0
        ? make(
            "details",
            {},
            make("summary", {}, language.say("draws_curves")),
            make("div", { class: "curves" }, ...curves),
          )
        : null,
    ];
  }
}

function planOf({ state }: View): DrawsPlan {
  return state.draws ?? FIRST_DRAWS_PLAN;
}

export function drawsPart(around: Around): OpenPart {
  return new DrawsPart(around);
}
