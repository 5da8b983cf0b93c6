import { fill, make, offerFile } from "./dom";
import type {
  CoverageAnswer,
  DescribeAnswer,
  Engine,
  Footprint,
  OpenAnswer,
  Setting,
  TimelineAnswer,
} from "./engine/engine";
import { EngineError } from "./engine/engine";
import { Latest } from "./engine/latest";
import { pngOf, svgOf } from "./export/picture";
import type { Country, Land } from "./map/borders";
import { landIn, middleOf } from "./map/borders";
import type { Extent } from "./map/camera";
import { legendPart } from "./map/legend";
import type { Marker, Phase } from "./map/markers";
import { Markers } from "./map/markers";
import { Mesh } from "./map/mesh";
import type { Place, PlanePoint } from "./map/plane";
import { bearing, Plane, placeAt } from "./map/plane";
import type { Standing } from "./map/scene";
import { boresightShapes, Layers, outlineOf, scaleBar } from "./map/scene";
import type { Theme } from "./map/theme";
import { themeOf } from "./map/theme";
import { MapView } from "./map/view";
import { answerPanel, protectsPanel, seesPanel } from "./panels/answers";
import { comparePanel } from "./panels/compare";
import { controlsPanel } from "./panels/controls";
import { Choice } from "./panels/fields";
import { filesPanel } from "./panels/files";
import { installTips } from "./panels/number";
import { placePanel } from "./panels/place";
import { headline, plainSentence, siteName } from "./panels/sentence";
import { sourcesPanel } from "./panels/sources";
import type { Panel, Pinned, View } from "./panels/view";
import { History } from "./state/history";
import { fragmentOf } from "./state/link";
import type { Colouring, PageState } from "./state/state";
import { firstState, withSetting } from "./state/state";
import type { Language } from "./words";

const COARSE_AIM_POINTS = 300;
const FINE_AIM_POINTS = 2500;
const SEEN_OBJECT = "reentry-vehicle";
const HANDLE_PX = 110;
const DECIMALS = 1e4;
const COVERAGE_EVERY_MS = 400;
const ZOOM_STEP = 1.4;

/** A footprint that is asked for. */
interface Asked {
  setting: Setting;
  phase: Phase;
}

