/** Colours of the map, read from the style sheet so that they have one home. */
export interface Theme {
  sea: string;
  land: string;
  own: string;
  coast: string;
  ownCoast: string;
  ink: string;
  muted: string;
  paper: string;
  site: string;
  seen: string;
  seenLine: string;
  bands: readonly string[];
  reasons: readonly string[];
  arc: string;
  shot: string;
}

const NAMES = {
  sea: "--sea",
  land: "--land",
  own: "--own",
  coast: "--coast",
  ownCoast: "--own-coast",
  ink: "--ink",
  muted: "--muted",
  paper: "--paper",
  site: "--site",
  seen: "--seen-some",
  seenLine: "--seen-line",
  arc: "--missile",
  shot: "--line-4",
} as const;

export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const named = Object.fromEntries(
    Object.entries(NAMES).map(([key, name]) => [key, colour(name)]),
  ) as Record<keyof typeof NAMES, string>;
  return {
    ...named,
    bands: [0, 1, 2, 3, 4].map((band) => colour(`--band-${band}`)),
    reasons: [0, 1, 2, 3, 4].map((reason) => colour(`--reason-${reason}`)),
  };
}
