import { fill, make, offerFile } from "../../dom";
import type { NamedPlace } from "../../engine/engine";
import type { RaidPlan, Wave } from "../../state/raid";
import {
  MOST_MISSILES,
  MOST_REPLICATIONS,
  MOST_SEED,
  raidText,
  withOneMore,
  withoutWave,
  withWave,
} from "../../state/raid";
import { withDoctrine } from "../../state/state";
import type { Language } from "../../words";
import type { Option } from "../fields";
import { Choice, NumberField, Picks } from "../fields";
import type { Change, View } from "../view";

const MOST_SALVO = 8;
const LATEST_S = 86_400;

/** Every choice of a raid: what is fired, how it is shot at, how often it is played. */
export class RaidForm {
  readonly element: HTMLElement;
  readonly #waves = make("div", { class: "waves" });
  readonly #rows: WaveRow[] = [];
  readonly #of: Choice;
  readonly #rule: Choice;
  readonly #salvo: NumberField;
  readonly #kill: Choice;
  readonly #replications: NumberField;
  readonly #seed: NumberField;
  readonly #more: HTMLButtonElement;
  readonly #file: HTMLElement;
  #plan: RaidPlan | null = null;

  constructor(
    private readonly language: Language,
    private readonly change: Change,
  ) {
    const say = (word: Parameters<Language["say"]>[0]) => language.say(word);
    this.#of = new Choice(say("raid_of"), (of) =>
      this.#to((plan) => ({ ...plan, of: of as RaidPlan["of"] })),
    );
    this.#rule = new Choice(say("doctrine"), (rule) =>
      this.#doctrine({ rule: rule as "salvo", salvo: null }),
    );
    this.#salvo = new NumberField(
      say("raid_salvo"),
      { least: 1, most: MOST_SALVO, step: 1 },
      (salvo) => this.#doctrine({ salvo }),
    );
    this.#kill = new Choice(say("raid_kill"), (value) =>
      this.#doctrine({ kill_probability: value === "" ? null : Number(value) }),
    );
    this.#replications = new NumberField(
      say("raid_replications"),
      { least: 1, most: MOST_REPLICATIONS, step: 1 },
      (replications) => this.#to((plan) => ({ ...plan, replications })),
    );
    this.#seed = new NumberField(say("raid_seed"), { least: 0, most: MOST_SEED, step: 1 }, (seed) =>
      this.#to((plan) => ({ ...plan, seed })),
    );
    this.#more = make("button", { type: "button" }, say("raid_more"));
    this.#more.addEventListener("click", () => this.#to(withOneMore));
    const save = make("button", { type: "button" }, say("raid_save"));
    save.addEventListener("click", () => {
      const text = this.#plan ? raidText(this.#plan) : null;
      if (text !== null) offerFile("raid.yaml", new Blob([text], { type: "text/yaml" }));
    });
    const input = make("input", {
      type: "file",
      accept: ".yaml,.yml,.json",
      "aria-label": say("raid_load"),
    });
    input.addEventListener("change", async () => {
      const file = await input.files?.[0]?.text();
      input.value = "";
      if (file !== undefined) this.#to((plan) => ({ ...plan, of: "file", file }));
    });
    this.#file = make("pre", {
      class: "file-text",
      tabindex: 0,
      "aria-label": say("raid_of_file"),
    });
    this.element = make(
      "div",
      { class: "raid-form" },
      this.#of.element,
      this.#waves,
      this.#file,
      make(
        "div",
        { class: "row" },
        this.#more,
        make("span", { class: "button" }, say("raid_load"), input),
        save,
      ),
      make(
        "div",
        { class: "controls" },
        this.#rule.element,
        this.#salvo.element,
        this.#kill.element,
        this.#replications.element,
        this.#seed.element,
      ),
    );
  }

  update(view: View, plan: RaidPlan): void {
    this.#plan = plan;
    const { language } = this;
    this.#of.update(
      (["waves", "file", "scenario"] as const)
        .filter((of) => of !== "file" || plan.file !== null)
        .map((of) => ({ value: of, text: language.say(`raid_of_${of}`) })),
      plan.of,
    );
    const own = plan.of === "waves";
    this.#waves.hidden = !own;
    this.#more.hidden = !own;
    this.#file.hidden = plan.of !== "file";
    this.#file.textContent = plan.file ?? "";
    if (this.#rows.length !== plan.waves.length) this.#make(plan.waves.length);
    plan.waves.forEach((wave, i) => {
      this.#rows[i]?.update(view, wave, plan.waves.length > 1);
    });
    const doctrine = view.open?.batteries[0]?.doctrine;
    this.#rule.update(
      view.describe.rules.map((one) => ({ value: one, text: language.term(one) })),
      doctrine?.rule ?? "",
    );
    this.#salvo.element.hidden = doctrine?.rule !== "salvo";
    this.#salvo.update(view.state.setting.doctrine?.salvo ?? doctrine?.salvo ?? 1);
    const kill = view.state.setting.doctrine?.kill_probability ?? null;
    const kills = [...new Set([0.5, 0.6, 0.7, 0.8, 0.9, 1, ...(kill === null ? [] : [kill])])];
    this.#kill.update(
      [
        { value: "", text: language.say("clock_cited") },
        ...kills.sort().map((one) => ({ value: String(one), text: language.percent(one) })),
      ],
      kill === null ? "" : String(kill),
    );
    this.#replications.update(plan.replications);
    this.#seed.update(plan.seed);
  }

  #make(count: number): void {
    this.#rows.length = 0;
    for (let i = 0; i < count; i += 1) {
      this.#rows.push(
        new WaveRow(
          this.language,
          i,
          (change) => this.#to((plan) => withWave(plan, i, change)),
          () => this.#to((plan) => withoutWave(plan, i)),
        ),
      );
    }
    fill(this.#waves, ...this.#rows.map((one) => one.element));
  }

  #to(plan: (plan: RaidPlan) => RaidPlan): void {
    const first = this.#plan;
    if (first) this.change((state) => ({ ...state, raid: plan(state.raid ?? first) }), "rest");
  }

  #doctrine(change: Parameters<typeof withDoctrine>[1]): void {
    const first = this.#plan;
    this.change((state) => ({ ...withDoctrine(state, change), raid: state.raid ?? first }), "rest");
  }
}

