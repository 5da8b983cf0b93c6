import { fill, make, offerFile } from "./dom";
import type { DescribeAnswer, Engine, OpenAnswer } from "./engine/engine";
import { pngOf, svgOf } from "./export/picture";
import type { Country } from "./map/borders";
import { legendPart } from "./map/legend";
import { StudioMap } from "./map/studio";
import { answerPanel } from "./panels/answers";
import { colouringPanel } from "./panels/colouring";
import { controlsPanel } from "./panels/controls";
import { filesPanel } from "./panels/files";
import { Live } from "./panels/live";
import { installTips } from "./panels/number";
import type { Around, OpenPart } from "./panels/parts";
import { placePanel } from "./panels/place";
import { plainSentence } from "./panels/sentence";
import { Shelf } from "./panels/shelf";
import type { Way } from "./panels/steps";
import { Steps, wayOf } from "./panels/steps";
import { Trouble } from "./panels/trouble";
import type { Change, Panel } from "./panels/view";
import { stagesOf, tabsOf } from "./parts";
import { FINE_AIM_POINTS, Session } from "./session";
import type { Shown } from "./state/link";
import { fragmentOf } from "./state/link";
import type { Played } from "./state/played";
import type { PageState } from "./state/state";
import { firstState } from "./state/state";
import type { Language } from "./words";

/** The page: lays out the map and what stands around it, and hands them what the session knows. */
export class App {
  readonly element: HTMLElement;
  readonly #session: Session;
  readonly #map: StudioMap;
  readonly #stages: Shelf;
  readonly #tabs: Shelf;
  readonly #panels: readonly Panel[];
  readonly #trouble: Trouble;
  readonly #live: Live;
  readonly #busy: HTMLElement;
  readonly #hint: HTMLElement;
  readonly #steps: Steps;
  #wanted = false;
  #remembering = 0;
  #played: Played | null;
  #settled = 0;
  #settling = false;

