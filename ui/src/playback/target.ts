import type { Footprint, NamedPlace, Spot } from "../engine/engine";
import { nearestCell } from "../map/footprint";
import type { View } from "../panels/view";

/** Where the flight that is played aims: as it is asked for, and as it is called. */
export interface Aim {
  spot: Spot;
  named: Pick<NamedPlace, "title" | "korean">;
}

/**
 * The place that was clicked; where none was, the largest city that the flight can be met at, or
 * else that it reaches.
 */
export function aimOf(view: View): Aim | null {
  const { state, describe, open, footprint, language } = view;
  if (state.place) {
    const { latitude_deg, longitude_deg } = state.place;
    const degrees = (value: number) => `${language.number(value, 2)}°`;
    const name = language.say("at", {
      latitude: degrees(latitude_deg),
      longitude: degrees(longitude_deg),
    });
    return { spot: { latitude_deg, longitude_deg }, named: { title: name } };
  }
  const cities = describe.cities.filter((one) => one.country === open?.country);
  const found = (footprint && largestMet(footprint, state.flight, cities)) ?? cities[0];
  if (!found) return null;
  const { latitude_deg, longitude_deg, title, korean } = found;
  return { spot: { latitude_deg, longitude_deg }, named: { title, ...(korean ? { korean } : {}) } };
}

/** The largest city whose nearest aim point has a shot at a flight; the largest comes first. */
export function largestMet(
  footprint: Footprint,
  flight: number,
  cities: readonly NamedPlace[],
): NamedPlace | null {
  const cells = footprint.grid.latitude_deg.length;
  // 0 counts as feasible, the first of the description's reasons
  const met = (city: NamedPlace) =>
    footprint.reason[flight * cells + nearestCell(footprint.grid, city)] === 0;
  return cities.find(met) ?? null;
}
