import type { Numbers } from "./arrays";
import { numbers } from "./arrays";
import type {
  AnswerTo,
  Connection,
  Draws,
  Engine,
  Footprint,
  FootprintOptions,
  GridArrays,
  InPieces,
  Kind,
  Question,
} from "./engine";
import { DroppedError, EngineError } from "./engine";
import type { AnyAnswer, AnyRequest, Grid, Setting } from "./protocol";

/** What carries messages to an engine and back. */
export interface Carrier {
  /** Send a request, now or as soon as somebody is there to take it. */
  send(request: AnyRequest): Promise<void>;
  /** Where answers go, and whether the other end is there; told once, before anything is sent. */
  listen(answered: (answer: AnyAnswer) => void, connection: (now: Connection) => void): void;
}

interface Waiting {
  told: (piece: AnyAnswer) => void;
  resolve: (answer: AnyAnswer) => void;
  reject: (error: Error) => void;
}

/** An engine that is asked by messages, whoever carries them. */
export class MessageEngine implements Engine {
  readonly #waiting = new Map<number, Waiting>();
  readonly #grids = new Map<string, GridArrays>();
  readonly #told: ((connection: Connection) => void)[] = [];
  #id = 0;

  constructor(private readonly carrier: Carrier) {
    carrier.listen(
      (answer) => this.#answered(answer),
      (connection) => this.#connection(connection),
    );
  }

  onConnection(told: (connection: Connection) => void): void {
    this.#told.push(told);
  }

  describe(): Promise<AnswerTo<"describe">> {
    return this.#ask("describe", {});
  }

  open(setting: Setting, topic = "open"): Promise<AnswerTo<"open">> {
    return this.#ask("open", { setting }, { topic });
  }

  async footprint(setting: Setting, options: FootprintOptions): Promise<Footprint> {
    const known_grids = this.#known;
    const question = { setting, by_flight: true, known_grids, ...options };
    const answer = await this.#ask("footprint", question);
    if (answer.grid) this.#keep(answer.grid);
    const grid = this.#grids.get(answer.grid_key);
    const flights = answer.by_flight;
    if (!grid || !flights) throw new EngineError("the footprint came without its grid", [], false);
    return {
      answer,
      grid,
      met: numbers(answer.met),
      reaching: numbers(answer.reaching),
      p_defend: numbers(flights.p_defend),
      reason: numbers(flights.reason),
      margin_s: numbers(flights.margin_s),
      margin_km: numbers(flights.margin_km),
    };
  }

  coverage(question: Question<"coverage">): Promise<AnswerTo<"coverage">> {
    return this.#ask("coverage", question);
  }

  timeline(question: Question<"timeline">): Promise<AnswerTo<"timeline">> {
    return this.#ask("timeline", question);
  }

  playback(question: Question<"playback">, topic = "playback"): Promise<AnswerTo<"playback">> {
    return this.#ask("playback", question, { topic });
  }

  arcs(question: Question<"arcs">): Promise<AnswerTo<"arcs">> {
    return this.#ask("arcs", question);
  }

  volume(question: Question<"volume">): Promise<AnswerTo<"volume">> {
    return this.#ask("volume", question);
  }

  reach(question: Question<"reach">): Promise<AnswerTo<"reach">> {
    return this.#ask("reach", question);
  }

  export(question: Question<"export">): Promise<AnswerTo<"export">> {
    return this.#ask("export", question);
  }

  readonly range = this.#inPieces("range");
  readonly claim = this.#inPieces("claim");
  readonly claims = this.#inPieces("claims");
  readonly sensitivity = this.#inPieces("sensitivity");
  readonly raid = this.#inPieces("raid");

  readonly draws: InPieces<"draws", Draws> = async (question, told, signal) => {
    const asked = { ...question, known_grids: this.#known };
    const unpacked = (answer: AnswerTo<"draws">): Draws => {
      if (answer.grid) this.#keep(answer.grid);
      const grid = this.#grids.get(answer.grid_key);
      const { p_defended } = answer;
      return {
        answer,
        map: grid && p_defended ? { grid, p_defended: numbers(p_defended) } : null,
      };
    };
    const last = await this.#ask("draws", asked, {
      told: (piece) => told(unpacked(piece)),
      signal,
    });
    return unpacked(last);
  };

  #inPieces<One extends Kind>(kind: One): InPieces<One> {
    return (question, told, signal) => this.#ask(kind, question, { told, signal });
  }

  get #known(): string[] {
    return [...this.#grids.keys()];
  }

  #keep(grid: Grid): void {
    const unpacked = (name: keyof Grid): Numbers => numbers(grid[name] as Grid["people"]);
    this.#grids.set(grid.key, {
      key: grid.key,
      country: grid.country,
      spacing_km: grid.spacing_km,
      latitude_deg: unpacked("latitude_deg"),
      longitude_deg: unpacked("longitude_deg"),
      people: unpacked("people"),
      area_km2: unpacked("area_km2"),
      mesh_latitude_deg: unpacked("mesh_latitude_deg"),
      mesh_longitude_deg: unpacked("mesh_longitude_deg"),
      mesh_cell: unpacked("mesh_cell"),
      triangles: unpacked("triangles"),
    });
  }

  /** Ask a question of a kind; what comes for its number is of that kind too. */
  async #ask<One extends Kind>(
    kind: One,
    question: Question<One>,
    how: {
      topic?: string;
      told?: (piece: AnswerTo<One>) => void;
      signal?: AbortSignal | undefined;
    } = {},
  ): Promise<AnswerTo<One>> {
    const { topic, told, signal } = how;
    this.#id += 1;
    const id = this.#id;
    const answer = new Promise<AnyAnswer>((resolve, reject) => {
      this.#waiting.set(id, {
        told: (piece) => told?.(piece as AnswerTo<One>),
        resolve,
        reject,
      });
    });
    // it may be taken back before it is sent
    answer.catch(() => {});
    const about = topic === undefined ? {} : { topic };
    await this.carrier.send({ kind, id, ...about, ...question } as unknown as AnyRequest);
    const cancel = () => this.#cancel(id);
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel);
    try {
      return (await answer) as AnswerTo<One>;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Wait no more for an answer, and let the engine leave it. */
  #cancel(of: number): void {
    const waiting = this.#waiting.get(of);
    if (!waiting) return;
    this.#waiting.delete(of);
    waiting.reject(new DroppedError());
    this.#id += 1;
    void this.carrier.send({ kind: "cancel", id: this.#id, of });
  }

  #answered(answer: AnyAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if ("done" in answer && !answer.done) {
      waiting?.told(answer);
      return;
    }
    this.#waiting.delete(answer.id);
    if (answer.kind === "dropped") waiting?.reject(new DroppedError());
    else if (answer.kind === "error") {
      const outOfReach = answer.error === "out-of-reach";
      waiting?.reject(new EngineError(answer.message, answer.problems ?? [], outOfReach));
    } else waiting?.resolve(answer);
  }

  #connection(now: Connection): void {
    if (now === "lost") {
      for (const waiting of this.#waiting.values()) waiting.reject(new DroppedError());
      this.#waiting.clear();
      // another server may have other grids under the same keys
      this.#grids.clear();
    }
    for (const told of this.#told) told(now);
  }
}
