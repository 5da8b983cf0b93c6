import { expect, test } from "vitest";
import type { Connection } from "../src/engine/engine";
import { DroppedError, EngineError } from "../src/engine/engine";
import type { Carrier } from "../src/engine/messages";
import { MessageEngine } from "../src/engine/messages";
import type { AnyAnswer, AnyRequest, RaidAnswer } from "../src/engine/protocol";

/** A carrier whose other end is the test. */
class Desk implements Carrier {
  readonly sent: AnyRequest[] = [];
  answer: (answer: AnyAnswer) => void = () => {};
  connection: (now: Connection) => void = () => {};

  async send(request: AnyRequest): Promise<void> {
    this.sent.push(request);
  }

  listen(answered: (answer: AnyAnswer) => void, connection: (now: Connection) => void): void {
    this.answer = answered;
    this.connection = connection;
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
const piece = (id: number, replications: number, done: boolean) =>
  ({ kind: "raid", id, replications, done }) as RaidAnswer;

test("pieces are told as they come, and the last one is the answer", async () => {
  const desk = new Desk();
  const engine = new MessageEngine(desk);
  const told: number[] = [];
  const answer = engine.raid({ setting: {} }, (one) => told.push(one.replications));
  await turn();
  const id = desk.sent[0]?.id ?? 0;
  desk.answer(piece(id, 10, false));
  desk.answer(piece(id, 20, false));
  desk.answer(piece(id, 30, true));
  expect((await answer).replications).toBe(30);
  expect(told).toEqual([10, 20]);
});

test("what is taken back is cancelled, and told no more", async () => {
  const desk = new Desk();
  const engine = new MessageEngine(desk);
  const told: number[] = [];
  const asking = new AbortController();
  const answer = engine.raid({ setting: {} }, (one) => told.push(one.replications), asking.signal);
  await turn();
  const id = desk.sent[0]?.id ?? 0;
  asking.abort();
  await expect(answer).rejects.toBeInstanceOf(DroppedError);
  expect(desk.sent[1]).toMatchObject({ kind: "cancel", of: id });
  desk.answer(piece(id, 10, false));
  desk.answer({ kind: "dropped", id });
  expect(told).toEqual([]);
});

test("a mistake is an error that says it, and a lost connection drops what waits", async () => {
  const desk = new Desk();
  const engine = new MessageEngine(desk);
  const seen: Connection[] = [];
  engine.onConnection((now) => seen.push(now));
  const wrong = engine.describe();
  const left = engine.open({});
  await turn();
  const [first] = desk.sent;
  desk.answer({ kind: "error", id: first?.id ?? 0, error: "input", message: "no", problems: [] });
  await expect(wrong).rejects.toEqual(new EngineError("no", [], false));
  desk.connection("lost");
  await expect(left).rejects.toBeInstanceOf(DroppedError);
  expect(seen).toEqual(["lost"]);
});
