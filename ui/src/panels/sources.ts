import { fill, make } from "../dom";
import type { Parameter } from "../engine/engine";
import { withParameter } from "../state/state";
import type { Language } from "../words";
import { numberSpan } from "./number";
import type { Change, Panel } from "./view";
import { changes } from "./view";

const STEPS = 200;

/** Rows of the catalogue on which the answer rests, each with its range, source and a slider. */
export function sourcesPanel(language: Language, change: Change): Panel {
  const groups = make("div");
  const element = make(
    "section",
    { class: "panel sources-panel", "aria-label": language.say("sources") },
    make("h2", {}, language.say("sources")),
    make("p", { class: "note" }, language.say("sources_hint")),
    groups,
  );
  const rows = new Map<string, ParameterRow>();
  let shown = "";
  return {
    element,
    update(now) {
      const parameters = now.open?.parameters ?? [];
      const paths = parameters.map((one) => one.path).join();
      if (paths !== shown) {
        shown = paths;
        rows.clear();
        const entries = new Map<string, Parameter[]>();
        for (const one of parameters) {
          const entry = language.name({ title: one.entry, korean: one.entry_korean });
          entries.set(entry, [...(entries.get(entry) ?? []), one]);
        }
        fill(
          groups,
          ...[...entries].map(([entry, some]) =>
            make(
              "details",
              {},
              make("summary", {}, entry),
              make(
                "div",
                { class: "rows" },
                ...some.map((one) => {
                  const made = parameterRow(language, one, (value, phase) => {
                    change((state) => withParameter(state, one.path, value), phase);
                  });
                  rows.set(one.path, made);
                  return made.element;
                }),
              ),
            ),
          ),
        );
      }
      for (const one of parameters) {
        rows.get(one.path)?.update(one, one.path in (now.state.setting.parameters ?? {}));
      }
    },
  };
}

/** A row with what it is a row of, for a list of rows of many entries. */
export function rowName(language: Language, parameter: Parameter): string {
  const { entry: title, entry_korean: korean } = parameter;
  return `${language.name({ title, korean })}: ${titleOf(language, parameter)}`;
}

function titleOf(language: Language, { title, title_korean }: Parameter): string {
  return language.name({ title, korean: title_korean });
}

/** A value with its unit, as a scenario file has it. */
export function withUnit(value: number, unit: string): string | number {
  return unit === "1" || unit === "" ? value : `${value} ${unit}`;
}

/** Ends of a slider: half as far again as the sources go, within what the engine takes. */
export function sliderEnds({ cited, number, least, most }: Parameter): [number, number] {
  const [low, high] = [number.low ?? cited / 2, number.high ?? cited * 2];
  const beyond = (high - low) / 2;
  const ends: [number, number] = [Math.max(least, low - beyond), Math.min(most, high + beyond)];
  return ends[0] < ends[1] ? ends : [least, Math.min(most, least + 1)];
}

/** A slider of a row. */
export interface ParameterRow {
  element: HTMLElement;
  update(now: Parameter, changed: boolean): void;
}

/** A row of the catalogue with a slider, its value, and the way back to what is cited. */
export function parameterRow(
  language: Language,
  parameter: Parameter,
  moved: (value: string | number | null, phase: "passing" | "rest") => void,
  named: { within: string; label: string } = { within: "row", label: titleOf(language, parameter) },
): ParameterRow {
  const id = `${named.within}-${parameter.path.replaceAll(/[^\w]/g, "-")}`;
  const [least, most] = sliderEnds(parameter);
  const step = 10 ** Math.floor(Math.log10(Math.max(Number.EPSILON, (most - least) / STEPS)));
  const input = make("input", { id, type: "range", min: least, max: most, step });
  const tell = (phase: "passing" | "rest") =>
    moved(withUnit(Number(input.valueAsNumber.toPrecision(6)), parameter.number.unit), phase);
  input.addEventListener("input", () => tell("passing"));
  input.addEventListener("change", () => tell("rest"));
  const back = make("button", { type: "button" }, language.say("cited_again"));
  back.addEventListener("click", () => moved(null, "rest"));
  const value = make("span");
  const isNew = changes();
  const element = make(
    "div",
    { class: "row-of" },
    make("label", { for: id }, named.label),
    input,
    value,
    back,
  );
  return {
    element,
    update(now: Parameter, changed: boolean) {
      if (!isNew(now, changed)) return;
      const number = now.number.value ?? now.cited;
      if (document.activeElement !== input || !changed) input.valueAsNumber = number;
      input.setAttribute("aria-valuetext", language.quantity(number, now.number.unit));
      if (value.textContent !== language.quantity(number, now.number.unit)) {
        fill(value, numberSpan(language, now.number, titleOf(language, now)));
      }
      element.classList.toggle("changed", changed);
      back.hidden = !changed;
    },
  };
}
