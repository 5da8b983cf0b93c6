import { make } from "../dom";
import type { DescribeAnswer, Footprint, OpenBattery } from "../engine/engine";
import { plainSentence } from "../panels/sentence";
import type { Change, Pinned, View } from "../panels/view";
import type { PageState } from "../state/state";
import { withSetting } from "../state/state";
import type { Language } from "../words";
import type { Country, Land } from "./borders";
import { landIn, middleOf } from "./borders";
import type { Camera, Extent, ScreenPoint } from "./camera";
import { toPlane } from "./camera";
import type { Marker, Phase } from "./markers";
import { Markers } from "./markers";
import { Mesh } from "./mesh";
import type { Place, PlanePoint } from "./plane";
import { bearing, Plane, placeAt } from "./plane";
import type { MapLayer, Scene, Standing } from "./scene";
import { boresightShapes, Layers, outlineOf, scaleBar } from "./scene";
import type { Shape } from "./shapes";
import type { Theme } from "./theme";
import { themeOf } from "./theme";
import { MapView } from "./view";

const HANDLE_PX = 110;
const MARKER_PX = 10;
const DECIMALS = 1e4;
const ZOOM_STEP = 1.4;
const BARE: MapLayer = {};

/**
 * The map on which batteries are moved: canvas, markers and the buttons on it. It shows a view and
 * tells changes; of the rest of the page it knows nothing.
 */
