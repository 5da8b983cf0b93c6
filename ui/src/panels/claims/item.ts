import { fill, make, saying } from "../../dom";
import type { Chance, Claim, Effect, Parameter, Reading } from "../../engine/engine";
import { gaugeOf, metOf, rowsOf } from "../../state/claims";
import { withParameter } from "../../state/state";
import type { Language } from "../../words";
import type { Kind } from "../number";
import { numberSpan, rangeSpan, rangeText, written } from "../number";
import type { ParameterRow } from "../sources";
import { parameterRow, rowName } from "../sources";
import { figure, head, line, table } from "../table";
import type { Change, View } from "../view";
import { chanceBar, gaugeChart, verdictMark } from "./marks";

const FEW_ROWS = 4;
// more of them would put the numbers that they turn out of sight
const MOST_ROWS = 6;

/** One claim: a line with its verdict, and all about it where it is opened. */
export class ClaimItem {
  readonly element: HTMLDetailsElement;
  readonly #verdict = make("span", { class: "claim-verdict" });
  readonly #assertion: HTMLElement;
  readonly #readings = make("div", { class: "readings" });
  readonly #chance = make("div");
  readonly #rows = make("div", { class: "rows" });
  readonly #others = make("div", { class: "rows" });
  readonly #turning: HTMLElement;
  readonly #othersFold: HTMLElement;
  readonly #sliders = new Map<string, ParameterRow>();
  readonly #readingsOpen = new Set<string>();
  #parameters: readonly Parameter[] = [];
  #shown: Claim | null = null;
  #shownWith: readonly Parameter[] = [];
  #paths = "";