  constructor(
    private readonly engine: Engine,
    describe: DescribeAnswer,
    countries: readonly Country[],
    private readonly language: Language,
    first: PageState,
    private readonly shown: Shown,
    opened: OpenAnswer,
  ) {
    this.#played = shown.played;
    this.#trouble = new Trouble(language);
    this.#live = new Live(language);
    this.#session = new Session(engine, describe, language, first, opened, {
      changed: () => this.#show(),
      settled: () => {
        this.#settling = true;
        this.#show();
      },
      failed: (error) => this.#failed(error),
    });
    const change: Change = (to, phase) => {
      if (phase === "rest") this.#hint.hidden = true;
      this.#session.change(to, phase);
      if (phase === "rest") void this.#remember();
    };
    this.#map = new StudioMap(language, describe, countries, change);
    const around: Around = {
      language,
      describe,
      engine,
      countries,
      change,
      view: () => this.#session.view,
      redraw: () => this.#show(),
      say: (text) => this.#live.say(text),
      failed: (error) => this.#failed(error),
      inAir: () => this.#tabs.current?.inAir?.() ?? null,
      played: shown.played,
      keepPlayed: (played) => {
        this.#played = played;
        void this.#remember();
      },
    };
    const failed = (error: unknown) => this.#failed(error);
    const stages = [
      { key: "map", title: language.say("map_name"), make: async () => this.#mapPart() },
      ...stagesOf(around),
    ];
    this.#stages = new Shelf("stage", language.say("stages"), language, stages, failed);
    const tabs = tabsOf(around, () => this.#session.pin());
    this.#tabs = new Shelf("tab", language.say("tabs"), language, tabs, failed);
    const underMap = make("div", {});
    for (const shelf of [this.#stages, this.#tabs]) {
      shelf.onChosen = () => {
        fill(underMap, this.#tabs.current?.underMap);
        void this.#remember();
        this.#show();
      };
    }
    const answer = answerPanel(language);
    const controls = controlsPanel(language, change);
    const legend = legendPart(language, () => this.#stages.current?.legend?.() ?? null);
    const colouring = colouringPanel(language, change);
    const place = placePanel(language, change);
    const files = filesPanel(language, {
      saveScenario: () => void this.#export("scenario", "yaml"),
      loadScenario: (yaml) =>
        change(() => ({ ...firstState("", null), setting: { yaml } }), "rest"),
      copyLink: () => void this.#copyLink(),
      exportAs: (format) => {
        if (format === "png" || format === "svg") this.#picture(format);
        else void this.#export("footprint", format);
      },
    });
    this.#panels = [answer, controls, legend, colouring, place, files];
    this.#busy = make("p", { class: "busy", hidden: true }, language.say("waiting"));
    this.#hint = make("p", { class: "hint" }, language.say("hint"));
    const step = (way: Way) => {
      this.#session.step(way);
      void this.#remember();
    };
    this.#steps = new Steps(language, step);
    document.addEventListener("keydown", (event) => {
      const way = wayOf(event);
      if (!way || !this.#session.steps[way]) return;
      event.preventDefault();
      step(way);
    });
    this.#map.element.append(this.#hint, this.#busy);
    for (const over of [legend.element, this.#hint]) this.#map.keepClearOf(over);
    this.element = make(
      "div",
      { class: "page" },
      this.#trouble.element,
      make(
        "div",
        { class: "studio" },
        make(
          "div",
          { class: "main-part" },
          answer.element,
          make(
            "section",
            { class: "map-part", "aria-label": language.say("map_name") },
            this.#stages.tabs,
            this.#stages.body,
            underMap,
            make("div", { class: "row under-map" }, this.#steps.element, colouring.element),
            legend.element,
          ),
        ),
        make(
          "div",
          { class: "side" },
          controls.element,
          place.element,
          make("div", { class: "tables" }, this.#tabs.tabs, this.#tabs.body),
          files.element,
        ),
      ),
      make("footer", {}, language.say("footer", { version: describe.version })),
      this.#live.element,
    );
    installTips(this.element);
    let lost = false;
    engine.onConnection((now) => {
      if (now === "lost") lost = true;
      if (now !== "ready" || !lost) return;
      lost = false;
      // what was being computed went with the engine
      this.#session.start();
      this.#tell(language.say("found_again"));
    });
    for (const query of ["(prefers-color-scheme: dark)", "print"]) {
      window.matchMedia(query).addEventListener("change", () => {
        this.#map.recolour();
        this.#show();
      });
    }
  }

  /** Show what is known and ask for the rest; the page is in the document by now. */
  start(): void {
    this.#stages.choose(this.shown.stage);
    this.#tabs.choose(this.shown.tab);
    this.#session.start();
    this.#show();
  }

  async #remember(): Promise<void> {
    const shown = { tab: this.#tabs.key, stage: this.#stages.key, played: this.#played };
    const state = this.#session.steps.reset ? this.#session.state : null;
    this.#remembering += 1;
    const mine = this.#remembering;
    const fragment = await fragmentOf(state, shown);
    // an older state may be written later
    if (mine === this.#remembering) window.history.replaceState(null, "", `#${fragment}`);
  }

  #failed(error: unknown): void {
    this.#trouble.say(error);
    this.#show();
  }

  /** Show what is known, once for all that comes before the next frame. */
  #show(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    requestAnimationFrame(() => {
      this.#wanted = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { view, steps } = this.#session;
    this.#trouble.update(view);
    this.#tabs.update(view);
    this.#stages.update(view);
    for (const panel of this.#panels) panel.update(view);
    this.#busy.hidden = !this.#session.busy;
    this.#steps.update(steps);
    if (!this.#settling) return;
    // noted on the page, for those who drive it: how often all of an answer has come
    this.#settling = false;
    this.#settled += 1;
    this.#live.speak(view);
    document.documentElement.dataset.settled = String(this.#settled);
  }

  /** The map as the stage that is shown first. */
  #mapPart(): OpenPart {
    return {
      element: this.#map.element,
      shown: () => {},
      update: (view) => this.#map.show(view, (scene) => this.#tabs.current?.onMap?.(scene) ?? {}),
      legend: () => this.#tabs.current?.legend?.() ?? null,
    };
  }

  async #copyLink(): Promise<void> {
    await this.#remember();
    try {
      await navigator.clipboard.writeText(window.location.href);
      this.#tell(this.language.say("link_copied"));
    } catch {
      this.#tell(this.language.say("link_shown"));
    }
  }

  async #export(of: "scenario" | "footprint", format: "yaml" | "geojson" | "csv"): Promise<void> {
    const { setting } = this.#session.state;
    try {
      const file = await this.engine.export({ setting, of, format, aim_points: FINE_AIM_POINTS });
      offerFile(file.name, new Blob([file.content.slice()], { type: file.media_type }));
      this.#tell(this.language.say("exported", { name: file.name }));
    } catch (error) {
      this.#failed(error);
    }
  }

  #picture(format: "png" | "svg"): void {
    const { view } = this.#session;
    const { drawn } = this.#map;
    if (!drawn || !view.open || !view.footprint) return;
    const { provenance } = view.footprint.answer;
    const title = plainSentence(view, view.open, view.footprint);
    const made = { ...drawn, said: { title, provenance, lang: this.language.code } };
    const name = `${provenance.scenario}-map.${format}`;
    if (format === "svg") {
      offerFile(name, new Blob([svgOf(made, drawn)], { type: "image/svg+xml" }));
    } else void pngOf(made, drawn).then((picture) => offerFile(name, picture));
    this.#tell(this.language.say("exported", { name }));
  }

  #tell(text: string): void {
    this.#live.say(text);
    fill(this.#hint, text);
    this.#hint.hidden = false;
  }
}
