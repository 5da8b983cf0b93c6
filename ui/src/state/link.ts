import { drawsPlanFrom } from "./draws";
import type { Played } from "./played";
import { playedFrom, playedText } from "./played";
import { planFrom } from "./raid";
import type { PageState } from "./state";

const NAME = "state";

/** Which parts of the page are shown, by their keys. */
export interface Shown {
  tab: string;
  stage: string;
  /** What the playback plays, where it is the tab that is shown. */
  played: Played | null;
}

/** What a first visit shows. */
export const FIRST_SHOWN: Shown = { tab: "answer", stage: "map", played: null };

/** Part of an address, after the hash, that reopens a state, and the parts that are shown. */
export async function fragmentOf(state: PageState | null, shown: Shown): Promise<string> {
  const parts: string[] = [];
  if (state) {
    const bytes = new TextEncoder().encode(JSON.stringify(state));
    parts.push(`${NAME}=${base64(await through(bytes, new CompressionStream("deflate-raw")))}`);
  }
  for (const key of ["tab", "stage"] as const) {
    if (shown[key] !== FIRST_SHOWN[key]) parts.push(`${key}=${encodeURIComponent(shown[key])}`);
  }
  if (shown.tab === "playback" && shown.played) parts.push(`played=${playedText(shown.played)}`);
  return parts.join("&");
}

/** The parts that an address shows. */
export function shownOf(fragment: string): Shown {
  const written = new URLSearchParams(fragment.replace(/^#/, ""));
  return {
    tab: written.get("tab") ?? FIRST_SHOWN.tab,
    stage: written.get("stage") ?? FIRST_SHOWN.stage,
    played: playedFrom(written.get("played")),
  };
}

/** The state of an address; null where it holds none that can be read. */
export async function stateOf(fragment: string, first: PageState): Promise<PageState | null> {
  const written = new URLSearchParams(fragment.replace(/^#/, "")).get(NAME);
  if (!written) return null;
  try {
    const bytes = await through(unbase64(written), new DecompressionStream("deflate-raw"));
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return stateFrom(found, first);
  } catch {
    return null;
  }
}

/** Take what fits of something read; the engine checks the setting itself. */
export function stateFrom(found: unknown, first: PageState): PageState | null {
  if (!isRecord(found) || !isRecord(found.setting)) return null;
  const { altitude_km, place, flight, colouring } = found;
  return {
    setting: found.setting as PageState["setting"],
    altitude_km:
      typeof altitude_km === "number" && altitude_km >= 1 && altitude_km <= 2000
        ? altitude_km
        : first.altitude_km,
    place:
      isRecord(place) && isDegrees(place.latitude_deg, 90) && isDegrees(place.longitude_deg, 180)
        ? { latitude_deg: place.latitude_deg, longitude_deg: place.longitude_deg }
        : null,
    flight: typeof flight === "number" && Number.isInteger(flight) && flight >= 0 ? flight : 0,
    colouring: colouring === "margin" || colouring === "reason" ? colouring : first.colouring,
    raid: planFrom(found.raid),
    draws: drawsPlanFrom(found.draws),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDegrees(value: unknown, most: number): value is number {
  return typeof value === "number" && Math.abs(value) <= most;
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

function base64(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function unbase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