  constructor(
    private readonly language: Language,
    claim: Claim,
    private readonly change: Change,
    opened: (id: string, open: boolean) => void,
  ) {
    const say = (word: Parameters<Language["say"]>[0]) => language.say(word);
    this.#assertion = saying("span", language, claim.assertion, { class: "claim-assertion" });
    this.#turning = make(
      "div",
      { hidden: true },
      make("h3", {}, say("claim_rows")),
      make("p", { class: "note" }, say("claim_rows_hint")),
      this.#rows,
    );
    this.#othersFold = make(
      "details",
      { hidden: true },
      make("summary", {}, say("claim_other_rows")),
      this.#others,
    );
    const head_ = make(
      "summary",
      {},
      make("span", { class: "claim-line" }, saying("span", language, claim.who), this.#verdict),
      this.#assertion,
    );
    this.element = make(
      "details",
      { class: "claim", id: `claim-${claim.id}` },
      head_,
      make(
        "div",
        { class: "claim-body" },
        saying("p", language, claim.question),
        claim.not_testable_because
          ? saying("p", language, claim.not_testable_because, { class: "note" })
          : null,
        this.#turning,
        this.#othersFold,
        make("h3", {}, say("claim_readings")),
        this.#readings,
        this.#chance,
        claim.note.en ? saying("p", language, claim.note, { class: "note" }) : null,
        make(
          "p",
          { class: "note" },
          `${say("claim_sources")} `,
          ...claim.sources.flatMap((one, i) => [
            i > 0 ? "; " : null,
            make(
              "a",
              { href: one.url, rel: "noreferrer noopener", target: "_blank", lang: "en" },
              `${one.publisher}, ${one.date}`,
            ),
          ]),
        ),
      ),
    );
    this.element.addEventListener("toggle", () => opened(claim.id, this.element.open));
  }

  /** Show what is known: of the setting of now, and the probabilities of the last test. */
  update(view: View, claim: Claim, tested: Claim | null, parameters: readonly Parameter[]): void {
    this.#parameters = parameters;
    for (const [path, slider] of this.#sliders) {
      const found = parameterOf(view, this.#parameters, path);
      if (found) slider.update(found, path in (view.state.setting.parameters ?? {}));
    }
    if (claim === this.#shown && parameters === this.#shownWith) return;
    this.#shownWith = parameters;
    this.#shown = claim;
    const { language } = this;
    fill(this.#verdict, this.#mark(claim), chanceBar(language, claim.chance));
    if (!this.element.open) return;
    fill(
      this.#readings,
      claim.problem ? saying("p", language, claim.problem, { class: "note" }) : null,
      ...claim.readings.map((one) => this.#reading(view, one)),
    );
    const told = claim.chance ?? tested?.chance ?? null;
    fill(this.#chance, ...(told ? chancePart(language, told, claim.chance === null) : []));
    this.#slide(view, tested ?? claim);
  }

  /** It was opened: show all of it. */
  refresh(): void {
    this.#shown = null;
  }

  #mark(claim: Claim): HTMLElement {
    const { language } = this;
    if (claim.verdict) return verdictMark(language, claim.verdict);
    const { met, known } = metOf(claim);
    const said =
      known === 0 ? language.say("claim_waits") : language.say("claim_met", { met, known });
    return make("span", { class: "note" }, said);
  }

  #reading(view: View, reading: Reading): HTMLElement {
    const { language } = this;
    const { threshold, measured, comparison, cases } = reading;
    // of the numbers of claims those without a unit are shares
    const kind: Kind | undefined = threshold.unit === "1" ? "share" : undefined;
    const text = (value: number | null) => written(language, { value, unit: threshold.unit }, kind);
    const held = language.say("claim_held", {
      comparison: language.term(comparison),
      threshold: text(threshold.value),
    });
    const gauge = gaugeOf(reading);
    const number = text(measured?.value ?? null);
    const called = language.said(reading.name).text;
    const range =
      measured?.low != null && measured.high != null ? rangeText(language, measured, kind) : "";
    const name = (key: string) => {
      const known = parameterOf(view, this.#parameters, key);
      return known ? rowName(language, known) : language.term(key);
    };
    const details = make(
      "details",
      { class: "reading", open: this.#readingsOpen.has(reading.id) },
      make(
        "summary",
        {},
        make(
          "span",
          { class: "claim-line" },
          saying("span", language, reading.name),
          reading.verdict ? verdictMark(language, reading.verdict) : null,
        ),
        make(
          "span",
          { class: "reading-line" },
          measured && measured.value !== null
            ? numberSpan(language, measured, called, kind, "quantity_cited")
            : make("span", {}, "–"),
          gauge ? gaugeChart(gauge, `${number}. ${range}. ${held}`) : null,
        ),
      ),
      make(
        "p",
        { class: "reading-number" },
        measured?.value != null
          ? numberSpan(language, measured, called, kind, "quantity_cited")
          : number,
        ...(measured && range
          ? [" (", rangeSpan(language, measured, called, kind, "quantity_cited"), ")"]
          : []),
        "; ",
        ...language.parts("claim_held", {
          comparison: language.term(comparison),
          threshold: numberSpan(
            language,
            { ...threshold, source: threshold.source ?? language.say("source_claim") },
            language.say("about_threshold"),
            kind,
          ),
        }),
      ),
      reading.detail.en ? saying("p", language, reading.detail, { class: "note" }) : null,
      saying("p", language, reading.because, { class: "note" }),
      cases.length > 0
        ? table(
            language.say("claim_cases"),
            head(language.say("claim_case"), language.say("raid_value")),
            make(
              "tbody",
              {},
              ...cases.map((one) => {
                const { value } = one;
                const number = numberSpan(
                  language,
                  { ...(measured ?? threshold), value },
                  called,
                  kind,
                  "quantity_cited",
                );
                return line(name(one.name), figure(number));
              }),
            ),
          )
        : null,
    );
    details.addEventListener("toggle", () => {
      if (details.open) this.#readingsOpen.add(reading.id);
      else this.#readingsOpen.delete(reading.id);
    });
    return details;
  }

  /** Sliders of the rows that turn the claim; they stay while they are moved. */
  #slide(view: View, claim: Claim): void {
    const { deciding, others } = rowsOf(claim);
    const paths = JSON.stringify([
      deciding,
      others,
      (view.open?.parameters ?? []).length,
      this.#parameters.length,
    ]);
    if (paths === this.#paths) return;
    this.#paths = paths;
    this.#sliders.clear();
    const made = (path: string): HTMLElement[] => {
      const found = parameterOf(view, this.#parameters, path);
      if (!found) return [];
      const row = parameterRow(
        this.language,
        found,
        (value, phase) => {
          this.change((state) => withParameter(state, path, value), phase);
        },
        { within: `claim-${claim.id}`, label: rowName(this.language, found) },
      );
      this.#sliders.set(path, row);
      row.update(found, path in (view.state.setting.parameters ?? {}));
      return [row.element];
    };
    const all = [...deciding, ...others].flatMap(made);
    // where draws have not told what decides, the rows that move the most readings come first
    const first = Math.min(MOST_ROWS, Math.max(deciding.length, FEW_ROWS));
    fill(this.#rows, ...all.slice(0, first));
    fill(this.#others, ...all.slice(first));
    this.#turning.hidden = this.#rows.childElementCount === 0;
    this.#othersFold.hidden = this.#others.childElementCount === 0;
  }
}

/** A row as the setting of now has it, or as the test of the claims told it. */
function parameterOf(view: View, told: readonly Parameter[], path: string): Parameter | undefined {
  const is = (one: Parameter) => one.path === path;
  const now = view.open?.parameters.find(is);
  if (now) return now;
  const found = told.find(is);
  const moved = view.state.setting.parameters?.[path];
  if (!found || moved === undefined) return found;
  return { ...found, number: { ...found.number, value: Number.parseFloat(String(moved)) } };
}

/** How likely it holds, under which conventions, and what decides that. */
function chancePart(language: Language, chance: Chance, stale: boolean): (HTMLElement | null)[] {
  const say = (word: Parameters<Language["say"]>[0]) => language.say(word);
  return [
    make("h3", {}, say("claim_chance")),
    stale ? make("p", { class: "note" }, say("claim_chance_stale")) : null,
    table(
      language.say("claim_draws", { draws: language.number(chance.draws) }),
      head(
        say("claim_weights"),
        say("claim_probability"),
        say("interval"),
        say("claim_likelihood"),
      ),
      make(
        "tbody",
        {},
        ...chance.probabilities.map((one) => {
          const weights = say(one.weights === "cited" ? "weights_cited" : "weights_uniform");
          return line(
            one.published ? `${weights}, ${say("weights_published")}` : weights,
            figure(
              numberSpan(
                language,
                one.probability,
                say("about_probability"),
                "share",
                "quantity_draws",
              ),
            ),
            figure(
              rangeSpan(
                language,
                one.probability,
                say("about_probability"),
                "share",
                "quantity_draws",
              ),
            ),
            figure(saying("span", language, one.likelihood)),
          );
        }),
      ),
    ),
    chance.rule ? saying("p", language, chance.rule) : null,
    ...(chance.deciding.length > 0
      ? [make("h3", {}, say("claim_deciding")), effectBars(language, chance.deciding)]
      : []),
    chance.evidence_strength === null
      ? null
      : make(
          "p",
          { class: "note" },
          language.say("claim_evidence", { share: language.percent(chance.evidence_strength) }),
        ),
  ];
}

/** Parts of a variance as bars, each with its interval. */
export function effectBars(language: Language, effects: readonly Effect[]): HTMLElement {
  const most = Math.max(...effects.map((one) => one.share.high ?? one.share.value ?? 0), 1e-9);
  return make(
    "ul",
    { class: "effects" },
    ...effects.map((one) => {
      const { value, low = null, high = null } = one.share;
      const bar = make("span", { class: "chance-bar", "aria-hidden": "true" });
      const part = (share: number) => `${((100 * Math.max(0, share)) / most).toFixed(1)}%`;
      const filled = make("span", { class: "filled" });
      filled.style.width = part(value ?? 0);
      bar.append(filled);
      if (low !== null && high !== null) {
        const whisker = make("span", { class: "whisker" });
        whisker.style.left = part(low);
        whisker.style.width = part(high - Math.max(0, low));
        bar.append(whisker);
      }
      return make(
        "li",
        {},
        make(
          "span",
          {},
          saying("span", language, one.title),
          one.quality ? make("span", { class: "quality" }, one.quality) : null,
        ),
        bar,
        numberSpan(language, one.share, language.say("about_effect"), "share", "quantity_draws"),
      );
    }),
  );
}
