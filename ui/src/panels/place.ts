import { fill, make } from "../dom";
import type { Language } from "../words";
import { timelineChart } from "./chart";
import type { Option } from "./fields";
import { Choice } from "./fields";
import { numberSpan } from "./number";
import type { Change, Panel, View } from "./view";

/** One place that was clicked: its flight, second by second, and what is missing. */
export function placePanel(language: Language, change: Change): Panel {
  let view: View | null = null;
  const hint = make("p", { class: "note" }, language.say("place_hint"));
  const flight = new Choice(language.say("flight"), (value) => {
    if (view) change({ ...view.state, flight: Number(value) }, "rest");
  });
  const close = make("button", { type: "button" }, language.say("close"));
  close.addEventListener("click", () => {
    if (view) change({ ...view.state, place: null }, "rest");
  });
  const said = make("div", { class: "place" });
  const tools = make("div", { class: "row" }, close);
  const element = make(
    "section",
    { class: "panel", id: "place", "aria-label": language.say("place") },
    make("h2", {}, language.say("place")),
    flight.element,
    hint,
    said,
    tools,
  );
  return {
    element,
    update(now) {
      view = now;
      const { state, timeline, noTimeline } = now;
      const flights = now.footprint?.answer.flights ?? now.open?.flights ?? [];
      flight.update(flightOptions(language, flights), String(state.flight));
      flight.element.hidden = flights.length < 2;
      hint.hidden = state.place !== null;
      tools.hidden = state.place === null;
      if (!state.place) return fill(said);
      if (noTimeline) return fill(said, make("p", { class: "why" }, noTimeline));
      if (!timeline) return fill(said, make("p", { class: "note" }, language.say("waiting")));
      fill(
        said,
        make("p", { class: "overline note" }, timeline.heading),
        make("p", { class: "why" }, timeline.sentence),
        timelineChart(language, timeline),
        make(
          "p",
          { class: "row" },
          `${language.say("margin")}: `,
          numberSpan(language, timeline.margin, language.say("about_margin")),
          ` · ${language.say("margin_distance")}: `,
          numberSpan(language, timeline.margin_distance, language.say("about_margin_distance")),
        ),
        make(
          "details",
          {},
          make("summary", {}, language.say("second_by_second")),
          eventsTable(language, now),
        ),
      );
    },
  };
}

/** Flights by name, in the order of the answer. */
export function flightOptions(
  language: Language,
  flights: readonly {
    missile_title: string;
    launch_area: { title: string; korean?: string };
    shape: string;
  }[],
): Option[] {
  return flights.map((one, i) => ({
    value: String(i),
    text: `${one.missile_title}, ${language.name(one.launch_area)}, ${language.term(one.shape)}`,
  }));
}

function eventsTable(language: Language, { timeline }: View): HTMLElement {
  return make(
    "div",
    { class: "scroll" },
    make(
      "table",
      {},
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          make("th", { scope: "col", class: "figure" }, language.say("time")),
          make("th", { scope: "col" }, language.say("event")),
          make("th", { scope: "col", class: "figure" }, language.say("height")),
        ),
      ),
      make(
        "tbody",
        {},
        ...(timeline?.events ?? []).map((one) =>
          make(
            "tr",
            {},
            make("td", { class: "figure" }, language.quantity(Math.round(one.time_s), "s")),
            make("th", { scope: "row" }, one.name),
            make(
              "td",
              { class: "figure" },
              language.quantity(Math.round(one.altitude_m / 1000), "km"),
            ),
          ),
        ),
      ),
    ),
  );
}