/** The page: holds the state, asks the engine, and hands what it says to map and panels. */
export class App {
  readonly element: HTMLElement;
  readonly #map: MapView;
  readonly #markers: Markers;
  readonly #panels: readonly Panel[];
  readonly #trouble = make("div", { class: "trouble", role: "alert", hidden: true });
  readonly #live = make("p", { class: "hidden", role: "status", "aria-live": "polite" });
  readonly #busy: HTMLElement;
  readonly #hint: HTMLElement;
  readonly #steps: { undo: HTMLButtonElement; redo: HTMLButtonElement; reset: HTMLButtonElement };
  readonly #footprints: Latest<Asked, Footprint>;
  readonly #opens: Latest<Setting, OpenAnswer>;
  readonly #coverages: Latest<PageState, CoverageAnswer>;
  readonly #timelines: Latest<PageState, TimelineAnswer>;
  #history: History<PageState>;
  #scenario: OpenAnswer | null = null;
  #scenarioOf = "";
  #open: OpenAnswer | null = null;
  #footprint: Footprint | null = null;
  #coverage: CoverageAnswer | null = null;
  #timeline: TimelineAnswer | null = null;
  #noTimeline: string | null = null;
  #pinned: (Pinned & { outline: string }) | null = null;
  #plane: Plane;
  #land: Land;
  #country: string;
  #mesh: { key: string; country: string; mesh: Mesh } | null = null;
  #theme: Theme | null = null;
  #wanted = false;
  #restedFootprint = false;
  #settled = 0;
  #asking = true;
  #coverageAsked = 0;
  #coverageTimer = 0;
  readonly #layers = new Layers();
  #said: { share: string; site: string } | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly describe: DescribeAnswer,
    private readonly countries: readonly Country[],
    private readonly language: Language,
    first: PageState,
    opened: OpenAnswer,
  ) {
    this.#history = new History(first);
    this.#open = opened;
    this.#country = opened.country;
    this.#plane = new Plane(middleOf(countries, opened.country));
    this.#land = landIn(this.#plane, countries, opened.country);
    this.#map = new MapView(language.say("map", { sentence: "", protects: "" }));
    this.#markers = new Markers(this.#map, () => this.#plane);
    const change = (state: PageState, phase: Phase) => this.change(state, phase);
    const answer = answerPanel(language);
    const controls = controlsPanel(language, change);
    const legend = legendPart(language);
    const colouring = this.#colouring(change);
    const place = placePanel(language, change);
    const protects = protectsPanel(language);
    const sees = seesPanel(language);
    const compare = comparePanel(language, () => this.#pin());
    const sources = sourcesPanel(language, change);
    const files = filesPanel(language, {
      saveScenario: () => void this.#export("scenario", "yaml"),
      loadScenario: (text) => this.change(this.#ofFile(text), "rest"),
      copyLink: () => void this.#copyLink(),
      exportAs: (format) => {
        if (format === "png" || format === "svg") this.#picture(format);
        else void this.#export("footprint", format);
      },
    });
    this.#panels = [
      answer,
      controls,
      legend,
      colouring,
      place,
      protects,
      sees,
      compare,
      sources,
      files,
    ];
    this.#busy = make("p", { class: "busy", hidden: true }, language.say("waiting"));
    this.#hint = make("p", { class: "hint" }, language.say("hint"));
    this.#steps = {
      undo: this.#button("undo", () => this.#history.undo()),
      redo: this.#button("redo", () => this.#history.redo()),
      reset: this.#button("reset", () => this.#history.reset()),
    };
    this.#map.element.append(this.#zooms(), this.#hint, this.#busy);
    this.element = make(
      "div",
      { class: "page" },
      this.#trouble,
      make(
        "div",
        { class: "studio" },
        answer.element,
        make(
          "div",
          { class: "main-part" },
          make(
            "section",
            { class: "map-part", "aria-label": language.say("map_name") },
            this.#map.element,
            make(
              "div",
              { class: "row under-map" },
              make(
                "div",
                { class: "row steps" },
                this.#steps.undo,
                this.#steps.redo,
                this.#steps.reset,
              ),
              colouring.element,
            ),
            legend.element,
          ),
          make(
            "div",
            { class: "tables" },
            protects.element,
            make("div", {}, sees.element, compare.element, sources.element),
          ),
        ),
        make("div", { class: "side" }, controls.element, place.element, files.element),
      ),
      make("footer", {}, language.say("footer", { version: describe.version })),
      this.#live,
    );
    installTips(this.element);

    this.#footprints = new Latest(
      ({ setting, phase }) =>
        engine.footprint(setting, {
          aim_points: phase === "passing" ? COARSE_AIM_POINTS : FINE_AIM_POINTS,
          by_province: phase === "rest",
        }),
      (found, asked) => this.#footprintCame(found, asked.phase),
      (error) => this.#failed(error),
      (asked) => asked.phase === "rest",
    );
    this.#opens = new Latest(
      (setting) => engine.open(setting),
      (found) => this.#openCame(found),
      (error) => this.#failed(error),
    );
    this.#coverages = new Latest(
      (state) => engine.coverage(state.setting, state.altitude_km, SEEN_OBJECT),
      (found) => {
        this.#coverage = found;
        this.#show();
      },
      (error) => this.#failed(error),
    );
    this.#timelines = new Latest(
      ({ setting, place: at, flight }) => {
        if (!at) throw new Error("no place");
        return engine.timeline(setting, at, flight);
      },
      (found) => this.#timelineCame(found, null),
      (error) => this.#timelineCame(null, error instanceof Error ? error.message : String(error)),
    );
    this.#map.onPick = (point) => this.#pick(point);
    this.#map.onView = () => this.#markers.place();
    for (const query of ["(prefers-color-scheme: dark)", "print"]) {
      window.matchMedia(query).addEventListener("change", () => {
        this.#theme = null;
        this.#show();
      });
    }
  }

  /** Show what is known and ask for the rest; the page is in the document by now. */
  start(): void {
    this.#map.fit(this.#extent());
    this.#ask("rest", true);
    this.#show();
  }

  get state(): PageState {
    return this.#history.present;
  }

  /** Another state: shown at once as far as it is known, and asked of the engine. */
  change(state: PageState, phase: Phase): void {
    if (phase === "passing") this.#history.passing(state);
    else this.#history.rest(state);
    if (phase === "rest") this.#hint.hidden = true;
    this.#ask(phase);
    this.#show();
  }

  #ask(phase: Phase, first = false): void {
    const { state } = this;
    this.#asking = true;
    this.#footprints.want({ setting: state.setting, phase: first ? "passing" : phase });
    if (first) this.#footprints.want({ setting: state.setting, phase: "rest" });
    this.#opens.want(state.setting);
    this.#askCoverage(phase);
    if (state.place) this.#timelines.want(state);
    else {
      this.#timeline = null;
      this.#noTimeline = null;
    }
    const scenario = JSON.stringify([state.setting.scenario, state.setting.yaml]);
    if (scenario !== this.#scenarioOf) {
      this.#scenarioOf = scenario;
      const { scenario: key, yaml } = state.setting;
      const bare: Setting = yaml ? { yaml } : key ? { scenario: key } : {};
      this.engine.open(bare, "scenario").then(
        (found) => {
          this.#scenario = found;
          this.#show();
        },
        (error: unknown) => this.#failed(error),
      );
    }
    if (phase === "rest") void this.#remember();
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
    else this.#coverageTimer = window.setTimeout(ask, wait);
  }

  async #remember(): Promise<void> {
    const fragment = this.#history.changed ? `#${await fragmentOf(this.state)}` : "#";
    window.history.replaceState(null, "", fragment);
  }

  #footprintCame(found: Footprint, phase: Phase): void {
    this.#footprint = found;
    this.#trouble.hidden = true;
    this.#restedFootprint = phase === "rest";
    this.#show();
    this.#speak();
  }

  #openCame(found: OpenAnswer): void {
    this.#open = found;
    if (found.country !== this.#country) {
      this.#country = found.country;
      this.#plane = new Plane(middleOf(this.countries, found.country));
      this.#land = landIn(this.#plane, this.countries, found.country);
      this.#mesh = null;
      this.#map.fit(this.#extent());
    }
    this.#show();
    this.#speak();
  }

  #timelineCame(found: TimelineAnswer | null, why: string | null): void {
    if (!this.state.place) return;
    this.#timeline = found;
    this.#noTimeline = why;
    this.#show();
  }

  #failed(error: unknown): void {
    const problems = error instanceof EngineError ? error.problems : [];
    const message = error instanceof Error ? error.message : String(error);
    fill(
      this.#trouble,
      make("p", {}, `${this.language.say("fault")} ${message}`),
      problems.length > 1 ? make("ul", {}, ...problems.map((one) => make("li", {}, one))) : null,
    );
    this.#trouble.hidden = false;
    this.#show();
  }

  /** Say aloud what a change did to the answer, once all of the answer is there. */
  #speak(): void {
    if (!this.#footprint || !this.#open || !this.#restedFootprint) return;
    if (this.#footprints.busy || this.#opens.busy) return;
    const share = this.language.percent(headline(this.#footprint).share.value ?? 0);
    const site = siteName(this.language, this.#open);
    const before = this.#said;
    this.#said = { share, site };
    if (!before || (before.share === share && before.site === site)) return;
    this.#live.textContent = this.language.say("live_changed", {
      share,
      before: before.share,
      site,
    });
  }

  get #view(): View {
    return {
      language: this.language,
      describe: this.describe,
      state: { ...this.state, colouring: this.#colouringNow },
      scenario: this.#scenario,
      open: this.#open,
      footprint: this.#footprint,
      coverage: this.#coverage,
      timeline: this.#timeline,
      noTimeline: this.#noTimeline,
      pinned: this.#pinned,
    };
  }

  /** What the colours stand for: of one flight alone a share says little. */
  get #colouringNow(): Colouring {
    const one = this.#footprint?.answer.flights.length === 1;
    return one && this.state.colouring === "flights" ? "margin" : this.state.colouring;
  }

  #meshOf(footprint: Footprint): Mesh {
    const { key } = footprint.grid;
    if (this.#mesh?.key !== key || this.#mesh.country !== this.#country) {
      this.#mesh = { key, country: this.#country, mesh: new Mesh(footprint.grid, this.#plane) };
    }
    return this.#mesh.mesh;
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
    const view = this.#view;
    for (const panel of this.#panels) panel.update(view);
    this.#busy.hidden = !this.#footprints.busy;
    this.#steps.undo.disabled = !this.#history.canUndo;
    this.#steps.redo.disabled = !this.#history.canRedo;
    this.#steps.reset.disabled = !this.#history.changed;
    this.#theme ??= themeOf(this.element);
    const theme = this.#theme;
    const footprint = this.#footprint;
    const flight = Math.min(this.state.flight, (footprint?.answer.flights.length ?? 1) - 1);
    const shapes = this.#layers.shapes({
      plane: this.#plane,
      land: this.#land,
      theme,
      language: this.language,
      cities: this.describe.cities,
      open: this.#open,
      mesh: footprint ? this.#meshOf(footprint) : null,
      footprint,
      coverage: this.#coverage,
      colouring: this.#colouringNow,
      flight,
      timeline: this.state.place ? this.#timeline : null,
      pinned: this.#pinned?.outline ?? null,
    });
    this.#map.show(
      shapes,
      (camera, _, height) => {
        const standing = this.#standing;
        return [
          ...(standing ? boresightShapes(this.#plane, theme, standing, camera, HANDLE_PX) : []),
          ...scaleBar(camera, height, theme),
        ];
      },
      theme.sea,
    );
    if (footprint && this.#open) {
      const sentence = plainSentence(view, this.#open, footprint);
      const protects = this.language.say("protects");
      this.#map.label = `${this.language.say("map", { sentence, protects })} ${this.language.say("map_keys")}`;
    }
    this.#markers.show(this.#markersNow());
    this.#settle();
  }

  /** Note on the page, for those who drive it, how often all of an answer has come. */
  #settle(): void {
    const asked = [this.#footprints, this.#opens, this.#coverages, this.#timelines];
    if (!this.#asking || !this.#restedFootprint || asked.some((one) => one.busy)) return;
    this.#asking = false;
    this.#settled += 1;
    document.documentElement.dataset.settled = String(this.#settled);
  }

  /** The radar as the state has it, which may be newer than what the engine has said. */
  get #standing(): Standing | null {
    const battery = this.#open?.batteries[0];
    if (!battery) return null;
    const { site, facing } = this.state.setting;
    return {
      site: site && typeof site !== "string" ? site : battery.site,
      boresight_deg: typeof facing === "number" ? facing : battery.boresight_deg,
    };
  }

  #markersNow(): Marker[] {
    const standing = this.#standing;
    const battery = this.#open?.batteries[0];
    if (!standing || !battery) return [];
    const { language } = this;
    const where = (place: Place) =>
      language.say("at", {
        latitude: `${language.number(place.latitude_deg, 2)}°`,
        longitude: `${language.number(place.longitude_deg, 2)}°`,
      });
    const markers: Marker[] = [
      {
        id: "battery",
        name: language.say("battery"),
        value: where(standing.site),
        form: "triangle",
        size: 10,
        colour: "radar",
        shown: language.say("battery"),
        at: () => this.#standing?.site ?? standing.site,
        move: (place, phase) => this.change(withSetting(this.state, { site: spot(place) }), phase),
      },
    ];
    battery.launchers.forEach((group, i) => {
      markers.push({
        id: `launchers-${i}`,
        name: language.say("launchers", { count: group.count }),
        value: where(group),
        form: "square",
        size: 6,
        colour: "launchers",
        at: () =>
          this.state.setting.launchers?.[i] ?? this.#open?.batteries[0]?.launchers[i] ?? group,
        move: (place, phase) => {
          const launchers = battery.launchers.map(({ latitude_deg, longitude_deg, count }, k) => ({
            ...(this.state.setting.launchers?.[k] ?? { latitude_deg, longitude_deg, count }),
            ...(k === i ? spot(place) : {}),
          }));
          this.change(withSetting(this.state, { launchers }), phase);
        },
      });
    });
    markers.push({
      id: "boresight",
      name: language.say("boresight"),
      value: language.quantity(Math.round(standing.boresight_deg), "deg"),
      form: "dot",
      size: 7,
      colour: "boresight",
      at: () => {
        const now = this.#standing ?? standing;
        return placeAt(now.site, now.boresight_deg, HANDLE_PX / this.#map.camera.scale);
      },
      move: (place, phase) => this.#face(bearing((this.#standing ?? standing).site, place), phase),
      turn: (steps, phase) => this.#face((this.#standing ?? standing).boresight_deg + steps, phase),
    });
    return markers;
  }

  #face(bearing_deg: number, phase: Phase): void {
    const facing = Math.round((((bearing_deg % 360) + 360) % 360) * 10) / 10;
    this.change(withSetting(this.state, { facing: facing === 360 ? 0 : facing }), phase);
  }

  #pick(point: PlanePoint): void {
    const place = this.#plane.place(point);
    if (place) this.change({ ...this.state, place: rounded(place) }, "rest");
  }

  #pin(): void {
    if (this.#pinned) this.#pinned = null;
    else if (this.#open && this.#footprint) {
      const { flight } = this.state;
      const mesh = this.#meshOf(this.#footprint);
      this.#pinned = {
        state: this.state,
        open: this.#open,
        footprint: this.#footprint,
        coverage: this.#coverage,
        outline: outlineOf(mesh, this.#footprint, this.#colouringNow, flight),
      };
    }
    this.#show();
  }

  #ofFile(yaml: string): PageState {
    return { ...firstState("", null), setting: { yaml } };
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
    const { setting } = this.state;
    try {
      const file = await this.engine.export({ setting, of, format, aim_points: FINE_AIM_POINTS });
      offerFile(file.name, new Blob([file.content.slice()], { type: file.media_type }));
      this.#tell(this.language.say("exported", { name: file.name }));
    } catch (error) {
      this.#failed(error);
    }
  }

  #picture(format: "png" | "svg"): void {
    if (!this.#footprint || !this.#open || !this.#theme) return;
    const title = plainSentence(this.#view, this.#open, this.#footprint);
    const { line, scenario } = this.#footprint.answer.provenance;
    const standing = this.#standing;
    const said = { title, provenance: line, lang: this.language.code };
    const shapes = [...this.#map.shapes];
    const at = standing ? this.#plane.point(standing.site) : null;
    if (at) {
      const { site, paper } = this.#theme;
      shapes.push({ kind: "mark", at, form: "triangle", size: 9, fill: site, line: paper });
    }
    const made = { shapes, camera: this.#map.camera, theme: this.#theme, said };
    const size = { width: this.#map.width, height: this.#map.height };
    const name = `${scenario}-map.${format}`;
    if (format === "svg") offerFile(name, new Blob([svgOf(made, size)], { type: "image/svg+xml" }));
    else void pngOf(made, size).then((picture) => offerFile(name, picture));
    this.#tell(this.language.say("exported", { name }));
  }

  #tell(text: string): void {
    this.#live.textContent = text;
    fill(this.#hint, text);
    this.#hint.hidden = false;
  }

  #colouring(change: (state: PageState, phase: Phase) => void): Panel {
    const { language } = this;
    const choice = new Choice(language.say("colouring"), (value) =>
      change({ ...this.state, colouring: value as Colouring }, "rest"),
    );
    return {
      element: choice.element,
      update: (view) => {
        const one = view.footprint?.answer.flights.length === 1;
        choice.update(
          (["flights", "margin", "reason"] as const)
            .filter((value) => !(one && value === "flights"))
            .map((value) => ({ value, text: language.say(`by_${value}`) })),
          view.state.colouring,
        );
      },
    };
  }

  #button(word: "undo" | "redo" | "reset", act: () => void): HTMLButtonElement {
    const made = make("button", { type: "button" }, this.language.say(word));
    made.addEventListener("click", () => {
      act();
      this.#ask("rest");
      this.#show();
    });
    return made;
  }

  #zooms(): HTMLElement {
    const button = (
      text: string,
      word: "zoom_in" | "zoom_out" | "zoom_fit" | "zoom_radar",
      act: () => void,
    ) => {
      const name = this.language.say(word);
      const made = make("button", { type: "button", "aria-label": name, title: name }, text);
      made.addEventListener("click", act);
      return made;
    };
    return make(
      "div",
      { class: "zooms" },
      button("+", "zoom_in", () => this.#map.zoom(ZOOM_STEP)),
      button("−", "zoom_out", () => this.#map.zoom(1 / ZOOM_STEP)),
      button("⌂", "zoom_fit", () => this.#map.fit(this.#extent())),
      button("◠", "zoom_radar", () => this.#map.fit(this.#radarExtent())),
    );
  }

  /** The country, and where what flies at it starts. */
  #extent(): Extent {
    const points = (this.#open?.flights ?? []).map((one) => this.#plane.point(one.launch_area));
    return around(this.#land.extent, points);
  }

  #radarExtent(): Extent {
    const outline = this.#coverage?.detected;
    if (!outline) return this.#extent();
    const reach = this.#open?.batteries[0]?.range_km.value ?? 0;
    const site = this.#standing?.site;
    const points = site
      ? [0, 90, 180, 270].map((towards) => this.#plane.point(placeAt(site, towards, reach)))
      : [];
    return around(this.#land.extent, points);
  }
}

function around(extent: Extent, points: readonly (PlanePoint | null)[]): Extent {
  const found = { ...extent };
  for (const point of points) {
    if (!point) continue;
    found.west = Math.min(found.west, point[0]);
    found.east = Math.max(found.east, point[0]);
    found.north = Math.min(found.north, point[1]);
    found.south = Math.max(found.south, point[1]);
  }
  return found;
}

function rounded(place: Place): Place {
  return {
    latitude_deg: Math.round(place.latitude_deg * DECIMALS) / DECIMALS,
    longitude_deg: Math.round(place.longitude_deg * DECIMALS) / DECIMALS,
  };
}

function spot(place: Place): Place {
  return rounded(place);
}
