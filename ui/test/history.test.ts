import { expect, test } from "vitest";
import { History } from "../src/state/history";

test("steps of one gesture are undone together", () => {
  const history = new History({ at: 0 });
  for (const at of [1, 2, 3]) history.passing({ at });
  history.rest({ at: 4 });
  expect(history.present.at).toBe(4);
  history.undo();
  expect(history.present.at).toBe(0);
  expect(history.canUndo).toBe(false);
});

test("what was undone can be done again, until something else is done", () => {
  const history = new History({ at: 0 });
  history.rest({ at: 1 });
  history.rest({ at: 2 });
  history.undo();
  history.redo();
  expect(history.present.at).toBe(2);
  history.undo();
  history.rest({ at: 7 });
  expect(history.canRedo).toBe(false);
  history.undo();
  expect(history.present.at).toBe(1);
});

test("a reset can be undone", () => {
  const history = new History({ at: 0 });
  history.rest({ at: 1 });
  history.reset();
  expect(history.present.at).toBe(0);
  expect(history.changed).toBe(false);
  history.undo();
  expect(history.present.at).toBe(1);
});

test("a gesture that ends where it began is no step", () => {
  const history = new History({ at: 0 });
  history.passing({ at: 1 });
  history.rest({ at: 0 });
  expect(history.canUndo).toBe(false);
});
