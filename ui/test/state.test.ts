import { expect, test } from "vitest";
import { FIRST_DRAWS_PLAN } from "../src/state/draws";
import { FIRST_SHOWN, fragmentOf, shownOf, stateFrom, stateOf } from "../src/state/link";
import { playedFrom } from "../src/state/played";
import {
  firstState,
  withDoctrine,
  withFlights,
  withParameter,
  withSetting,
} from "../src/state/state";

const FIRST = firstState("korea-2016", "nodong");

test("a link reopens its state", async () => {
  let state = withSetting(FIRST, { site: { latitude_deg: 36.5, longitude_deg: 127.25 } });
  state = withFlights(state, { shapes: ["lofted"], launch_areas: ["hwangju"] });
  state = withParameter(state, "battery.thaad-battery.plan-time", "25 s");
  state = { ...state, place: { latitude_deg: 37.5, longitude_deg: 127 }, altitude_km: 300 };
  const condition = { comparison: ">=", threshold: 0.4 } as const;
  state = { ...state, draws: { ...FIRST_DRAWS_PLAN, draws: 64, missiles: true, condition } };
  expect(await stateOf(`#${await fragmentOf(state, FIRST_SHOWN)}`, FIRST)).toEqual(state);
});

test("a link says which parts are shown, where they are not those of a first visit", async () => {
  expect(await fragmentOf(null, FIRST_SHOWN)).toBe("");
  const shown = { tab: "raid", stage: "map", played: null };
  expect(await fragmentOf(null, shown)).toBe("tab=raid");
  const fragment = await fragmentOf(FIRST, shown);
  expect(shownOf(`#${fragment}`)).toEqual(shown);
  expect(await stateOf(`#${fragment}`, FIRST)).toEqual(FIRST);
  expect(shownOf("#state=AAAA")).toEqual(FIRST_SHOWN);
});

test("a link says what the playback plays, and where its clock stands", async () => {
  const played = { of: "raid", replication: 12, time_s: 93.4 } as const;
  const shown = { tab: "playback", stage: "globe", played };
  expect(shownOf(`#${await fragmentOf(null, shown)}`)).toEqual(shown);
  expect(await fragmentOf(null, { ...shown, tab: "raid" })).not.toContain("played");
  for (const text of ["", "raid@5", "flight-1@soon", "war-1@5", "flight-1@5.55", "flight--1@5"]) {
    expect(playedFrom(text)).toBeNull();
  }
});

test("a fragment that is none, or is broken, gives no state", async () => {
  expect(await stateOf("", FIRST)).toBeNull();
  expect(await stateOf("#state=!!!", FIRST)).toBeNull();
  expect(await stateOf("#state=AAAA", FIRST)).toBeNull();
});

test("what does not fit in a link is replaced", () => {
  const found = stateFrom(
    {
      setting: {},
      draws: { draws: 5, metric: 1, weights: "x", condition: { comparison: "=", threshold: 1 } },
      altitude_km: -5,
      place: { latitude_deg: 91 },
      flight: 1.5,
      colouring: "x",
    },
    FIRST,
  );
  expect(found).toEqual({ ...FIRST, setting: {}, draws: FIRST_DRAWS_PLAN });
});

test("a change to null takes a change back", () => {
  const salvo = withDoctrine(FIRST, { rule: "salvo" });
  expect(salvo.setting.doctrine).toEqual({ rule: "salvo" });
  expect(withDoctrine(salvo, { rule: null }).setting.doctrine).toEqual({});
  const moved = withParameter(FIRST, "a.b.c", 2);
  expect(withParameter(moved, "a.b.c", null).setting.parameters).toEqual({});
});

test("another choice of what flies begins with its first flight", () => {
  expect(withFlights({ ...FIRST, flight: 3 }, { missile: "scud-b" }).flight).toBe(0);
});
