import { fill, make, saying } from "../dom";
import type { OpenFlight } from "../engine/engine";
import type { Language, Word } from "../words";
import { timelineChart } from "./chart";
import type { Option } from "./fields";
import { Choice } from "./fields";
import { numberSpan } from "./number";
import { figure, head, line, table } from "./table";
import type { Change, Panel, View } from "./view";
import { changes } from "./view";

/** One place that was clicked: its flight, second by second, and what is missing. */
export function placePanel(language: Language, change: Change): Panel {
  const hint = make("p", { class: "note to-do" }, language.say("place_hint"));
  const flight = new Choice(language.say("flight"), (value) => {
    change((state) => ({ ...state, flight: Number(value) }), "rest");
  });
  const close = make("button", { type: "button" }, language.say("close"));
  close.addEventListener("click", () => {
    change((state) => ({ ...state, place: null }), "rest");
  });
  const said = make("div", { class: "place" });
  const isNew = changes();
  let opened = false;
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
      const { state, timeline, noTimeline } = now;
      const flights = now.footprint?.answer.flights ?? now.open?.flights ?? [];
      flight.update(flightOptions(now, flights), String(state.flight));
      flight.element.hidden = flights.length < 2;
      hint.hidden = state.place !== null;
      tools.hidden = state.place === null;
      if (!isNew(state.place, timeline, noTimeline)) return;
      if (!state.place) return fill(said);
      if (noTimeline) return fill(said, make("p", { class: "why", lang: "en" }, noTimeline));
      if (!timeline) return fill(said, make("p", { class: "note" }, language.say("waiting")));
      const details = make(
        "details",
        { open: opened },
        make("summary", {}, language.say("second_by_second")),
        eventsTable(language, now),
      );
      details.addEventListener("toggle", () => {
        opened = details.open;
      });
      fill(
        said,
        saying(
          "p",
          language,
          { en: timeline.heading, ko: timeline.heading_korean },
          { class: "note" },
        ),
        saying(
          "p",
          language,
          { en: timeline.sentence, ko: timeline.sentence_korean },
          { class: "why" },
        ),
        timelineChart(language, timeline),
        make(
          "p",
          { class: "row" },
          `${language.say("margin")}: `,
          numberSpan(language, timeline.margin, language.say("about_margin")),
          ` · ${language.say("margin_distance")}: `,
          numberSpan(language, timeline.margin_distance, language.say("about_margin_distance")),
        ),
        details,
      );
    },
  };
}

/** Flights by name, in the order of the answer. */
export function flightOptions(
  { language, describe }: View,
  flights: readonly OpenFlight[],
): Option[] {
  return flights.map((one, i) => {
    const missile = describe.missiles.find(({ key }) => key === one.missile);
    const title = missile ? language.name(missile) : one.missile_title;
    const from = language.name(one.launch_area);
    return { value: String(i), text: `${title}, ${from}, ${language.term(one.shape)}` };
  });
}

/** What happens, and what fire control does meanwhile, with the time that each step takes. */
function eventsTable(language: Language, { timeline }: View): HTMLElement {
  const number = (value: number, unit: string, about: Word) =>
    figure(numberSpan(language, { value: Math.round(value), unit }, language.say(about)));
  const steps = (timeline?.steps ?? []).filter((one) => one.duration.value !== null);
  return make(
    "div",
    {},
    table(
      language.say("flight"),
      head(language.say("event"), language.say("time"), language.say("height")),
      make(
        "tbody",
        {},
        ...(timeline?.events ?? []).map((one) =>
          line(
            language.event(one.name),
            number(one.time_s, "s", "about_event_time"),
            number(one.altitude_m / 1000, "km", "about_event_height"),
          ),
        ),
      ),
    ),
    table(
      language.say("fire_control"),
      head(language.say("fire_control_step"), language.say("takes")),
      make(
        "tbody",
        {},
        ...steps.map((one) => {
          const name = language.event(one.name);
          return line(name, figure(numberSpan(language, one.duration, name)));
        }),
      ),
    ),
  );
}
