import { make } from "../dom";
import type { NamedPlace, OpenAnswer } from "../engine/engine";
import { firstState, withDoctrine, withFlights, withSetting } from "../state/state";
import type { Language, Word } from "../words";
import type { Option } from "./fields";
import { Choice, Slider } from "./fields";
import { aboutLines } from "./number";
import type { Change, Panel, View } from "./view";

/** Value of a choice that leaves the matter to the scenario. */
const AS_IT_IS = "";
const ON_THE_MAP = "on-the-map";
const LONGEST_CLOCK_S = 300;
const MOST_BEARING_DEG = 359;
const MOST_TILT_DEG = 90;
const LEAST_ALTITUDE_KM = 10;
const MOST_ALTITUDE_KM = 1000;

/** What stands there, and what comes: every choice that changes the answer. */
export function controlsPanel(language: Language, change: Change): Panel {
  const changed = (to: Parameters<Change>[0]) => change(to, "rest");
  const scenario = new Choice(language.say("scenario"), (value) =>
    changed(() => firstState(value, null)),
  );
  const missile = new Choice(language.say("missile"), (value) =>
    changed((state) =>
      withFlights(state, { missile: value || null, shapes: null, launch_areas: null }),
    ),
  );
  const shape = new Choice(language.say("shape"), (value) =>
    changed((state) => withFlights(state, { shapes: value ? [value as "lofted"] : null })),
  );
  const launchArea = new Choice(language.say("launch_area"), (value) =>
    changed((state) => withFlights(state, { launch_areas: value ? [value] : null })),
  );
  const crossSection = new Choice(language.say("cross_section"), (value) =>
    changed((state) => withFlights(state, { cross_section: value || null })),
  );
  const site = new Choice(language.say("site"), (value) =>
    changed((state) => withSetting(state, { site: value || null, launchers: null })),
  );
  const mode = new Choice(language.say("mode"), (value) =>
    changed((state) => withSetting(state, { mode: value })),
  );
  const rule = new Choice(language.say("doctrine"), (value) =>
    changed((state) => withDoctrine(state, { rule: value as "salvo" })),
  );
  const boresight = new Slider(
    language.say("boresight"),
    { least: 0, most: MOST_BEARING_DEG, step: 1 },
    (value, phase) => change((state) => withSetting(state, { facing: value }), phase),
  );
  const tilt = new Slider(language.say("tilt"), { least: 0, most: 90, step: 1 }, (value, phase) =>
    change((state) => withSetting(state, { tilt_deg: value }), phase),
  );
  const clock = new Slider(
    language.say("clock"),
    { least: 0, most: LONGEST_CLOCK_S, step: 5 },
    (value, phase) =>
      change((state) => withDoctrine(state, { detect_to_launch_s: value || null }), phase),
  );
  const altitude = new Slider(
    language.say("altitude"),
    { least: LEAST_ALTITUDE_KM, most: MOST_ALTITUDE_KM, step: 10 },
    (value, phase) => change((state) => ({ ...state, altitude_km: value }), phase),
  );
  const set = (about: Word, value: number, unit: string, low: number, high: number) =>
    aboutLines(
      language,
      { value, unit, low, high, source: language.say("quantity_set") },
      language.say(about),
      "quantity_settable",
    );
  const heading = make("h2", {}, language.say("controls"));
  const fields = [scenario, missile, shape, launchArea, crossSection, site].map(
    (one) => one.element,
  );
  const battery = [boresight, tilt].map((one) => one.element);
  const element = make(
    "section",
    { class: "panel", "aria-label": language.say("controls") },
    heading,
    make(
      "div",
      { class: "controls" },
      ...fields,
      mode.element,
      ...battery,
      rule.element,
      clock.element,
      altitude.element,
    ),
  );

  return {
    element,
    update(now) {
      const { describe, state, open } = now;
      const flights = state.setting.flights ?? {};
      scenario.element.hidden = describe.scenarios.length < 2;
      scenario.update(named(language, describe.scenarios), state.setting.scenario ?? "");
      missile.update(missiles(now), flights.missile ?? AS_IT_IS);
      const shapes = describe.missiles.find((one) => one.key === flights.missile)?.shapes;
      shape.update(
        [
          { value: AS_IT_IS, text: language.say("every_shape") },
          ...(shapes ?? describe.shapes).map((one) => ({
            value: one,
            text: language.term(one),
          })),
        ],
        flights.shapes?.[0] ?? AS_IT_IS,
      );
      const area = flights.launch_areas?.[0];
      launchArea.update(
        [
          { value: AS_IT_IS, text: language.say("every_launch_area") },
          ...launchAreas(now.scenario, describe.launch_areas, flights.missile ?? null, language),
        ],
        typeof area === "string" ? area : AS_IT_IS,
      );
      crossSection.update(
        [
          { value: AS_IT_IS, text: language.say("as_scenario") },
          ...describe.cross_sections.map((one) => ({
            value: one.key,
            text: `${language.name(one)} (${language.quantity(one.area.value ?? 0, "m²")})`,
          })),
        ],
        flights.cross_section ?? AS_IT_IS,
      );
      const at = state.setting.site;
      const candidates = now.scenario?.candidate_sites ?? [];
      const own: Option[] =
        at && typeof at !== "string" ? [{ value: ON_THE_MAP, text: language.say("site_own") }] : [];
      site.update(
        [
          ...own,
          { value: AS_IT_IS, text: language.say("as_scenario") },
          ...named(language, candidates, language.say("candidates")),
          ...named(
            language,
            describe.sites.filter((one) => !candidates.some(({ key }) => key === one.key)),
            language.say("other_places"),
          ),
        ],
        typeof at === "string" ? at : at ? ON_THE_MAP : AS_IT_IS,
      );
      const standing = open?.batteries[0];
      mode.update(
        (standing?.modes ?? describe.modes).map((one) => ({
          value: one,
          text: language.term(one),
        })),
        standing?.mode ?? "",
      );
      rule.update(
        describe.rules.map((one) => ({ value: one, text: language.term(one) })),
        standing?.doctrine.rule ?? "",
      );
      if (standing) {
        const facing = Math.round(standing.boresight_deg) % 360;
        const bearing = set("about_boresight", facing, "deg", 0, MOST_BEARING_DEG);
        boresight.update(facing, language.quantity(facing, "deg"), bearing);
        const tilted = Math.round(standing.tilt_deg);
        const up = set("about_tilt", tilted, "deg", 0, MOST_TILT_DEG);
        tilt.update(tilted, language.quantity(tilted, "deg"), up);
      }
      const seconds = state.setting.doctrine?.detect_to_launch_s ?? null;
      if (seconds === null) clock.update(0, language.say("clock_cited"));
      else {
        const told = set("about_clock", seconds, "s", 0, LONGEST_CLOCK_S);
        clock.update(seconds, language.quantity(seconds, "s"), told);
      }
      const { altitude_km } = state;
      altitude.update(
        altitude_km,
        language.quantity(altitude_km, "km"),
        set("about_altitude", altitude_km, "km", LEAST_ALTITUDE_KM, MOST_ALTITUDE_KM),
      );
    },
  };
}

