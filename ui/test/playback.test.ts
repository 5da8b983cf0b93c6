import { describe, expect, test } from "vitest";
import type { PlaybackAnswer } from "../src/engine/engine";
import type { Flight } from "../src/engine/flight";
import { flightOf, partOf, positionAt } from "../src/engine/flight";
import { Plane } from "../src/map/plane";
import { momentInAir } from "../src/playback/air";
import { Clock, SPEEDS, speedFor } from "../src/playback/clock";
import { eventText, listedEvents } from "../src/playback/events";
import { momentOf, recordingOf } from "../src/playback/moment";
import { ellipsePath, enlargement } from "../src/playback/shapes";
import { Language } from "../src/words";

function floats(...values: number[]) {
  const data = new Uint8Array(new Float32Array(values).buffer);
  return { dtype: "f4" as const, shape: [values.length], data };
}

const NOWHERE = { key: "", title: "", latitude_deg: 36, longitude_deg: 128 };
const SOMEWHERE = { time_s: 0, missile: 0, interceptor: null, launcher: null, battery: "" };
const PLACE = { latitude_deg: 36, longitude_deg: 128, altitude_m: 0 };

/** Two missiles on one arc, 20 s apart, one interceptor for each on a launcher of one. */
function played(): PlaybackAnswer {
  const arc = {
    time_s: floats(0, 50, 100),
    latitude_deg: floats(39, 38, 36),
    longitude_deg: floats(126, 127, 128),
    altitude_m: floats(0, 100_000, 0),
  };
  const missile = {
    missile: "nodong",
    title: "Nodong",
    title_korean: "노동",
    launch_area: { ...NOWHERE, title: "Hwangju" },
    target: { ...NOWHERE, title: "Busan", korean: "부산" },
    shape: "minimum-energy" as const,
    arc: 0,
  };
  const flown = (from_s: number, to_s: number) => ({
    time_s: floats(from_s, to_s),
    latitude_deg: floats(36, 37),
    longitude_deg: floats(128, 128),
    altitude_m: floats(0, 80_000),
  });
  const interceptor = { battery: "thaad", launcher: 0, round: 1, p_kill: 0.75 };
  return {
    id: 1,
    kind: "playback",
    of: "raid",
    title: { en: "", ko: "" },
    sentence: { en: "", ko: "" },
    begins_s: 0,
    ends_s: 120,
    arcs: [arc],
    missiles: [
      { ...missile, launch_s: 0, ends_s: 70, fate: "destroyed" },
      { ...missile, launch_s: 20, ends_s: 120, fate: "leaks" },
      { ...missile, launch_s: null, ends_s: null, fate: "fails" },
    ],
    launchers: [{ battery: "thaad", latitude_deg: 36, longitude_deg: 128, interceptors: 1 }],
    interceptors: [
      {
        ...interceptor,
        missile: 0,
        launch_s: 40,
        ends_s: 70,
        arc: flown(40, 70),
        outcome: "destroys",
      },
      {
        ...interceptor,
        missile: 1,
        launch_s: 90,
        ends_s: 110,
        arc: flown(90, 110),
        outcome: "misses",
      },
    ],
    tracks: [
      {
        arc: 0,
        time_s: floats(30, 40, 60),
        major_m: floats(900, 300, 100),
        minor_m: floats(90, 60, 40),
        direction_deg: floats(10, 20, 30),
        vertical_m: floats(80, 60, 50),
      },
    ],
    events: [
      { ...SOMEWHERE, ...PLACE, event: "launch" },
      { ...SOMEWHERE, ...PLACE, time_s: 20, event: "launch", missile: 1 },
      {
        ...SOMEWHERE,
        ...PLACE,
        time_s: 40,
        event: "interceptor-launch",
        interceptor: 0,
        launcher: 0,
      },
      { ...SOMEWHERE, ...PLACE, time_s: 40, event: "launcher-empty", launcher: 0 },
      { ...SOMEWHERE, ...PLACE, time_s: 70, event: "intercept", interceptor: 0 },
      { ...SOMEWHERE, ...PLACE, time_s: 80, event: "reloaded", missile: null, launcher: 0 },
      {
        ...SOMEWHERE,
        ...PLACE,
        time_s: 90,
        event: "interceptor-launch",
        missile: 1,
        interceptor: 1,
        launcher: 0,
      },
      { ...SOMEWHERE, ...PLACE, time_s: 110, event: "miss", missile: 1, interceptor: 1 },
      { ...SOMEWHERE, ...PLACE, time_s: 120, event: "impact", missile: 1 },
    ],
    leakers: 1,
    replications: 4,
    provenance: {} as PlaybackAnswer["provenance"],
  };
}

describe("a sampled flight", () => {
  const flight = flightOf(played().arcs[0] as PlaybackAnswer["arcs"][number]);

  test("is in proportion between two samples, and at its ends beyond them", () => {
    const { latitude_deg, longitude_deg, altitude_m } = positionAt(flight, 75);
    expect([latitude_deg, longitude_deg, altitude_m]).toEqual([37, 127.5, 50_000]);
    expect(positionAt(flight, -5).latitude_deg).toBe(39);
    expect(positionAt(flight, 500).latitude_deg).toBe(36);
  });

  test("goes the shorter way over the antimeridian", () => {
    const over: Flight = {
      time_s: new Float32Array([0, 10]),
      latitude_deg: new Float32Array([0, 0]),
      longitude_deg: new Float32Array([178, -178]),
      altitude_m: new Float32Array([0, 0]),
    };
    expect(positionAt(over, 5).longitude_deg).toBe(-180);
    expect(positionAt(over, 7.5).longitude_deg).toBe(-179);
  });

  test("is cut at two times, with the samples between", () => {
    expect(partOf(flight, 25, 75).map((one) => one.altitude_m)).toEqual([50_000, 100_000, 50_000]);
  });
});

