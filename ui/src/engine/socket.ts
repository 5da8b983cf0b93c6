import { decode, encode } from "@msgpack/msgpack";
import type { Numbers } from "./arrays";
import { numbers } from "./arrays";
import type { Connection, Engine, Footprint, FootprintOptions, GridArrays } from "./engine";
import { DroppedError, EngineError } from "./engine";
import type {
  AnyAnswer,
  AnyRequest,
  ArcsAnswer,
  CoverageAnswer,
  DescribeAnswer,
  ExportAnswer,
  ExportRequest,
  FootprintAnswer,
  Grid,
  OpenAnswer,
  PlaybackAnswer,
  PlaybackRequest,
  ReachAnswer,
  Setting,
  Spot,
  TimelineAnswer,
  VolumeAnswer,
} from "./protocol";

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5000;

interface Waiting {
  resolve: (answer: AnyAnswer) => void;
  reject: (error: Error) => void;
}

type Unnumbered = AnyRequest extends infer One
  ? One extends AnyRequest
    ? Omit<One, "id">
    : never
  : never;

/** An engine behind one WebSocket, which is opened again when it breaks. */
export class SocketEngine implements Engine {
  readonly #waiting = new Map<number, Waiting>();
  readonly #grids = new Map<string, GridArrays>();
  readonly #told: ((connection: Connection) => void)[] = [];
  #socket: WebSocket | null = null;
  #opened: Promise<WebSocket>;
  #open: (socket: WebSocket) => void = () => {};
  #id = 0;
  #wait_ms = FIRST_WAIT_MS;

  constructor(private readonly address: string) {
    this.#opened = this.#promise();
    this.#connect();
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
    const known_grids = [...this.#grids.keys()];
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
      p_defend: numbers(answer.p_defend),
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

  async playback(
    question: Omit<PlaybackRequest, "id" | "kind" | "topic">,
  ): Promise<PlaybackAnswer> {
    return (await this.#ask({ kind: "playback", ...question })) as PlaybackAnswer;
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

  async export(question: Omit<ExportRequest, "id" | "kind" | "topic">): Promise<ExportAnswer> {
    return (await this.#ask({ kind: "export", ...question })) as ExportAnswer;
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

  async #ask(question: Unnumbered): Promise<AnyAnswer> {
    const socket = await this.#opened;
    this.#id += 1;
    const id = this.#id;
    const answer = new Promise<AnyAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    socket.send(encode({ ...question, id }, { ignoreUndefined: true }));
    return answer;
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
      this.#tell("ready");
    });
    socket.addEventListener("message", (event: MessageEvent<ArrayBuffer>) => {
      this.#answered(decode(event.data) as AnyAnswer);
    });
    socket.addEventListener("close", () => this.#lost());
  }

  #answered(answer: AnyAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === "dropped") waiting?.reject(new DroppedError());
    else if (answer.kind === "error") {
      const outOfReach = answer.error === "out-of-reach";
      waiting?.reject(new EngineError(answer.message, answer.problems ?? [], outOfReach));
    } else waiting?.resolve(answer);
  }

  #lost(): void {
    if (this.#socket) {
      this.#socket = null;
      this.#opened = this.#promise();
    }
    for (const waiting of this.#waiting.values()) waiting.reject(new DroppedError());
    this.#waiting.clear();
    // another server may have other grids under the same keys
    this.#grids.clear();
    this.#tell("lost");
    setTimeout(() => this.#connect(), this.#wait_ms);
    this.#wait_ms = Math.min(LONGEST_WAIT_MS, 2 * this.#wait_ms);
  }

  #tell(connection: Connection): void {
    for (const told of this.#told) told(connection);
  }
}
