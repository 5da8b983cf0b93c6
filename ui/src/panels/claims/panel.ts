import { fill, make } from "../../dom";
import type { Claim, ClaimAnswer, ClaimsAnswer, Parameter, Setting } from "../../engine/engine";
import { DroppedError } from "../../engine/engine";
import { Latest } from "../../engine/latest";
import { claimSetting, progressOf, whileComing, withPiece } from "../../state/claims";
import type { Around, OpenPart } from "../parts";
import type { View } from "../view";
import { ClaimItem } from "./item";

const DRAWS = 64;

/** A claim that is asked about. */
interface Asked {
  setting: Setting;
  claim: string;
  rests: boolean;
}

/** Claims with their verdicts; the one that is open follows whatever is moved. */
export class ClaimsPart implements OpenPart {
  readonly element: HTMLElement;
  readonly #run: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #progress = make("progress", { max: 1, hidden: true });
  readonly #state = make("p", { class: "note", role: "status" });
  readonly #list = make("div", { class: "claims" });
  readonly #items = new Map<string, ClaimItem>();
  readonly #follows: Latest<Asked, ClaimAnswer>;
  #running: AbortController | null = null;
  #tested: Claim[] = [];
  #parameters: readonly Parameter[] = [];
  #testedWith = "";
  /** The claim that is open, as what stands there now makes it. */
  #now: Claim | null = null;
  #open: string | null = null;
  #asked = "";
  #spoken = "";

  constructor(private readonly around: Around) {
    const { language } = around;
    this.#run = make("button", { type: "button", class: "main" }, language.say("claims_run"));
    this.#run.addEventListener("click", () => void this.#test());
    this.#cancel = make("button", { type: "button", hidden: true }, language.say("raid_cancel"));
    this.#cancel.addEventListener("click", () => this.#running?.abort());
    this.#progress.setAttribute("aria-label", language.say("claims_progress"));
    this.element = make(
      "section",
      { class: "panel claims-panel", "aria-label": language.say("tab_claims") },
      make("h2", { class: "hidden" }, language.say("tab_claims")),
      make("p", { class: "note" }, language.say("claims_hint")),
      make("div", { class: "row acts" }, this.#run, this.#cancel, this.#progress),
      this.#state,
      this.#list,
    );
    this.#follows = new Latest(
      (asked) => this.#ask(asked),
      (answer) => this.#came(answer),
      (error) => around.failed(error),
      ({ rests }) => rests,
    );
  }

  shown(visible: boolean): void {
    if (visible && this.#tested.length === 0 && !this.#running) void this.#test();
  }

  update(view: View): void {
    const setting = claimSetting(view.state.setting);
    const key = JSON.stringify(setting);
    // a test of what stands there no more would only take time from what is asked now
    if (this.#running && this.#testedWith !== key) this.#running.abort();
    this.#follow(setting, key, view.resting);
    for (const claim of this.#tested) {
      const shown = this.#now?.id === claim.id ? this.#now : claim;
      this.#item(claim).update(view, shown, claim, this.#parameters);
    }
    const { language } = this.around;
    const running = this.#running !== null;
    this.#run.disabled = running;
    this.#cancel.hidden = !running;
    this.#progress.hidden = !running;
    this.#run.textContent = language.say(this.#testedWith ? "claims_again" : "claims_run");
    if (!running && this.#testedWith && this.#testedWith !== key) {
      this.#state.textContent = language.say("claims_stale");
    }
  }

  /** Ask about the claim that is open, when what stands there is another than was asked about. */
  #follow(setting: Setting, key: string, rests: boolean): void {
    const claim = this.#open;
    const asked = JSON.stringify([claim, key, rests]);
    if (!claim || asked === this.#asked) return;
    this.#asked = asked;
    const known = this.#now?.id === claim || this.#testedWith !== key;
    if (known) this.#follows.want({ setting, claim, rests });
  }

  /** While something is moved the nominal numbers are enough; the rest is left. */
  #ask({ setting, claim, rests }: Asked): Promise<ClaimAnswer> {
    const asking = new AbortController();
    return new Promise((resolve, reject) => {
      const told = (piece: ClaimAnswer) => {
        this.#came(piece);
        if (rests || piece.claim.readings.some((one) => one.measured === null)) return;
        resolve(piece);
        asking.abort();
      };
      this.around.engine.claim({ setting, claim }, told, asking.signal).then(resolve, reject);
    });
  }

  #came({ claim, parameters }: ClaimAnswer): void {
    if (claim.id !== this.#open) return;
    if (this.#parameters.length === 0) this.#parameters = parameters;
    const before = this.#now ?? this.#tested.find((one) => one.id === claim.id) ?? null;
    this.#now = whileComing(before, claim);
    const { language } = this.around;
    if (claim.verdict && claim.verdict !== this.#spoken) {
      const assertion = language.said(claim.assertion).text;
      this.around.say(`${assertion} ${language.term(claim.verdict)}.`);
    }
    this.#spoken = claim.verdict ?? this.#spoken;
    this.around.redraw();
  }

  async #test(): Promise<void> {
    const { around } = this;
    const { language } = around;
    const setting = claimSetting(around.view().state.setting);
    const running = new AbortController();
    this.#running = running;
    this.#progress.removeAttribute("value");
    this.#state.textContent = language.say("waiting");
    this.#testedWith = JSON.stringify(setting);
    let known: Claim[] = [];
    const told = (piece: ClaimsAnswer) => {
      if (running.signal.aborted) return;
      known = withPiece(known, piece.claims);
      this.#tested = known;
      if (piece.parameters.length > 0) this.#parameters = piece.parameters;
      this.#now = null;
      this.#progress.value = progressOf(known);
      this.#state.textContent = language.say("claims_tested", {
        tested: known.filter((one) => one.verdict !== null).length,
        asked: piece.asked,
      });
      around.redraw();
    };
    try {
      const last = await around.engine.claims({ setting, draws: DRAWS }, told, running.signal);
      told(last);
      const { text, lang } = language.said(last.sentence);
      fill(this.#state, make("span", { lang: lang === language.code ? null : lang }, text));
      around.say(text);
    } catch (error) {
      if (!(error instanceof DroppedError)) around.failed(error);
      this.#state.textContent = language.say("claims_left");
    } finally {
      this.#running = null;
      around.redraw();
    }
  }

  #item(claim: Claim): ClaimItem {
    const known = this.#items.get(claim.id);
    if (known) return known;
    const { language, change } = this.around;
    const made = new ClaimItem(language, claim, change, (id, open) => this.#opened(id, open));
    this.#items.set(claim.id, made);
    this.#list.append(made.element);
    return made;
  }

  #opened(id: string, open: boolean): void {
    if (open) {
      this.#open = id;
      this.#now = null;
      for (const [other, item] of this.#items) if (other !== id) item.element.open = false;
    } else if (this.#open === id) this.#open = null;
    this.#items.get(id)?.refresh();
    this.around.redraw();
  }
}

export function claimsPart(around: Around): OpenPart {
  return new ClaimsPart(around);
}