function named(
  language: Language,
  these: readonly { key: string; title: string; korean?: string }[],
  group?: string,
): Option[] {
  return these.map((one) => ({
    value: one.key,
    text: language.name(one),
    ...(group === undefined ? {} : { group }),
  }));
}

/** Missiles, those of the scenario first. */
function missiles({ describe, scenario, language }: View): Option[] {
  const threats = new Set(scenario?.flights.map((flight) => flight.missile));
  const group = (word: Word, chosen: boolean) =>
    named(
      language,
      describe.missiles.filter((one) => threats.has(one.key) === chosen),
      language.say(word),
    );
  return [
    { value: AS_IT_IS, text: language.say("every_missile") },
    ...group("threats", true),
    ...group("other_missiles", false),
  ];
}

function launchAreas(
  scenario: OpenAnswer | null,
  every: readonly NamedPlace[],
  missile: string | null,
  language: Language,
): Option[] {
  const flights = scenario?.flights.filter((one) => missile === null || one.missile === missile);
  const own = new Set(flights?.map((one) => one.launch_area.key));
  return [
    ...named(
      language,
      every.filter((one) => own.has(one.key)),
      language.say("launch_areas_own"),
    ),
    ...named(
      language,
      every.filter((one) => !own.has(one.key)),
      language.say("other_places"),
    ),
  ];
}
