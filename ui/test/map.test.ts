import { expect, test } from "vitest";
import { moved, nearer, showing, toPlane, toScreen } from "../src/map/camera";
import { placed } from "../src/map/placing";
import { bearing, distanceKm, Plane, placeAt } from "../src/map/plane";
import { scaleBar } from "../src/map/scene";
import type { Label } from "../src/map/shapes";

const SEONGJU = { latitude_deg: 36.04, longitude_deg: 128.22 };
const SEOUL = { latitude_deg: 37.57, longitude_deg: 126.98 };

test("a place in the plane is found again", () => {
  const plane = new Plane(SEONGJU);
  const point = plane.point(SEOUL);
  expect(point).not.toBeNull();
  const place = plane.place(point ?? [0, 0]);
  expect(place?.latitude_deg).toBeCloseTo(SEOUL.latitude_deg, 6);
  expect(place?.longitude_deg).toBeCloseTo(SEOUL.longitude_deg, 6);
  expect(plane.point({ latitude_deg: -36, longitude_deg: -52 })).toBeNull();
});

test("a place at a bearing and distance lies there", () => {
  const place = placeAt(SEONGJU, bearing(SEONGJU, SEOUL), distanceKm(SEONGJU, SEOUL));
  expect(place.latitude_deg).toBeCloseTo(SEOUL.latitude_deg, 9);
  expect(place.longitude_deg).toBeCloseTo(SEOUL.longitude_deg, 9);
  // one kilometre, as an arrow key moves a site
  expect(distanceKm(SEONGJU, placeAt(SEONGJU, 90, 1))).toBeCloseTo(1, 9);
});

test("coming nearer keeps the point under the pointer where it is", () => {
  const camera = showing({ west: -300, north: -200, east: 300, south: 400 }, 800, 600);
  const under = toPlane(camera, [120, 340]);
  const [x, y] = toScreen(nearer(camera, 1.7, [120, 340]), under);
  expect(x).toBeCloseTo(120, 9);
  expect(y).toBeCloseTo(340, 9);
  expect(toScreen(moved(camera, 5, -3), under)).toEqual([125, 337]);
});

test("all of an extent is shown", () => {
  const camera = showing({ west: -300, north: -200, east: 300, south: 400 }, 800, 600);
  for (const corner of [[-300, -200] as const, [300, 400] as const]) {
    const [x, y] = toScreen(camera, corner);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(800);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(600);
  }
});

const CAMERA = { scale: 1, x: 100, y: 100 };

function label(text: string, rank: number): Label {
  const look = { size: 12, colour: "black", halo: "white", dx: 6, dy: 0 } as const;
  return { kind: "label", at: [0, 0], text, anchor: "start", rank, ...look };
}

test("of labels of one place the highest goes to the right, the next to the left", () => {
  const three = [label("low", 1), label("high", 3), label("middle", 2)];
  const shown = placed(three, CAMERA, 300, 300, () => 30);
  expect(shown.map((one) => [one.label.text, one.at[0]])).toEqual([
    ["high", 106],
    ["middle", 64],
  ]);
});

test("labels keep clear of a room", () => {
  const room = { kind: "room", at: [20, 0], left: 10, right: 40, half_height: 10 } as const;
  const shown = placed([label("Seoul", 1), room], CAMERA, 300, 300, () => 30);
  expect(shown.map((one) => one.at[0])).toEqual([64]);
  const both = [room, { ...room, at: [-30, 0] as const }];
  expect(placed([label("Seoul", 1), ...both], CAMERA, 300, 300, () => 30)).toEqual([]);
});

test("a label that the edge would cut goes to the other side, or is left out", () => {
  const at = (width: number, rank: number) =>
    placed([label("Osaka", rank)], CAMERA, width, 300, () => 30).map((one) => one.at[0]);
  expect(at(300, 1)).toEqual([106]);
  expect(at(130, 1)).toEqual([64]);
  const wide = placed([label("Osaka", 1)], CAMERA, 130, 300, () => 110);
  expect(wide).toEqual([]);
  // a marker keeps its name, though the edge cuts it
  const marker = label("Seongju", Number.POSITIVE_INFINITY);
  expect(placed([marker], CAMERA, 130, 300, () => 110)).toHaveLength(1);
});

test("a scale bar has a round length", () => {
  const theme = { ink: "black", paper: "white" } as Parameters<typeof scaleBar>[2];
  const texts = [0.05, 0.3, 1, 7].map((scale) => {
    const found = scaleBar({ scale, x: 0, y: 0 }, 500, theme)[1];
    return found?.kind === "label" ? found.text : "";
  });
  expect(texts).toEqual(["2000 km", "200 km", "100 km", "10 km"]);
});
