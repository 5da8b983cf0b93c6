import { expect, test } from "vitest";
import { DroppedError } from "../src/engine/engine";
import { Latest } from "../src/engine/latest";

/** Questions that are answered when the test says so. */
function desk() {
  const open: { question: number; answer: (a: string) => void; fail: (e: Error) => void }[] = [];
  const ask = (question: number) =>
    new Promise<string>((answer, fail) => open.push({ question, answer, fail }));
  return { open, ask };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("of questions that wait only the newest is asked", async () => {
  const { open, ask } = desk();
  const told: number[] = [];
  const latest = new Latest<number, string>(
    ask,
    (_, question) => told.push(question),
    () => {},
  );
  for (const question of [1, 2, 3, 4]) latest.want(question);
  expect(open.map((one) => one.question)).toEqual([1]);
  open[0]?.answer("first");
  await settled();
  expect(open.map((one) => one.question)).toEqual([1, 4]);
  open[1]?.answer("last");
  await settled();
  expect(told).toEqual([1, 4]);
  expect(latest.busy).toBe(false);
});

test("a question that may be interrupted is not waited for, and its late answer is not told", async () => {
  const { open, ask } = desk();
  const told: number[] = [];
  const latest = new Latest<number, string>(
    ask,
    (_, question) => told.push(question),
    () => {},
    (question) => question >= 100,
  );
  latest.want(100);
  latest.want(1);
  expect(open.map((one) => one.question)).toEqual([100, 1]);
  open[1]?.answer("coarse");
  await settled();
  open[0]?.answer("fine, and stale");
  await settled();
  expect(told).toEqual([1]);
});

test("the failure of the newest question is told, that of a dropped one is not", async () => {
  const { open, ask } = desk();
  const failed: unknown[] = [];
  const latest = new Latest<number, string>(
    ask,
    () => {},
    (error) => failed.push(error),
  );
  latest.want(1);
  open[0]?.fail(new DroppedError());
  await settled();
  expect(failed).toEqual([]);
  latest.want(2);
  const error = new Error("no");
  open[1]?.fail(error);
  await settled();
  expect(failed).toEqual([error]);
});
