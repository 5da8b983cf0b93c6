import { fill, make } from "../dom";
import type { Number as Quantity } from "../engine/engine";
import type { Language } from "../words";
import type { Kind } from "./number";
import { numberSpan, oneStop } from "./number";
import { ranged, sentenceOf } from "./sentence";
import { figure, head, line } from "./table";
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
      const { footprint, open, range, ranging } = view;
      if (!open || !isNew(footprint, open, range, ranging)) return;
      const said = sentenceOf(view, open, footprint);
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
  const sharesTable = make(
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
  );
  const element = make(
    "section",
    { class: "panel", "aria-label": language.say("protects") },
    make("h2", {}, language.say("protects")),
    sharesTable,
    make("p", { class: "note" }, language.say("defended_means")),
    provinceTable,
  );
  return {
    element,
    update(view) {
      const answer = view.footprint?.answer;
      if (!answer || !isNew(answer, view.range)) return;
      fill(caption, language.say("flights_count", { flights: answer.flights.length }));
      fill(
        shares,
        ...answer.shares.map((shares) => {
          const one = ranged(view, shares);
          const number = (quantity: Quantity, about: string, kind?: Kind) =>
            figure(numberSpan(language, quantity, about, kind, "quantity_cited"));
          const over = language.term(one.over);
          return line(
            over,
            number(one.share, language.say("about_share", { over }), "share"),
            number(one.people, language.say("about_people"), "people"),
            number(one.area, language.say("about_area")),
          );
        }),
      );
      oneStop(sharesTable);
      // provinces come with the fine answer only; the last ones stand until then
      if (answer.provinces.length > 0) {
        fill(
          provinces,
          ...answer.provinces.map((one) => {
            const [name, average] = [
              language.name({ title: one.name, korean: one.korean }),
              language.term("average"),
            ];
            const census = language.say("source_people", {
              from: language.term(answer.provenance.people_from ?? ""),
            });
            const number = (value: number, about: string, kind: Kind, source?: string) =>
              figure(
                numberSpan(
                  language,
                  { value, unit: "1", ...(source ? { source } : {}) },
                  about,
                  kind,
                ),
              );
            return line(
              name,
              number(one.people, language.say("about_residents", { name }), "people", census),
              number(
                one.people_share,
                language.say("about_people_of", { name, over: average }),
                "share",
              ),
              number(
                one.area_share,
                language.say("about_area_of", { name, over: average }),
                "share",
              ),
            );
          }),
        );
        oneStop(provinceTable);
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
          line(
            language.name(one),
            figure(numberSpan(language, one.share, language.say("about_seen"), "share")),
            figure(numberSpan(language, one.area, language.say("about_seen"))),
          ),
        ),
      );
      oneStop(element);
    },
  };
}
