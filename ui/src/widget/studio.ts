import { make } from "../dom";
import { MessageEngine } from "../engine/messages";
import type { Setting } from "../engine/protocol";
import { countriesOf } from "../map/borders";
import { legendPart } from "../map/legend";
import { StudioMap } from "../map/studio";
import { answerPanel } from "../panels/answers";
import { colouringPanel } from "../panels/colouring";
import { controlsPanel } from "../panels/controls";
import { Live } from "../panels/live";
import { installTips } from "../panels/number";
import { placePanel } from "../panels/place";
import { Steps } from "../panels/steps";
import { Trouble } from "../panels/trouble";
import type { Change } from "../panels/view";
import { Session } from "../session";
import { firstState } from "../state/state";
import type { Language } from "../words";
import type { Model } from "./comm";
import { CommCarrier } from "./comm";
import { same } from "./same";

/** Show the map of a widget's deployment, until a signal says that it is taken away. */
export async function showStudio(
  root: HTMLElement,
  model: Model,
  language: Language,
  signal: AbortSignal,
) {
  const status = make("p", { role: "status" }, language.say("connecting"));
  root.append(status);
  const carrier = new CommCarrier(model, signal);
  const engine = new MessageEngine(carrier);
  const setting = () => model.get("setting") as Setting;
  const first = { ...firstState("", null), setting: setting() };
  const [borders, describe, opened] = await Promise.all([
    carrier.borders(),
    engine.describe(),
    engine.open(first.setting),
  ]);
  if (signal.aborted) return;

  const trouble = new Trouble(language);
  const live = new Live(language);
  const failed = (error: unknown) => trouble.say(error);
  const keep = () => {
    model.set("setting", session.state.setting);
    model.save_changes();
  };
  let wanted = false;
  let settled = 0;
  const show = () => {
    if (wanted || signal.aborted) return;
    wanted = true;
    requestAnimationFrame(() => {
      wanted = false;
      const { view } = session;
      trouble.update(view);
      map.show(view);
      for (const panel of panels) panel.update(view);
      steps.update(session.steps);
      busy.hidden = !session.busy;
      origin.textContent = view.open?.provenance.line ?? "";
    });
  };
  const session = new Session(engine, describe, language, first, opened, {
    changed: show,
    settled: () => {
      live.speak(session.view);
      settled += 1;
      root.dataset.settled = String(settled);
    },
    failed,
  });
  const change: Change = (to, phase) => {
    session.change(to, phase);
    if (phase === "rest") keep();
  };
  const map = new StudioMap(language, describe, countriesOf(JSON.parse(borders)), change);
  const steps = new Steps(language, (way) => {
    session.step(way);
    keep();
  });
  const answer = answerPanel(language);
  const legend = legendPart(language, () => null);
  const colouring = colouringPanel(language, change);
  const controls = controlsPanel(language, change);
  const place = placePanel(language, change);
  const panels = [answer, legend, colouring, controls, place];
  const busy = make("p", { class: "busy", hidden: true }, language.say("waiting"));
  const origin = make("footer");
  map.element.append(busy);
  status.replaceWith(
    make(
      "div",
      { class: "page" },
      trouble.element,
      make(
        "div",
        { class: "studio" },
        answer.element,
        make(
          "div",
          { class: "main-part" },
          make(
            "section",
            { class: "map-part", "aria-label": language.say("map_name") },
            map.element,
            make("div", { class: "row under-map" }, steps.element, colouring.element),
            legend.element,
          ),
        ),
        make("div", { class: "side" }, place.element, controls.element),
      ),
      origin,
      live.element,
    ),
  );
  installTips(root, signal);

  const followed = () => {
    const asked = setting();
    if (!same(asked, session.state.setting)) {
      session.change((state) => ({ ...state, setting: asked }), "rest");
    }
  };
  model.on("change:setting", followed);
  const recolour = () => {
    map.recolour();
    show();
  };
  root.addEventListener("recolour", recolour);
  signal.addEventListener("abort", () => {
    model.off("change:setting", followed);
    session.close();
    map.close();
  });
  session.start();
  show();
}
