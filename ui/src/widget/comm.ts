import { decode, encode } from "@msgpack/msgpack";
import type { Connection } from "../engine/engine";
import type { Carrier } from "../engine/messages";
import type { AnyAnswer, AnyRequest } from "../engine/protocol";

type Heard = (content: unknown, buffers: readonly DataView[]) => void;

/** What the widget needs of anywidget's model. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  on(name: string, told: Heard): void;
  off(name: string, told: Heard): void;
}

const FIRSTS = 2 ** 32;
const MOST_QUESTIONS = 2 ** 20;

/**
 * Carries messages to the kernel and back. Answers go to every view of the widget, in this window
 * and in others; each view knows its own by numbers that no other uses, and waits under its own
 * topics.
 */
export class CommCarrier implements Carrier {
  readonly #first = Math.floor(Math.random() * FIRSTS) * MOST_QUESTIONS;

  constructor(
    private readonly model: Model,
    private readonly signal: AbortSignal,
  ) {}

  listen(answered: (answer: AnyAnswer) => void, connection: (now: Connection) => void): void {
    this.#hear("answer", (packed) => {
      const answer = decode(packed) as AnyAnswer;
      const id = answer.id - this.#first;
      if (id > 0 && id < MOST_QUESTIONS) answered({ ...answer, id });
    });
    connection("ready");
  }

  async send(request: AnyRequest): Promise<void> {
    const asked = {
      ...request,
      id: this.#first + request.id,
      topic: `${request.topic || request.kind} ${this.#first}`,
      ...(request.kind === "cancel" ? { of: this.#first + request.of } : {}),
    };
    const packed = encode(asked, { ignoreUndefined: true });
    this.model.send("ask", undefined, [packed.slice().buffer]);
  }

  /** Ask for the borders that the package computes with, as text. */
  borders(): Promise<string> {
    return new Promise((resolve) => {
      this.#hear("borders", (packed) => resolve(new TextDecoder().decode(packed)));
      this.model.send("borders");
    });
  }

  #hear(kind: string, told: (packed: Uint8Array) => void): void {
    const heard: Heard = (content, buffers) => {
      const packed = buffers[0];
      if (content !== kind || !packed) return;
      told(new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength));
    };
    this.model.on("msg:custom", heard);
    this.signal.addEventListener("abort", () => this.model.off("msg:custom", heard));
  }
}
