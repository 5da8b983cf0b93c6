import "./style/theme.css";
import "./style/map.css";
import "./style/page.css";
import { App } from "./app";
import { make } from "./dom";
import type { Engine } from "./engine/engine";
import { MessageEngine } from "./engine/messages";
import { SocketCarrier } from "./engine/socket";
import { loadBorders } from "./map/borders";
import { shownOf, stateOf } from "./state/link";
import type { PageState } from "./state/state";
import { firstState } from "./state/state";
import type { LanguageCode } from "./words";
import { Language } from "./words";

/** The missile whose footprint a first visit shows, where the engine has it. */
const FIRST_MISSILE = "nodong";

async function start(): Promise<void> {
  const language = new Language(languageCode());
  document.documentElement.lang = language.code;
  document.title = language.say("title");
  const status = make("p", { class: "page", role: "status" }, language.say("connecting"));
  const root = document.getElementById("page");
  if (!root) throw new Error("the document has no place for the page");
  root.append(topOf(language), make("main", {}, status));
  const address = new URL("engine", window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.hash = "";
  address.search = "";
  const engine: Engine = new MessageEngine(new SocketCarrier(address.href));
  engine.onConnection((connection) => {
    status.textContent = connection === "lost" ? language.say("lost") : "";
    status.hidden = connection !== "lost";
  });
  const borders = loadBorders();
  const describe = await engine.describe();
  const scenario = describe.scenarios[0]?.key ?? "";
  const known = describe.missiles.some((one) => one.key === FIRST_MISSILE);
  const first = firstState(scenario, known ? FIRST_MISSILE : null);
  const linked = await stateOf(window.location.hash, first);
  const { state, opened } = await openOr(engine, linked, first);
  const shown = shownOf(window.location.hash);
  const app = new App(engine, describe, await borders, language, state, shown, opened);
  status.after(app.element);
  app.start();
}

/** Open the state of a link; one that the engine refuses gives way to the first. */
async function openOr(engine: Engine, linked: PageState | null, first: PageState) {
  if (linked) {
    try {
      return { state: linked, opened: await engine.open(linked.setting) };
    } catch {
      return { state: first, opened: await engine.open(first.setting) };
    }
  }
  return { state: first, opened: await engine.open(first.setting) };
}

function languageCode(): LanguageCode {
  const asked = new URLSearchParams(window.location.search).get("lang");
  if (asked === "ko" || asked === "en") return asked;
  return navigator.language.startsWith("ko") ? "ko" : "en";
}

/** The head of the page, with the way to the other language. */
function topOf(language: Language): HTMLElement {
  const other = language.code === "ko" ? "en" : "ko";
  const link = make("a", { href: `?lang=${other}`, lang: other }, language.say("other_language"));
  link.addEventListener("click", () => {
    const query = new URLSearchParams(window.location.search);
    query.set("lang", other);
    // the state of the page comes along
    link.href = `?${query}${window.location.hash}`;
  });
  return make(
    "header",
    { class: "top" },
    make("p", { class: "name" }, language.code === "ko" ? "봉수 bongsu" : "bongsu"),
    make("p", { class: "about" }, language.say("about")),
    link,
  );
}

void start();
