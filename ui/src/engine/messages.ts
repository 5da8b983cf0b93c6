import type { Numbers } from "./arrays";
import { numbers } from "./arrays";
import type {
  Connection,
  Draws,
  Engine,
  Footprint,
  FootprintOptions,
  GridArrays,
  InPieces,
  Question,
} from "./engine";
import { DroppedError, EngineError } from "./engine";
import type {
  AnyAnswer,
  AnyRequest,
  ArcsAnswer,
  ClaimAnswer,
  ClaimRequest,
  ClaimsAnswer,
  ClaimsRequest,
  CoverageAnswer,
  DescribeAnswer,
  DrawsAnswer,
  DrawsRequest,
  ExportAnswer,
  ExportRequest,
  FootprintAnswer,
  Grid,
  OpenAnswer,
  PlaybackAnswer,
  PlaybackRequest,
  RaidAnswer,
  RaidRequest,
  RangeAnswer,
  RangeRequest,
  ReachAnswer,
  SensitivityAnswer,
  SensitivityRequest,
  Setting,
  Spot,
  TimelineAnswer,
  VolumeAnswer,
} from "./protocol";

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

type Unnumbered = AnyRequest extends infer One
  ? One extends AnyRequest
    ? Omit<One, "id">
    : never
  : never;

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

  async describe(): Promise<DescribeAnswer> {
    return (await this.#ask({ kind: "describe" })) as DescribeAnswer;
  }

  async open(setting: Setting, topic = "open"): Promise<OpenAnswer> {
    return (await this.#ask({ kind: "open", setting, topic })) as OpenAnswer;
  }

  async footprint(setting: Setting, options: FootprintOptions): Promise<Footprint> {
    const known_grids = this.#known;
    const question = { kind: "footprint", setting, by_flight: true, known_grids } as const;
    const answer = (await this.#ask({ ...question, ...options })) as FootprintAnswer;
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

  async coverage(
    setting: Setting,
    altitude_km: number,
    cross_section: string,
  ): Promise<CoverageAnswer> {
    const question = { kind: "coverage", setting, altitude_km, cross_section } as const;
    return (await this.#ask(question)) as CoverageAnswer;
  }

  async timeline(setting: Setting, target: Spot, flight: number): Promise<TimelineAnswer> {
    return (await this.#ask({ kind: "timeline", setting, target, flight })) as TimelineAnswer;
  }

  async playback(question: Question<PlaybackRequest>, topic = "playback"): Promise<PlaybackAnswer> {
    return (await this.#ask({ kind: "playback", ...question, topic })) as PlaybackAnswer;
  }

  async arcs(setting: Setting, targets: readonly Spot[]): Promise<ArcsAnswer> {
    return (await this.#ask({ kind: "arcs", setting, targets: [...targets] })) as ArcsAnswer;
  }

  async volume(setting: Setting): Promise<VolumeAnswer> {
    return (await this.#ask({ kind: "volume", setting })) as VolumeAnswer;
  }

  async reach(setting: Setting): Promise<ReachAnswer> {
    return (await this.#ask({ kind: "reach", setting })) as ReachAnswer;
  }

  async export(question: Question<ExportRequest>): Promise<ExportAnswer> {
    return (await this.#ask({ kind: "export", ...question })) as ExportAnswer;
  }

  readonly range: InPieces<RangeRequest, RangeAnswer> = this.#inPieces("range");
  readonly claim: InPieces<ClaimRequest, ClaimAnswer> = this.#inPieces("claim");
  readonly claims: InPieces<ClaimsRequest, ClaimsAnswer> = this.#inPieces("claims");
  readonly sensitivity: InPieces<SensitivityRequest, SensitivityAnswer> =
    this.#inPieces("sensitivity");
  readonly raid: InPieces<RaidRequest, RaidAnswer> = this.#inPieces("raid");

  readonly draws: InPieces<DrawsRequest, Draws> = async (question, told, signal) => {
    const asked = { kind: "draws", ...question, known_grids: this.#known } as const;
    const unpacked = (answer: DrawsAnswer): Draws => {
      if (answer.grid) this.#keep(answer.grid);
      const grid = this.#grids.get(answer.grid_key);
      const { p_defended } = answer;
      return {
        answer,
        map: grid && p_defended ? { grid, p_defended: numbers(p_defended) } : null,
      };
    };
    const last = await this.#ask(asked, (piece) => told(unpacked(piece as DrawsAnswer)), signal);
    return unpacked(last as DrawsAnswer);
  };

  #inPieces<Request, Answer>(kind: AnyRequest["kind"]): InPieces<Request, Answer> {
    return async (question, told, signal) => {
      const asked = { kind, ...question } as unknown as Unnumbered;
      return (await this.#ask(asked, (piece) => told(piece as Answer), signal)) as Answer;
    };
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

  async #ask(
    question: Unnumbered,
    told: (piece: AnyAnswer) => void = () => {},
    signal?: AbortSignal,
  ): Promise<AnyAnswer> {
    this.#id += 1;
    const id = this.#id;
    const answer = new Promise<AnyAnswer>((resolve, reject) => {
      this.#waiting.set(id, { told, resolve, reject });
    });
    await this.carrier.send({ ...question, id });
    const cancel = () => this.#cancel(id);
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel);
    try {
      return await answer;
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