describe("a moment", () => {
  const recording = recordingOf(played());

  test("has what flies then, and no missile that fails", () => {
    const moment = momentOf(recording, 45);
    expect(moment.missiles.map((one) => one.index)).toEqual([0, 1]);
    expect(moment.missiles[1]?.at.altitude_m).toBeCloseTo(50_000, 0);
    expect(moment.interceptors.map((one) => one.index)).toEqual([0]);
    expect(momentOf(recording, 100).missiles.map((one) => one.index)).toEqual([1]);
  });

  test("keeps the ellipse of the last look, and none without looks", () => {
    expect(momentOf(recording, 45).ellipses.map((one) => [one.missile, one.major_m])).toEqual([
      [0, 300],
    ]);
    expect(momentOf(recording, 25).ellipses).toEqual([]);
    expect(momentOf(recording, 115).ellipses).toEqual([]);
  });

  test("counts what has happened, and interceptors through a reload", () => {
    const counts = (time_s: number) => {
      const { destroyed, through, fired, ready, last } = momentOf(recording, time_s);
      return [destroyed, through, fired, ready[0], last];
    };
    expect(counts(0)).toEqual([0, 0, 0, 1, 0]);
    expect(counts(40)).toEqual([0, 0, 1, 0, 3]);
    expect(counts(85)).toEqual([1, 0, 1, 1, 5]);
    expect(counts(120)).toEqual([1, 1, 2, 0, 8]);
    expect(counts(-1)).toEqual([0, 0, 0, 1, -1]);
  });
});

test("the globe shows what flies where it flies, and what has happened", () => {
  const recording = recordingOf(played());
  const shapes = momentInAir(recording, momentOf(recording, 45));
  const heads = shapes.flatMap((one) =>
    one.kind === "mark" ? [[one.paint, one.at] as const] : [],
  );
  expect(heads.map(([paint]) => paint)).toEqual(["flight", "flight", "shot"]);
  expect(heads[0]?.[1].altitude_m).toBeCloseTo(90_000, -2);
  // the ellipse closes, at the height of its missile
  const ring = shapes.find((one) => one.kind === "line" && one.paint === "site");
  const points = ring?.kind === "line" ? ring.points : [];
  expect(points[0]).toEqual(points[points.length - 1]);
  expect(points[3]?.altitude_m).toBeCloseTo(90_000, -2);
  const later = momentInAir(recording, momentOf(recording, 119));
  expect(later.filter((one) => one.kind === "mark")).toHaveLength(2);
});

test("an ellipse lies along its direction, as much larger as is said", () => {
  const plane = new Plane({ latitude_deg: 36, longitude_deg: 128 });
  const ellipse = {
    missile: 0,
    at: PLACE,
    major_m: 1000,
    minor_m: 200,
    direction_deg: 90,
    vertical_m: 50,
  };
  const corners = [...ellipsePath(plane, ellipse, 10).matchAll(/(-?[\d.]+),(-?[\d.]+)/g)];
  const most = (axis: 1 | 2) => Math.max(...corners.map((one) => Math.abs(Number(one[axis]))));
  expect(most(1)).toBeCloseTo(10, 1);
  expect(most(2)).toBeCloseTo(2, 1);
});

test("ellipses are enlarged as far as a map has room", () => {
  const { ellipses } = momentOf(recordingOf(played()), 45);
  expect(enlargement(ellipses)).toBe(100);
  expect(enlargement([])).toBe(10_000);
  expect(enlargement(ellipses.map((one) => ({ ...one, major_m: 90_000 })))).toBe(1);
});

describe("the clock", () => {
  test("runs at its speed, and stops at its end", () => {
    const clock = new Clock(0, 100, 10);
    clock.pass(1);
    expect(clock.time_s).toBe(0);
    clock.run();
    clock.pass(1.5);
    expect(clock.time_s).toBe(15);
    clock.pass(60);
    expect([clock.time_s, clock.running]).toEqual([100, false]);
    clock.run();
    expect(clock.time_s).toBe(0);
  });

  test("stays within its ends", () => {
    const clock = new Clock(-10, 100);
    clock.set(Number.NEGATIVE_INFINITY);
    expect(clock.time_s).toBe(-10);
    clock.set(900);
    expect(clock.time_s).toBe(100);
  });

  test("is as slow as one cares to watch", () => {
    expect(speedFor(30)).toBe(1);
    expect(speedFor(600)).toBe(20);
    expect(speedFor(1e6)).toBe(SPEEDS[SPEEDS.length - 1]);
  });
});

describe("events", () => {
  const answer = played();

  test("are said in the language of the page, each missile by its number", () => {
    const text = (code: "en" | "ko", index: number) => {
      const event = answer.events[index];
      return event ? eventText(new Language(code), answer, event) : "";
    };
    expect(text("en", 1)).toBe("Nodong 2 is launched from Hwangju");
    expect(text("en", 4)).toBe("Interceptor 1 destroys Nodong 1");
    expect(text("ko", 8)).toBe("노동 2: 부산 탄착");
    for (const code of ["en", "ko"] as const) {
      for (let index = 0; index < answer.events.length; index += 1) {
        expect(text(code, index)).not.toMatch(/[{}]|undefined/);
      }
    }
  });

  test("can be shots and outcomes alone", () => {
    expect(listedEvents(answer, "shots")).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });
});
