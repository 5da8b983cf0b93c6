import { make } from "../dom";
import type { Language, Word } from "../words";
import type { Panel } from "./view";

/** What can be kept of the page, and how it is opened again. */
export interface Keeping {
  saveScenario: () => void;
  loadScenario: (text: string) => void;
  copyLink: () => void;
  exportAs: (format: "png" | "svg" | "geojson" | "csv") => void;
}

/** Files and a link. */
export function filesPanel(language: Language, keeping: Keeping): Panel {
  const button = (word: Word, act: () => void) => {
    const made = make("button", { type: "button" }, language.say(word));
    made.addEventListener("click", act);
    return made;
  };
  const input = make("input", {
    type: "file",
    accept: ".yaml,.yml,text/yaml",
    "aria-label": language.say("load_scenario"),
  });
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (file) keeping.loadScenario(await file.text());
    input.value = "";
  });
  const provenance = make("p", { class: "note" });
  const element = make(
    "section",
    { class: "panel files", "aria-label": language.say("files") },
    make("h2", {}, language.say("files")),
    make(
      "div",
      { class: "row" },
      button("link", keeping.copyLink),
      button("save_scenario", keeping.saveScenario),
      make("span", { class: "button" }, language.say("load_scenario"), input),
    ),
    make(
      "div",
      { class: "row", role: "group", "aria-label": language.say("export") },
      make("span", {}, language.say("export")),
      ...(["png", "svg", "geojson", "csv"] as const).map((format) => {
        const made = make(
          "button",
          { type: "button", "data-format": format },
          format === "geojson" ? "GeoJSON" : format.toUpperCase(),
        );
        made.addEventListener("click", () => keeping.exportAs(format));
        return made;
      }),
    ),
    provenance,
  );
  return {
    element,
    update(view) {
      provenance.textContent = view.footprint?.answer.provenance.line ?? "";
    },
  };
}
