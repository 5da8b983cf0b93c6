import { make } from "../dom";
import { oneStop } from "./number";

/** A cell with a number. */
export function figure(...children: (Node | string)[]): HTMLElement {
  return make("td", { class: "figure" }, ...children);
}

/** Names of columns: the first of rows' names, the others of numbers. */
export function head(first: string, ...others: string[]): HTMLElement {
  return make(
    "thead",
    {},
    make(
      "tr",
      {},
      make("th", { scope: "col" }, first),
      ...others.map((one) => make("th", { scope: "col", class: "figure" }, one)),
    ),
  );
}

/** A row with its name. */
export function line(name: Node | string, ...cells: HTMLElement[]): HTMLElement {
  return make("tr", {}, make("th", { scope: "row" }, name), ...cells);
}

/** A table that can be pushed sideways where there is little room. */
export function table(caption: string, ...parts: HTMLElement[]): HTMLElement {
  const made = make("table", {}, make("caption", {}, caption), ...parts);
  oneStop(made);
  return make("div", { class: "scroll" }, made);
}
