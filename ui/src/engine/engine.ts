import type { Numbers } from "./arrays";
import type { AnyAnswer, AnyRequest, DrawsAnswer, FootprintAnswer, Setting } from "./protocol";

export type { Numbers } from "./arrays";
export type * from "./protocol";

/** Aim points of a country with the triangles between them. */
export interface GridArrays {
  key: string;
  country: string;
  spacing_km: number;
  latitude_deg: Numbers;
  longitude_deg: Numbers;
  people: Numbers;
  area_km2: Numbers;
  mesh_latitude_deg: Numbers;
  mesh_longitude_deg: Numbers;
  mesh_cell: Numbers;
  triangles: Numbers;
}

/** A footprint with its numbers unpacked. Values of flights are [flight × cell]. */
export interface Footprint {
  answer: FootprintAnswer;
  grid: GridArrays;
  met: Numbers;
  reaching: Numbers;
  p_defend: Numbers;
  reason: Numbers;
  margin_s: Numbers;
  margin_km: Numbers;
}

/** Draws with their map unpacked; without one where the number has none. */
export interface Draws {
  answer: DrawsAnswer;
  map: { grid: GridArrays; p_defended: Numbers } | null;
}

/** Whether an engine answers. */
export type Connection = "connecting" | "ready" | "lost";

/** There is no answer, as something newer was asked. */
export class DroppedError extends Error {
  constructor() {
    super("a newer question was asked");
    this.name = "DroppedError";
  }
}

/** There is no answer, for a reason that one sentence says. */
export class EngineError extends Error {
  constructor(
    message: string,
    /** Every mistake of a scenario, with line and column. */
    readonly problems: readonly string[],
    /** The physics says no, and nothing is wrong with the question. */
    readonly outOfReach: boolean,
  ) {
    super(message);
    this.name = "EngineError";
  }
}

/** What is asked of a footprint. */
export interface FootprintOptions {
  aim_points: number;
  by_province: boolean;
}

/** A kind of question. */
export type Kind = AnyRequest["kind"];

/** What is answered to a kind of question. */
export type AnswerTo<One extends Kind> = Extract<AnyAnswer, { kind: One }>;

/** A question as a view puts it. */
export type Question<One extends Kind> = Omit<
  Extract<AnyRequest, { kind: One }>,
  "id" | "kind" | "topic"
>;

/**
 * An answer that comes in pieces: each is told, and stands in place of the one before; the promise
 * gives the last. A signal takes the question back.
 */
export type InPieces<One extends Kind, Answer = AnswerTo<One>> = (
  question: Question<One>,
  told: (piece: Answer) => void,
  signal?: AbortSignal,
) => Promise<Answer>;

/**
 * Whoever answers the questions of the page. Views know this and no more: the answer may come from
 * a server, or from the same kernels within the page.
 */
export interface Engine {
  describe(): Promise<AnswerTo<"describe">>;
  /** A newer question with the same topic takes the place of one that waits. */
  open(setting: Setting, topic?: string): Promise<AnswerTo<"open">>;
  footprint(setting: Setting, options: FootprintOptions): Promise<Footprint>;
  coverage(question: Question<"coverage">): Promise<AnswerTo<"coverage">>;
  timeline(question: Question<"timeline">): Promise<AnswerTo<"timeline">>;
  /** An engagement, or one replication of a raid, on a clock. */
  playback(question: Question<"playback">, topic?: string): Promise<AnswerTo<"playback">>;
  /** Flights of others, and the setting's own to some places. */
  arcs(question: Question<"arcs">): Promise<AnswerTo<"arcs">>;
  volume(question: Question<"volume">): Promise<AnswerTo<"volume">>;
  reach(question: Question<"reach">): Promise<AnswerTo<"reach">>;
  export(question: Question<"export">): Promise<AnswerTo<"export">>;
  range: InPieces<"range">;
  claim: InPieces<"claim">;
  claims: InPieces<"claims">;
  draws: InPieces<"draws", Draws>;
  sensitivity: InPieces<"sensitivity">;
  raid: InPieces<"raid">;
  /** Be told when the engine comes and goes. */
  onConnection(told: (connection: Connection) => void): void;
}
