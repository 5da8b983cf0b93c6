import type { Setting } from "../engine/engine";
import type { Place } from "../map/plane";
import type { DrawsPlan } from "./draws";
import type { RaidPlan } from "./raid";

/** What colours of the map stand for. */
export type Colouring = "flights" | "margin" | "reason";

/** All that the page shows depends on this, and a link holds it. */
export interface PageState {
  setting: Setting;
  /** Height at which the radar's view is told. [km] */
  altitude_km: number;
  /** Place whose timeline is shown. */
  place: Place | null;
  /** Which of the setting's flights that timeline, and a map of one flight, is of. */
  flight: number;
  colouring: Colouring;
  /** Raid that is asked about; null before one is. */
  raid: RaidPlan | null;
  /** Question about draws; null before it is another than the first. */
  draws: DrawsPlan | null;
}

/** What the page opens with: a scenario against one missile. */
export function firstState(scenario: string, missile: string | null): PageState {
  return {
    setting: missile ? { scenario, flights: { missile } } : { scenario },
    altitude_km: 100,
    place: null,
    flight: 0,
    colouring: "flights",
    raid: null,
    draws: null,
  };
}

/** The state with some of its setting changed; a change to null takes a change back. */
export function withSetting(state: PageState, change: Partial<Setting>): PageState {
  return { ...state, setting: without({ ...state.setting, ...change }) };
}

/** The state with some of what flies changed. */
export function withFlights(
  state: PageState,
  change: Partial<NonNullable<Setting["flights"]>>,
): PageState {
  const flights = without({ ...state.setting.flights, ...change });
  return { ...withSetting(state, { flights }), flight: 0 };
}

/** The state with some rules of fire changed. */
export function withDoctrine(
  state: PageState,
  change: Partial<NonNullable<Setting["doctrine"]>>,
): PageState {
  return withSetting(state, { doctrine: without({ ...state.setting.doctrine, ...change }) });
}

/** The state with another value of a row of the catalogue; null for the catalogue's own. */
export function withParameter(
  state: PageState,
  path: string,
  value: number | string | null,
): PageState {
  const { [path]: _, ...others } = state.setting.parameters ?? {};
  return withSetting(state, { parameters: value === null ? others : { ...others, [path]: value } });
}

function without<Whole extends object>(whole: Whole): Whole {
  return Object.fromEntries(
    Object.entries(whole).filter(([, value]) => value !== null && value !== undefined),
  ) as Whole;
}
