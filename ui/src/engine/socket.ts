import { decode, encode } from "@msgpack/msgpack";
import type { Connection } from "./engine";
import type { Carrier } from "./messages";
import type { AnyAnswer, AnyRequest } from "./protocol";

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5000;

/** Carries messages over one WebSocket, which is opened again when it breaks. */
export class SocketCarrier implements Carrier {
  #answered: (answer: AnyAnswer) => void = () => {};
  #connection: (now: Connection) => void = () => {};
  #socket: WebSocket | null = null;
  #opened: Promise<WebSocket>;
  #open: (socket: WebSocket) => void = () => {};
  #wait_ms = FIRST_WAIT_MS;
  #said: Connection = "connecting";

  constructor(private readonly address: string) {
    this.#opened = this.#promise();
    this.#connect();
  }

  listen(answered: (answer: AnyAnswer) => void, connection: (now: Connection) => void): void {
    this.#answered = answered;
    this.#connection = connection;
  }

  async send(request: AnyRequest): Promise<void> {
    const socket = await this.#opened;
    socket.send(encode(request, { ignoreUndefined: true }));
  }

  #promise(): Promise<WebSocket> {
    return new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  #connect(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      this.#socket = socket;
      this.#wait_ms = FIRST_WAIT_MS;
      this.#open(socket);
      this.#say("ready");
    });
    socket.addEventListener("message", (event: MessageEvent<ArrayBuffer>) => {
      this.#answered(decode(event.data) as AnyAnswer);
    });
    socket.addEventListener("close", () => this.#lost());
  }

  /** Told once, however often it is tried again: what is asked meanwhile waits. */
  #say(now: Connection): void {
    if (now === this.#said) return;
    this.#said = now;
    this.#connection(now);
  }

  #lost(): void {
    if (this.#socket) {
      this.#socket = null;
      this.#opened = this.#promise();
    }
    this.#say("lost");
    setTimeout(() => this.#connect(), this.#wait_ms);
    this.#wait_ms = Math.min(LONGEST_WAIT_MS, 2 * this.#wait_ms);
  }
}
