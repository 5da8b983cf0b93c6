import { pointsOf } from "../engine/flight";
import type { AirShape } from "../globe/air";
import type { Moment, Recording } from "./moment";
import { arcsOf, ellipsePlaces, enlargement } from "./shapes";

/** What the globe shows of one moment. */
export function momentInAir(recording: Recording, moment: Moment): AirShape[] {
  const { answer, arcs } = recording;
  const enlarged = enlargement(moment.ellipses);
  return [
    ...arcsOf(answer, moment).flatMap((arc): AirShape[] => {
      const flight = arcs[arc];
      if (!flight) return [];
      return [{ kind: "line", points: pointsOf(flight), paint: "flight", width: 1, dashed: true }];
    }),
    ...moment.missiles.flatMap(({ at, way }): AirShape[] => [
      { kind: "line", points: way, paint: "flight", width: 3 },
      { kind: "mark", at, paint: "flight", size: 9, name: "" },
    ]),
    ...moment.interceptors.flatMap(({ at, way }): AirShape[] => [
      { kind: "line", points: way, paint: "shot", width: 2 },
      { kind: "mark", at, paint: "shot", size: 8, name: "" },
    ]),
    ...moment.ellipses.map((one): AirShape => {
      const { altitude_m } = one.at;
      const points = ellipsePlaces(one, enlarged).map((place) => ({ ...place, altitude_m }));
      return {
        kind: "line",
        points: [...points, ...points.slice(0, 1)],
        paint: "site",
        width: 1.4,
      };
    }),
    ...answer.events.slice(0, moment.last + 1).flatMap((one): AirShape[] => {
      const met = one.event === "intercept" || one.event === "meet";
      if (!met && one.event !== "impact") return [];
      const paint = met ? "shot" : "flight";
      return [{ kind: "mark", at: one, paint, size: 7, name: "" }];
    }),
  ];
}
