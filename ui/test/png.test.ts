import { crc32, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { asciiJson, withText } from "../src/export/png";

/** A chunk as the standard has it, by the library of Node. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type), data]);
  const made = Buffer.alloc(8 + body.length);
  made.writeUInt32BE(data.length, 0);
  body.copy(made, 4);
  made.writeUInt32BE(crc32(body), 4 + body.length);
  return made;
}

test("a picture says where it comes from in a chunk behind its header", () => {
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const header = chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
  const rest = [chunk("IDAT", deflateSync(Buffer.from([0, 0]))), chunk("IEND", Buffer.alloc(0))];
  const png = Uint8Array.from(Buffer.concat([signature, header, ...rest]));
  const text = asciiJson({ title: "성주 & Seongju" });
  expect(JSON.parse(text)).toEqual({ title: "성주 & Seongju" });
  const told = chunk("tEXt", Buffer.from(`Description\0${text}`, "latin1"));
  expect(Buffer.from(withText(png, "Description", text))).toEqual(
    Buffer.concat([signature, header, told, ...rest]),
  );
});
