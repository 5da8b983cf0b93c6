import { make } from "../../dom";
import type { NamedMetric } from "../../engine/engine";
import type { DrawsPlan } from "../../state/draws";
import { DRAWS, FARTHEST } from "../../state/draws";
import type { Language } from "../../words";
import { Choice, NumberField, Tick } from "../fields";
import type { View } from "../view";

const NONE = "";
const FIRST_THRESHOLD = 0.5;

/** What is asked over draws. */
export class DrawsForm {
  readonly element: HTMLElement;
  readonly #metric: Choice;
  readonly #draws: Choice;
  readonly #weights: Choice;
  readonly #comparison: Choice;
  readonly #threshold: NumberField;
  readonly #published: Tick;
  readonly #missiles: Tick;

  constructor(
    private readonly language: Language,
    private readonly changed: (to: (plan: DrawsPlan) => DrawsPlan) => void,
  ) {
    const say = (word: Parameters<Language["say"]>[0]) => language.say(word);
    this.#metric = new Choice(say("raid_number"), (metric) =>
      this.#to({ metric, condition: null }),
    );
    this.#draws = new Choice(say("draws_count"), (value) => this.#to({ draws: Number(value) }));
    this.#weights = new Choice(say("claim_weights"), (weights) =>
      this.#to({ weights: weights as DrawsPlan["weights"] }),
    );
    this.#comparison = new Choice(say("draws_condition"), (value) => {
      const comparison = value === ">=" || value === "<=" ? value : null;
      changed((plan) => {
        const threshold = plan.condition?.threshold ?? FIRST_THRESHOLD;
        return { ...plan, condition: comparison && { comparison, threshold } };
      });
    });
    this.#threshold = new NumberField(
      say("draws_threshold"),
      { least: -FARTHEST, most: FARTHEST, step: "any" },
      (threshold) =>
        changed((plan) => {
          const comparison = plan.condition?.comparison ?? ">=";
          return { ...plan, condition: { comparison, threshold } };
        }),
    );
    this.#published = new Tick(say("weights_published"), (published) => this.#to({ published }));
    this.#missiles = new Tick(say("draws_missiles"), (missiles) => this.#to({ missiles }));
    this.element = make(
      "div",
      { class: "controls" },
      this.#metric.element,
      this.#draws.element,
      this.#weights.element,
      this.#comparison.element,
      this.#threshold.element,
      this.#published.element,
      this.#missiles.element,
    );
  }

  update(
    view: View,
    plan: DrawsPlan,
    metrics: readonly NamedMetric[],
    metric: NamedMetric | null,
  ): void {
    const { language } = this;
    this.#metric.update(
      metrics.map((one) => ({ value: one.key, text: language.name(one) })),
      metric?.key ?? "",
    );
    const most = view.describe.limits.draws ?? DRAWS[DRAWS.length - 1] ?? 0;
    this.#draws.update(
      DRAWS.filter((one) => one <= most).map((one) => ({
        value: String(one),
        text: language.number(one),
      })),
      String(plan.draws),
    );
    this.#weights.update(
      (["cited", "uniform"] as const).map((one) => ({
        value: one,
        text: language.say(`weights_${one}`),
      })),
      plan.weights,
    );
    this.#comparison.update(
      [
        { value: NONE, text: language.say("draws_no_condition") },
        { value: ">=", text: language.term("at least") },
        { value: "<=", text: language.term("at most") },
      ],
      plan.condition?.comparison ?? NONE,
    );
    this.#threshold.element.hidden = plan.condition === null;
    if (plan.condition) this.#threshold.update(plan.condition.threshold);
    this.#published.update(plan.published);
    this.#missiles.update(plan.missiles);
  }

  #to(change: Partial<DrawsPlan>): void {
    this.changed((plan) => ({ ...plan, ...change }));
  }
}