/** One wave of the form. */
class WaveRow {
  readonly element: HTMLElement;
  readonly #missile: Choice;
  readonly #shape: Choice;
  readonly #count: NumberField;
  readonly #areas: Picks;
  readonly #targets: Picks;
  readonly #times: { first: NumberField; last: NumberField; spread: NumberField };
  readonly #reliability: NumberField;
  readonly #remove: HTMLButtonElement;

  constructor(
    private readonly language: Language,
    index: number,
    changed: (change: Partial<Wave>) => void,
    removed: () => void,
  ) {
    const say = (word: Parameters<Language["say"]>[0]) => language.say(word);
    const seconds = { least: 0, most: LATEST_S, step: 1 };
    this.#count = new NumberField(
      say("raid_count"),
      { least: 1, most: MOST_MISSILES, step: 1 },
      (count) => changed({ count }),
    );
    this.#missile = new Choice(say("missile"), (missile) => changed({ missile }));
    this.#shape = new Choice(say("shape"), (shape) => changed({ shape: shape as Wave["shape"] }));
    this.#areas = new Picks(say("launch_area"), (launch_areas) => changed({ launch_areas }));
    this.#targets = new Picks(say("raid_targets"), (targets) => changed({ targets }));
    this.#times = {
      first: new NumberField(say("raid_first"), seconds, (first_launch_s) =>
        changed({ first_launch_s }),
      ),
      last: new NumberField(say("raid_last"), seconds, (last_launch_s) =>
        changed({ last_launch_s }),
      ),
      spread: new NumberField(say("raid_spread"), seconds, (launch_spread_s) =>
        changed({ launch_spread_s }),
      ),
    };
    this.#reliability = new NumberField(
      say("raid_reliability"),
      { least: 0, most: 1, step: "any" },
      (reliability) => changed({ reliability }),
    );
    this.#remove = make("button", { type: "button" }, say("raid_less"));
    this.#remove.addEventListener("click", removed);
    const name = language.say("raid_wave", { number: index + 1 });
    this.element = make(
      "fieldset",
      { class: "wave" },
      make("legend", {}, name),
      make(
        "div",
        { class: "controls" },
        this.#count.element,
        this.#missile.element,
        this.#shape.element,
        this.#areas.element,
        this.#targets.element,
        make(
          "details",
          {},
          make("summary", {}, say("raid_times")),
          make(
            "div",
            { class: "controls rows" },
            this.#times.first.element,
            this.#times.last.element,
            this.#times.spread.element,
            this.#reliability.element,
          ),
        ),
        this.#remove,
      ),
    );
  }

  update(view: View, wave: Wave, removable: boolean): void {
    const { language } = this;
    const { describe, scenario, open } = view;
    const name = (one: { key: string; title: string; korean?: string }): Option => ({
      value: one.key,
      text: language.name(one),
    });
    this.#count.update(wave.count);
    this.#missile.update(describe.missiles.map(name), wave.missile);
    const shapes = describe.missiles.find((one) => one.key === wave.missile)?.shapes;
    this.#shape.update(
      (shapes ?? describe.shapes).map((one) => ({ value: one, text: language.term(one) })),
      wave.shape,
    );
    const own = new Set(scenario?.flights.map((one) => one.launch_area.key));
    const first = (one: { key: string }) => (own.has(one.key) ? 0 : 1);
    this.#areas.update(
      [...describe.launch_areas].sort((a, b) => first(a) - first(b)).map(name),
      wave.launch_areas,
    );
    this.#targets.update(targetOptions(view, wave, open?.country ?? ""), wave.targets);
    this.#times.first.update(wave.first_launch_s);
    this.#times.last.update(wave.last_launch_s);
    this.#times.spread.update(wave.launch_spread_s);
    this.#reliability.update(wave.reliability);
    this.#remove.hidden = !removable;
  }
}

/** Places of the country, then the one that was clicked, then the rest. */
function targetOptions({ describe, language, state }: View, wave: Wave, country: string): Option[] {
  const option = (one: NamedPlace): Option => ({ value: one.key, text: language.name(one) });
  const own = describe.targets.filter((one) => one.country === country);
  const others = describe.targets.filter((one) => one.country !== country);
  const clicked = state.place ? [spotOf(state.place)] : [];
  const spots = [...new Set([...clicked, ...wave.targets.filter((one) => one.includes(","))])];
  return [
    ...own.map(option),
    ...spots.map((value) => ({
      value,
      text: language.say("raid_spot", { at: value.replace(",", ", ") }),
    })),
    ...others.map(option),
  ];
}

/** A place as a raid names it. */
export function spotOf(place: { latitude_deg: number; longitude_deg: number }): string {
  return `${place.latitude_deg},${place.longitude_deg}`;
}
