import type { Numbers } from "./arrays";
import { numbers } from "./arrays";
import type { Arc } from "./protocol";

/** A place above the Earth. [deg, deg, m] */
export interface AirPoint {
  latitude_deg: number;
  longitude_deg: number;
  altitude_m: number;
}

/** A sampled flight with its numbers unpacked. */
export interface Flight {
  time_s: Numbers;
  latitude_deg: Numbers;
  longitude_deg: Numbers;
  altitude_m: Numbers;
}

export function flightOf(arc: Arc): Flight {
  return {
    time_s: numbers(arc.time_s),
    latitude_deg: numbers(arc.latitude_deg),
    longitude_deg: numbers(arc.longitude_deg),
    altitude_m: numbers(arc.altitude_m),
  };
}

/** The samples as points. */
export function pointsOf(flight: Flight): AirPoint[] {
  return Array.from(flight.time_s, (_, i) => sample(flight, i));
}

/** Where a flight is at a time, between two samples in proportion; at its ends before and after. */
export function positionAt(flight: Flight, time_s: number): AirPoint {
  const last = flight.time_s.length - 1;
  const after = following(flight.time_s, time_s);
  if (after === 0) return sample(flight, 0);
  if (after > last) return sample(flight, last);
  const [from, to] = [flight.time_s[after - 1] ?? 0, flight.time_s[after] ?? 0];
  const part = (time_s - from) / (to - from);
  const [a, b] = [sample(flight, after - 1), sample(flight, after)];
  // the shorter way round the Earth
  const east = ((((b.longitude_deg - a.longitude_deg + 180) % 360) + 360) % 360) - 180;
  const longitude_deg = a.longitude_deg + part * east;
  return {
    latitude_deg: a.latitude_deg + part * (b.latitude_deg - a.latitude_deg),
    longitude_deg: ((((longitude_deg + 180) % 360) + 360) % 360) - 180,
    altitude_m: a.altitude_m + part * (b.altitude_m - a.altitude_m),
  };
}

/** The part of a flight between two times: its ends, and the samples between them. */
export function partOf(flight: Flight, from_s: number, to_s: number): AirPoint[] {
  const points = [positionAt(flight, from_s)];
  const end = following(flight.time_s, to_s);
  for (let i = following(flight.time_s, from_s); i < end; i += 1) points.push(sample(flight, i));
  points.push(positionAt(flight, to_s));
  return points;
}

/** The first of some ascending numbers that is greater than another. */
export function following(values: ArrayLike<number>, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sample(flight: Flight, i: number): AirPoint {
  return {
    latitude_deg: flight.latitude_deg[i] ?? 0,
    longitude_deg: flight.longitude_deg[i] ?? 0,
    altitude_m: flight.altitude_m[i] ?? 0,
  };
}
