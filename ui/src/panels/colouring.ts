import type { Colouring } from "../state/state";
import type { Language } from "../words";
import { Choice } from "./fields";
import type { Change, Panel } from "./view";

/** What the colours of the map stand for; of one flight alone a share says little. */
export function colouringPanel(language: Language, change: Change): Panel {
  const choice = new Choice(language.say("colouring"), (value) => {
    change((state) => ({ ...state, colouring: value as Colouring }), "rest");
  });
  return {
    element: choice.element,
    update: (now) => {
      const one = now.footprint?.answer.flights.length === 1;
      choice.update(
        (["flights", "margin", "reason"] as const)
          .filter((value) => !(one && value === "flights"))
          .map((value) => ({ value, text: language.say(`by_${value}`) })),
        now.state.colouring,
      );
    },
  };
}
