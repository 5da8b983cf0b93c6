import { fill, make } from "../dom";
import type { Language } from "../words";
import { numberSpan } from "./number";
import { headline, siteName } from "./sentence";
import type { Panel, View } from "./view";
import { changes } from "./view";

/** The state that was pinned beside the one of now. */
export function comparePanel(language: Language, pin: () => void): Panel {
  const button = make("button", { type: "button" }, language.say("pin"));
  button.addEventListener("click", pin);
  const table = make("div", { class: "scroll" });
  const isNew = changes();
  const hint = make("p", { class: "note to-do" }, language.say("compare_hint"));
  const element = make(
    "section",
    { class: "panel", "aria-label": language.say("compare") },
    make("h2", {}, language.say("compare")),
    make("div", { class: "row" }, button),
    hint,
    table,
  );
  return {
    element,
    update(view) {
      button.textContent = language.say(view.pinned ? "unpin" : "pin");
      button.disabled = !view.footprint || !view.open;
      hint.hidden = view.pinned !== null;
      if (!isNew(view.pinned, view.open, view.footprint, view.coverage)) return;
      fill(table, rows(language, view));
    },
  };
}

function rows(language: Language, view: View): HTMLElement | null {
  const { pinned, open, footprint } = view;
  if (!pinned || !open || !footprint) return null;
  const sides = [
    { open: pinned.open, footprint: pinned.footprint, coverage: pinned.coverage },
    { open, footprint, coverage: view.coverage },
  ];
  const line = (name: string, cell: (side: (typeof sides)[number]) => HTMLElement | string) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, name),
      ...sides.map((side) => make("td", { class: "figure" }, cell(side))),
    );
  const share = (over: string) => (side: (typeof sides)[number]) => {
    const found = side.footprint.answer.shares.find((one) => one.over === over);
    if (!found) return "–";
    const about = language.say("about_share", { over: language.term(over) });
    return numberSpan(language, found.share, about, "share");
  };
  const countries = new Map(
    sides.flatMap((side) => side.coverage?.countries ?? []).map((one) => [one.code, one]),
  );
  return make(
    "table",
    {},
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        make("td", {}),
        make("th", { scope: "col", class: "figure" }, language.say("before")),
        make("th", { scope: "col", class: "figure" }, language.say("now_heading")),
      ),
    ),
    make(
      "tbody",
      {},
      line(language.say("site"), (side) => siteName(language, side.open)),
      line(language.say("boresight"), (side) =>
        numberSpan(
          language,
          {
            value: Math.round(side.open.batteries[0]?.boresight_deg ?? 0),
            unit: "deg",
            source: language.say("quantity_set"),
          },
          language.say("about_boresight"),
        ),
      ),
      line(language.say("share_people"), (side) =>
        numberSpan(
          language,
          headline(side.footprint).share,
          language.say("about_share", { over: language.term("average") }),
          "share",
        ),
      ),
      line(language.say("against_every_short"), share("every")),
      line(language.say("against_any_short"), share("any")),
      ...[...countries].map(([code, country]) =>
        line(language.say("seen_of", { country: language.name(country) }), (side) => {
          const found = side.coverage?.countries.find((one) => one.code === code);
          const share = found?.share ?? { value: 0, unit: "1" };
          return numberSpan(language, share, language.say("about_seen"), "share");
        }),
      ),
    ),
  );
}
