import type {
  CoverageAnswer,
  DescribeAnswer,
  Footprint,
  OpenAnswer,
  RangeAnswer,
  TimelineAnswer,
} from "../engine/engine";
import type { Phase } from "../map/markers";
import type { PageState } from "../state/state";
import type { Language } from "../words";

/** A state kept to compare with, and what was found for it. */
export interface Pinned {
  state: PageState;
  open: OpenAnswer;
  footprint: Footprint;
  coverage: CoverageAnswer | null;
}

/** What panels show. What is not known yet is null. */
export interface View {
  language: Language;
  describe: DescribeAnswer;
  state: PageState;
  /** The scenario as it came, without the changes of the page. */
  scenario: OpenAnswer | null;
  open: OpenAnswer | null;
  footprint: Footprint | null;
  /** How far the numbers of the footprint go over the cited uncertainty, once it is known. */
  range: RangeAnswer | null;
  /** Whether more of the range is to come. */
  ranging: boolean;
  /** Whether no gesture is under way. */
  resting: boolean;
  coverage: CoverageAnswer | null;
  timeline: TimelineAnswer | null;
  /** Why there is no timeline of the place. */
  noTimeline: string | null;
  pinned: Pinned | null;
}

/**
 * How a panel changes the state: by what it makes of the state of now, which may be a later one
 * than was last shown.
 */
export type Change = (to: (state: PageState) => PageState, phase: Phase) => void;

/** A part of the page. */
export interface Panel {
  element: HTMLElement;
  update(view: View): void;
}

/** Tells whether any of some things is another one than when it was last asked. */
export function changes(): (...things: unknown[]) => boolean {
  let before: readonly unknown[] = [];
  return (...things) => {
    const same = things.length === before.length && things.every((one, i) => one === before[i]);
    before = things;
    return !same;
  };
}
