import { fill, make } from "../dom";
import type { Language } from "../words";
import { numberSpan } from "./number";
import { sentenceOf } from "./sentence";
import { figure, head } from "./table";
import type { Panel, View } from "./view";
import { changes } from "./view";

/** The answer in one sentence, and what changed. */
export function answerPanel(language: Language): Panel {
  const heading = make("h1", {}, language.say("waiting"));
  const more = make("p", {});
  const element = make("div", { class: "answer" }, heading, more);
  const isNew = changes();
  return {
    element,
    update(view) {
      if (!view.footprint || !view.open || !isNew(view.footprint, view.open)) return;
      const said = sentenceOf(view, view.open, view.footprint);
      fill(heading, ...said.main);
      fill(more, ...said.more);
    },
  };
}

/** Whom the battery protects: people and area, in three ways of counting flights, by province. */
export function protectsPanel(language: Language): Panel {
  const shares = make("tbody");
  const provinces = make("tbody");
  const caption = make("caption");
  const isNew = changes();
  const provinceTable = make(
    "div",
    { class: "scroll" },
    make(
      "table",
      {},
      make("caption", {}, language.say("by_province")),
      head(
        language.say("province"),
        language.say("people_there"),
        language.say("share_people"),
        language.say("share_area"),
      ),
      provinces,
    ),
  );
  const element = make(
    "section",
    { class: "panel", "aria-label": language.say("protects") },
    make("h2", {}, language.say("protects")),
    make(
      "table",
      {},
      caption,
      head(
        language.say("counted"),
        language.say("share"),
        language.say("people"),
        language.say("area"),
      ),
      shares,
    ),
    make("p", { class: "note" }, language.say("defended_means")),
    provinceTable,
  );
  return {
    element,
    update(view) {
      const answer = view.footprint?.answer;
      if (!answer || !isNew(answer)) return;
      fill(caption, language.say("flights_count", { flights: answer.flights.length }));
      fill(
        shares,
        ...answer.shares.map((one) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, language.term(one.over)),
            figure(
              numberSpan(
                language,
                one.share,
                language.say("about_share", { over: language.term(one.over) }),
                "share",
              ),
            ),
            figure(numberSpan(language, one.people, language.say("about_people"), "people")),
            figure(numberSpan(language, one.area, language.say("about_area"))),
          ),
        ),
      );
      // provinces come with the fine answer only; the last ones stand until then
      if (answer.provinces.length > 0) {
        fill(
          provinces,
          ...answer.provinces.map((one) =>
            make(
              "tr",
              {},
              make("th", { scope: "row" }, language.name({ title: one.name, korean: one.korean })),
              make("td", { class: "figure" }, language.people(one.people)),
              make("td", { class: "figure" }, language.percent(one.people_share)),
              make("td", { class: "figure" }, language.percent(one.area_share)),
            ),
          ),
        );
      }
      provinceTable.hidden = provinces.childElementCount === 0;
    },
  };
}

/** Over whose territory the radar sees. */
export function seesPanel(language: Language): Panel {
  const isNew = changes();
  const rows = make("tbody");
  const caption = make("caption");
  const element = make(
    "section",
    { class: "panel", "aria-label": language.say("sees") },
    make("h2", {}, language.say("sees")),
    make(
      "table",
      {},
      caption,
      head(language.say("country"), language.say("share_seen"), language.say("area_seen")),
      rows,
    ),
  );
  return {
    element,
    update(view: View) {
      const coverage = view.coverage;
      if (!coverage || !isNew(coverage)) return;
      fill(
        caption,
        language.say("sees_caption", { altitude: language.quantity(view.state.altitude_km, "km") }),
      );
      fill(
        rows,
        ...coverage.countries.map((one) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, language.country(one.code, one.title)),
            figure(numberSpan(language, one.share, language.say("about_seen"), "share")),
            figure(numberSpan(language, one.area, language.say("about_seen"))),
          ),
        ),
      );
    },
  };
}