export class StudioMap {
  readonly element: HTMLElement;
  readonly #map: MapView;
  readonly #markers: Markers;
  readonly #layers = new Layers();
  #view: View | null = null;
  #country = "";
  #plane = new Plane({ latitude_deg: 0, longitude_deg: 0 });
  #land: Land = { others: [], own: "", extent: { west: 0, north: 0, east: 0, south: 0 } };
  #mesh: { key: string; plane: Plane; mesh: Mesh } | null = null;
  #pinned: { of: Pinned; plane: Plane; outline: string } | null = null;
  #theme: Theme | null = null;
  /** What lies over the map, on the screen. [px] */
  readonly #covered = new Map<Element, { at: ScreenPoint; wide: number; half_height: number }>();
  readonly #measures: (() => void)[] = [];
  readonly #sizes = new ResizeObserver(() => {
    for (const measure of this.#measures) measure();
  });

  constructor(
    private readonly language: Language,
    private readonly describe: DescribeAnswer,
    private readonly countries: readonly Country[],
    private readonly change: Change,
  ) {
    this.#map = new MapView(language.say("map", { sentence: "", protects: "" }));
    this.#markers = new Markers(this.#map, () => this.#plane);
    this.element = this.#map.element;
    const zooms = this.#zooms();
    this.element.append(zooms);
    this.keepClearOf(zooms);
    this.#map.onPick = (point) => this.#pick(point);
    this.#map.onView = () => this.#markers.place();
  }

  /** Show a view, with what others put on the map. The element is in the document by now. */
  show(view: View, layerOf: (scene: Scene) => MapLayer = () => BARE): void {
    this.#view = view;
    if (view.open && view.open.country !== this.#country) this.#over(view.open.country);
    this.#theme ??= themeOf(this.element);
    const theme = this.#theme;
    const scene = this.#scene(view, theme);
    const layer = layerOf(scene);
    this.#map.show(
      this.#layers.shapes(scene, layer),
      (camera, _, height) => this.#afloat(theme, camera, height),
      theme.sea,
    );
    if (view.footprint && view.open) {
      const sentence = plainSentence(view, view.open, view.footprint);
      const protects = this.language.say("protects");
      this.#map.label = `${this.language.say("map", { sentence, protects })} ${this.language.say("map_keys")}`;
    }
    this.#markers.show(this.#markersOf(view));
  }

  /** Labels keep clear of an element that lies over the map. */
  keepClearOf(element: HTMLElement): void {
    const measure = () => {
      const [own, other] = [this.element, element].map((one) => one.getBoundingClientRect());
      if (!own || !other) return;
      const { width: wide, height: high } = other;
      this.#covered.set(element, {
        at: [other.left - own.left, other.top - own.top + high / 2],
        wide,
        half_height: high / 2,
      });
      this.#map.redraw();
    };
    for (const one of [this.element, element]) this.#sizes.observe(one);
    this.#measures.push(measure);
  }

  /** The colours of the style sheet are others: they are read again when the map is next shown. */
  recolour(): void {
    this.#theme = null;
  }

  /** Watch no more: it is to be taken out of its document. */
  close(): void {
    this.#sizes.disconnect();
    this.#map.close();
  }

  /** All that is drawn, for a picture; null before anything is. */
  get drawn(): {
    shapes: readonly Shape[];
    camera: Camera;
    theme: Theme;
    width: number;
    height: number;
  } | null {
    const theme = this.#theme;
    if (!theme || !this.#view?.footprint) return null;
    const shapes = [...this.#map.shapes];
    const standing = standingOf(this.#view);
    const at = standing ? this.#plane.point(standing.site) : null;
    if (at) {
      const { site, paper } = theme;
      shapes.push({ kind: "mark", at, form: "triangle", size: 9, fill: site, line: paper });
    }
    const { camera, width, height } = this.#map;
    return { shapes, camera, theme, width, height };
  }

  #over(country: string): void {
    this.#country = country;
    this.#plane = new Plane(middleOf(this.countries, country));
    this.#land = landIn(this.#plane, this.countries, country);
    this.#map.fit(this.#extent());
  }

  #scene(view: View, theme: Theme): Scene {
    const { footprint } = view;
    return {
      plane: this.#plane,
      land: this.#land,
      theme,
      language: this.language,
      cities: this.describe.cities,
      open: view.open,
      mesh: footprint ? this.#meshOf(footprint) : null,
      footprint,
      coverage: view.coverage,
      colouring: view.state.colouring,
      flight: Math.min(view.state.flight, (footprint?.answer.flights.length ?? 1) - 1),
      timeline: view.timeline,
      pinned: view.pinned ? this.#outlineOf(view.pinned) : null,
    };
  }

  #meshOf({ grid }: Footprint): Mesh {
    if (this.#mesh?.key !== grid.key || this.#mesh.plane !== this.#plane) {
      this.#mesh = { key: grid.key, plane: this.#plane, mesh: new Mesh(grid, this.#plane) };
    }
    return this.#mesh.mesh;
  }

  #outlineOf(pinned: Pinned): string {
    if (this.#pinned?.of !== pinned || this.#pinned.plane !== this.#plane) {
      const mesh = new Mesh(pinned.footprint.grid, this.#plane);
      const { colouring, flight } = pinned.state;
      const outline = outlineOf(mesh, pinned.footprint, colouring, flight);
      this.#pinned = { of: pinned, plane: this.#plane, outline };
    }
    return this.#pinned.outline;
  }

  #afloat(theme: Theme, camera: Camera, height: number): Shape[] {
    const standing = this.#view ? standingOf(this.#view) : null;
    return [
      ...(standing ? boresightShapes(this.#plane, theme, standing, camera, HANDLE_PX) : []),
      ...scaleBar(camera, height, theme),
      ...[...this.#covered.values()].map(
        ({ at, wide, half_height }): Shape => ({
          kind: "room",
          at: toPlane(camera, at),
          left: 0,
          right: wide,
          half_height,
        }),
      ),
      ...this.#markers.rooms().map(
        ({ at, wide }): Shape => ({
          kind: "room",
          at: toPlane(camera, at),
          left: MARKER_PX,
          right: MARKER_PX + wide,
          half_height: MARKER_PX,
        }),
      ),
    ];
  }

  #markersOf(view: View): Marker[] {
    const standing = standingOf(view);
    const battery = view.open?.batteries[0];
    if (!standing || !battery) return [];
    const { language } = this;
    // what a marker is asked for later it takes from what is known then
    const now = () => this.#view ?? view;
    const standingNow = () => standingOf(now()) ?? standing;
    const markers: Marker[] = [
      {
        id: "battery",
        name: language.say("battery"),
        value: this.#where(standing.site),
        form: "triangle",
        size: 10,
        colour: "radar",
        // until it has been moved once
        shown: language.say(view.state.setting.site ? "battery" : "battery_drag"),
        at: () => standingNow().site,
        move: (to, phase) =>
          this.change((state) => {
            const { site } = standingIn(state, battery);
            return withSetting(state, { site: rounded(to(site)) });
          }, phase),
      },
    ];
    battery.launchers.forEach((group, i) => {
      markers.push({
        id: `launchers-${i}`,
        name: language.say("launchers", { count: group.count }),
        value: this.#where(group),
        form: "square",
        size: 6,
        colour: "launchers",
        at: () =>
          now().state.setting.launchers?.[i] ?? now().open?.batteries[0]?.launchers[i] ?? group,
        move: (to, phase) =>
          this.change((state) => {
            const launchers = battery.launchers.map(({ latitude_deg, longitude_deg, count }, k) => {
              const known = state.setting.launchers?.[k];
              const stands = known ?? { latitude_deg, longitude_deg, count };
              return k === i ? { ...stands, ...rounded(to(stands)) } : stands;
            });
            return withSetting(state, { launchers });
          }, phase),
      });
    });
    const face = (towards: (standing: Standing) => number, phase: Phase) =>
      this.change((state) => {
        const bearing_deg = towards(standingIn(state, battery));
        const facing = Math.round((((bearing_deg % 360) + 360) % 360) * 10) / 10;
        return withSetting(state, { facing: facing === 360 ? 0 : facing });
      }, phase);
    const handleOf = ({ site, boresight_deg }: Standing) =>
      placeAt(site, boresight_deg, HANDLE_PX / this.#map.camera.scale);
    markers.push({
      id: "boresight",
      name: language.say("boresight"),
      value: language.quantity(Math.round(standing.boresight_deg), "deg"),
      form: "dot",
      size: 7,
      colour: "boresight",
      at: () => handleOf(standingNow()),
      move: (to, phase) =>
        face((standing) => bearing(standing.site, to(handleOf(standing))), phase),
      turn: (steps, phase) => face(({ boresight_deg }) => boresight_deg + steps, phase),
    });
    return markers;
  }

  #where(place: Place): string {
    return this.language.say("at", {
      latitude: `${this.language.number(place.latitude_deg, 2)}°`,
      longitude: `${this.language.number(place.longitude_deg, 2)}°`,
    });
  }

  #pick(point: PlanePoint): void {
    const place = this.#plane.place(point);
    if (place) this.change((state) => ({ ...state, place: rounded(place) }), "rest");
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
    const flights = this.#view?.open?.flights ?? [];
    return around(
      this.#land.extent,
      flights.map((one) => this.#plane.point(one.launch_area)),
    );
  }

  #radarExtent(): Extent {
    const standing = this.#view ? standingOf(this.#view) : null;
    if (!this.#view?.coverage || !standing) return this.#extent();
    const reach = this.#view.open?.batteries[0]?.range_km.value ?? 0;
    const points = [0, 90, 180, 270].map((towards) =>
      this.#plane.point(placeAt(standing.site, towards, reach)),
    );
    return around(this.#land.extent, points);
  }
}

/** The radar as the state has it, which may be newer than what the engine has said. */
function standingOf(view: View): Standing | null {
  const battery = view.open?.batteries[0];
  return battery ? standingIn(view.state, battery) : null;
}

function standingIn({ setting }: PageState, battery: OpenBattery): Standing {
  const { site, facing } = setting;
  return {
    site: site && typeof site !== "string" ? site : battery.site,
    boresight_deg: typeof facing === "number" ? facing : battery.boresight_deg,
  };
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
