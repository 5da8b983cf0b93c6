import { make } from "../dom";
import mapSheet from "../style/map.css?raw";
import pageSheet from "../style/page.css?raw";
import themeSheet from "../style/theme.css?raw";
import type { LanguageCode } from "../words";
import { Language } from "../words";
import type { Model } from "./comm";
import { hosted } from "./sheet";
import { showStudio } from "./studio";
import widgetSheet from "./widget.css?raw";

const DARK = "(prefers-color-scheme: dark)";

/** Called by anywidget for each place in which the widget is shown; gives what takes it away. */
function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const leaving = new AbortController();
  // within a root of its own neither side's style sheets reach the other
  const lang = model.get("language") as LanguageCode;
  const host = make("div", { class: "bongsu-studio", lang });
  const shadow = host.attachShadow({ mode: "open" });
  const sheets = [themeSheet, mapSheet, pageSheet].map(hosted);
  const root = make("div");
  shadow.append(make("style", {}, [...sheets, widgetSheet].join("\n")), root);
  // arrow keys move the battery, and not the notebook
  host.dataset.lmSuppressShortcuts = "true";
  const darken = () => {
    host.toggleAttribute("data-dark", isDark());
    root.dispatchEvent(new Event("recolour"));
  };
  darken();
  const { signal } = leaving;
  window.matchMedia(DARK).addEventListener("change", darken, { signal });
  const watch = new MutationObserver(darken);
  watch.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  signal.addEventListener("abort", () => watch.disconnect());
  el.append(host);
  showStudio(root, model, new Language(lang), signal).catch((error: unknown) => {
    root.replaceChildren(make("p", { role: "alert" }, String(error)));
  });
  return () => leaving.abort();
}

/** Whether the notebook is dark: as JupyterLab says, elsewhere as the reader's system does. */
function isDark(): boolean {
  const light = document.body.dataset.jpThemeLight;
  return light ? light === "false" : window.matchMedia(DARK).matches;
}

export default { render };
