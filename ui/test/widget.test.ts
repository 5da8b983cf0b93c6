import { readFileSync } from "node:fs";
import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { MessageEngine } from "../src/engine/messages";
import type { Model } from "../src/widget/comm";
import { CommCarrier } from "../src/widget/comm";
import { same } from "../src/widget/same";
import { hosted } from "../src/widget/sheet";

const SHEETS = ["theme", "map", "page"].map((name) =>
  readFileSync(new URL(`../src/style/${name}.css`, import.meta.url), "utf-8"),
);

describe("style sheets within another page", () => {
  it("say nothing of that page, nor of its width", () => {
    for (const sheet of SHEETS.map(hosted)) {
      expect(sheet).not.toMatch(/:root|(^|[\s,}])(html|body)\b[^;]*\{/m);
      expect(sheet).not.toMatch(/@media[^{]*(width|prefers-color-scheme)/);
    }
  });

  it("keep every colour, light and dark", () => {
    const [theme = ""] = SHEETS;
    const colours = (sheet: string) => sheet.match(/--[\w-]+: /g)?.length;
    expect(colours(hosted(theme))).toBe(colours(theme));
    expect(hosted(theme)).toContain(":host([data-dark]) {");
  });
});

describe("settings", () => {
  it("are the same in any order, with what is none left out", () => {
    const one = { scenario: "a", site: null, flights: { missile: "nodong", shapes: null } };
    expect(same(one, { flights: { missile: "nodong" }, scenario: "a", doctrine: {} })).toBe(true);
    expect(same(one, { ...one, site: "daegu" })).toBe(false);
    expect(same({ facing: 0 }, {})).toBe(false);
  });
});

/** A kernel with the views of one widget, each of which hears what any of them is answered. */
class Kernel {
  readonly asked: { id: number; topic: string; of?: number }[] = [];
  readonly #heard = new Set<Parameters<Model["on"]>[1]>();
  readonly model: Model = {
    get: () => null,
    set: () => {},
    save_changes: () => {},
    send: (_: unknown, __?: unknown, buffers: ArrayBuffer[] = []) => {
      for (const one of buffers) this.asked.push(decode(one) as (typeof this.asked)[number]);
    },
    on: (_, told) => void this.#heard.add(told),
    off: (_, told) => void this.#heard.delete(told),
  };

  answer(answer: object): void {
    const packed = encode(answer);
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    for (const told of this.#heard) told("answer", [view]);
  }

  get views(): number {
    return this.#heard.size;
  }
}

describe("views of one widget", () => {
  it("get their own answers, and wait under topics of their own", async () => {
    const kernel = new Kernel();
    const leaving = new AbortController();
    const views = [0, 1].map(
      () => new MessageEngine(new CommCarrier(kernel.model, leaving.signal)),
    );
    const answers = views.map((view) => view.open({}));
    await Promise.resolve();
    const [first, second] = kernel.asked;
    expect(first?.topic).not.toBe(second?.topic);
    expect(first?.topic).toMatch(/^open \d+$/);
    kernel.answer({ kind: "open", id: second?.id, title: "second" });
    kernel.answer({ kind: "open", id: first?.id, title: "first" });
    const titles = (await Promise.all(answers)).map((one) => one.title);
    expect(titles).toEqual(["first", "second"]);
    leaving.abort();
    expect(kernel.views).toBe(0);
  });
});
