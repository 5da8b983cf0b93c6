import type { Numbers } from "../engine/arrays";
import { numbers } from "../engine/arrays";
import type { PlaybackAnswer, PlayedEvent } from "../engine/engine";
import type { AirPoint, Flight } from "../engine/flight";
import { flightOf, following, partOf, positionAt } from "../engine/flight";

/** How well the radar knows a flight, look by look. */
export interface Track {
  time_s: Numbers;
  major_m: Numbers;
  minor_m: Numbers;
  direction_deg: Numbers;
  vertical_m: Numbers;
}

/** A playback with its numbers unpacked. */
export interface Recording {
  answer: PlaybackAnswer;
  arcs: readonly Flight[];
  interceptors: readonly Flight[];
  /** By arc. */
  tracks: ReadonlyMap<number, Track>;
  /** Times of the events. [s] */
  event_s: readonly number[];
}

export function recordingOf(answer: PlaybackAnswer): Recording {
  return {
    answer,
    arcs: answer.arcs.map(flightOf),
    interceptors: answer.interceptors.map((one) => flightOf(one.arc)),
    tracks: new Map(
      answer.tracks.map((one) => [
        one.arc,
        {
          time_s: numbers(one.time_s),
          major_m: numbers(one.major_m),
          minor_m: numbers(one.minor_m),
          direction_deg: numbers(one.direction_deg),
          vertical_m: numbers(one.vertical_m),
        },
      ]),
    ),
    event_s: answer.events.map((one) => one.time_s),
  };
}

/** Where the radar believes a missile to be, one standard deviation. */
export interface Ellipse {
  missile: number;
  at: AirPoint;
  major_m: number;
  minor_m: number;
  direction_deg: number;
  vertical_m: number;
}

/** Something that flies, with the way that it has just come. */
export interface Flyer {
  index: number;
  at: AirPoint;
  way: readonly AirPoint[];
}

/** What there is to see at one time. */
export interface Moment {
  time_s: number;
  missiles: readonly Flyer[];
  interceptors: readonly Flyer[];
  ellipses: readonly Ellipse[];
  /** Interceptors on each launcher. [1] */
  ready: readonly number[];
  /** The event that came last; -1 before the first. */
  last: number;
  /** How missiles have fared. [1] */
  destroyed: number;
  through: number;
  /** Interceptors fired. [1] */
  fired: number;
}

const TRAIL_S = 45;
const THROUGH: readonly PlayedEvent["event"][] = ["impact"];
const DESTROYED: readonly PlayedEvent["event"][] = ["intercept"];

export function momentOf(recording: Recording, time_s: number): Moment {
  const { answer, arcs } = recording;
  const missiles: Flyer[] = [];
  const ellipses: Ellipse[] = [];
  answer.missiles.forEach((one, index) => {
    const flight = arcs[one.arc];
    if (!flight || one.launch_s === null || one.ends_s === null) return;
    if (time_s < one.launch_s || time_s >= one.ends_s) return;
    const since_s = time_s - one.launch_s;
    const at = positionAt(flight, since_s);
    missiles.push({ index, at, way: partOf(flight, Math.max(0, since_s - TRAIL_S), since_s) });
    const known = knownAt(recording.tracks.get(one.arc), since_s);
    if (known) ellipses.push({ missile: index, at, ...known });
  });
  const interceptors = answer.interceptors.flatMap((one, index) => {
    const flight = recording.interceptors[index];
    if (!flight || time_s < one.launch_s || time_s >= one.ends_s) return [];
    const at = positionAt(flight, time_s);
    return [{ index, at, way: partOf(flight, one.launch_s, time_s) }];
  });
  const last = following(recording.event_s, time_s) - 1;
  const past = answer.events.slice(0, last + 1);
  return {
    time_s,
    missiles,
    interceptors,
    ellipses,
    ready: readyAfter(answer, past),
    last,
    destroyed: past.filter(({ event }) => DESTROYED.includes(event)).length,
    through: past.filter(({ event }) => THROUGH.includes(event)).length,
    fired: past.filter(({ event }) => event === "interceptor-launch").length,
  };
}

/** What the last look has left, as long as there are looks. */
function knownAt(
  track: Track | undefined,
  since_s: number,
): Omit<Ellipse, "missile" | "at"> | null {
  if (!track) return null;
  const look = following(track.time_s, since_s) - 1;
  const lookedLast = track.time_s.length - 1;
  if (look < 0 || since_s > (track.time_s[lookedLast] ?? 0)) return null;
  return {
    major_m: track.major_m[look] ?? 0,
    minor_m: track.minor_m[look] ?? 0,
    direction_deg: track.direction_deg[look] ?? 0,
    vertical_m: track.vertical_m[look] ?? 0,
  };
}

/** Interceptors on each launcher once some events have happened. */
function readyAfter(answer: PlaybackAnswer, past: readonly PlayedEvent[]): number[] {
  const ready = answer.launchers.map((one) => one.interceptors);
  for (const { event, launcher } of past) {
    if (launcher === null) continue;
    if (event === "interceptor-launch") ready[launcher] = (ready[launcher] ?? 0) - 1;
    if (event === "reloaded") ready[launcher] = answer.launchers[launcher]?.interceptors ?? 0;
  }
  return ready;
}
