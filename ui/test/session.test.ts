import { expect, test } from "vitest";
import type { DescribeAnswer, Engine, Footprint, OpenAnswer, Setting } from "../src/engine/engine";
import { DroppedError } from "../src/engine/engine";
import { Session } from "../src/session";
import { firstState, withFlights, withParameter, withSetting } from "../src/state/state";
import { Language } from "../src/words";

const OPEN = { flights: [], batteries: [], parameters: [] } as unknown as OpenAnswer;
const DESCRIBE = { kinds: [] } as unknown as DescribeAnswer;
const FOOTPRINT = { answer: { flights: [] } } as unknown as Footprint;

/** A session whose engine answers at once, or as one that has just gone. */
function sessionWith(asked: Setting[], isThere: () => boolean = () => true) {
  const told = { settled: 0 };
  const answer = <Answer>(found: Answer) =>
    isThere() ? Promise.resolve(found) : Promise.reject(new DroppedError());
  const engine = {
    open: () => answer(OPEN),
    footprint: (setting: Setting) => {
      asked.push(setting);
      return answer(FOOTPRINT);
    },
    coverage: () => answer({}),
  } as unknown as Engine;
  const session = new Session(
    engine,
    DESCRIBE,
    new Language("en"),
    firstState("korea-2016", "nodong"),
    OPEN,
    {
      changed: () => {},
      settled: () => {
        told.settled += 1;
      },
      failed: (error) => {
        throw error;
      },
    },
  );
  return { session, told };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test("two changes before anything is shown both count", () => {
  const { session } = sessionWith([]);
  session.change((state) => withFlights(state, { shapes: ["lofted"] }), "rest");
  session.change((state) => withSetting(state, { tilt_deg: 40 }), "rest");
  session.change((state) => withParameter(state, "a.b.c", "25 s"), "rest");
  expect(session.state.setting).toEqual({
    scenario: "korea-2016",
    flights: { missile: "nodong", shapes: ["lofted"] },
    tilt_deg: 40,
    parameters: { "a.b.c": "25 s" },
  });
  session.step("undo");
  expect(session.state.setting.tilt_deg).toBe(40);
  expect(session.state.setting.parameters).toBeUndefined();
});

test("what went with the engine is asked again when it is back, of the state of then", async () => {
  const asked: Setting[] = [];
  let there = false;
  const { session, told } = sessionWith(asked, () => there);
  session.start();
  session.change((state) => withSetting(state, { tilt_deg: 40 }), "rest");
  await turn();
  expect(told.settled).toBe(0);
  there = true;
  session.start();
  await turn();
  expect(told.settled).toBe(1);
  expect(asked[asked.length - 1]?.tilt_deg).toBe(40);
  session.close();
});
