import { make } from "./dom";
import { whyNoGlobe } from "./globe/webgl";
import { protectsPanel, seesPanel } from "./panels/answers";
import { comparePanel } from "./panels/compare";
import type { Around, Part } from "./panels/parts";
import { sourcesPanel } from "./panels/sources";

/** What can stand in the place of the map. */
export function stagesOf(around: Around): Part[] {
  const { language } = around;
  return [
    {
      key: "globe",
      title: language.say("globe"),
      unavailable: () => {
        const why = whyNoGlobe();
        return why && language.say(why);
      },
      make: async () => (await import("./globe")).globePart(around),
    },
  ];
}

/** What stands under the map, one at a time. */
export function tabsOf(around: Around, pin: () => void): Part[] {
  const { language, change } = around;
  return [
    {
      key: "answer",
      title: language.say("tab_answer"),
      make: async () => {
        const protects = protectsPanel(language);
        const others = [
          seesPanel(language),
          comparePanel(language, pin),
          sourcesPanel(language, change),
        ];
        return {
          element: make(
            "div",
            { class: "columns" },
            protects.element,
            make("div", {}, ...others.map((one) => one.element)),
          ),
          shown: () => {},
          update: (view) => {
            for (const one of [protects, ...others]) one.update(view);
          },
        };
      },
    },
    {
      key: "claims",
      title: language.say("tab_claims"),
      make: async () => (await import("./panels/claims/panel")).claimsPart(around),
    },
    {
      key: "draws",
      title: language.say("tab_draws"),
      make: async () => (await import("./panels/draws/panel")).drawsPart(around),
    },
    {
      key: "raid",
      title: language.say("tab_raid"),
      make: async () => (await import("./panels/raid/panel")).raidPart(around),
    },
    {
      key: "playback",
      title: language.say("played"),
      make: async () => (await import("./playback")).playbackPart(around),
    },
  ];
}
