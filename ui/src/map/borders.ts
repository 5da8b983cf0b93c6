import { geoCentroid } from "d3-geo";
import type { FeatureCollection, Geometry, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import bordersAddress from "../../../src/bongsu/geography/data/borders.topo.json?url";
import type { Extent } from "./camera";
import type { Place, Plane } from "./plane";

/** Land of a country. */
export interface Country {
  /** ISO 3166-1 alpha-3 code, empty where it has none. */
  code: string;
  name: string;
  geometry: MultiPolygon | Polygon;
}

type Named = { countries: GeometryCollection<{ name: string }> };

/** Read the borders that the package itself computes with. */
export async function loadBorders(): Promise<Country[]> {
  const answer = await fetch(bordersAddress);
  if (!answer.ok) throw new Error(`the borders could not be read: ${answer.status}`);
  return countriesOf((await answer.json()) as Topology<Named>);
}

export function countriesOf(topology: Topology<Named>): Country[] {
  const found = feature(topology, topology.objects.countries) as FeatureCollection<
    Geometry,
    { name: string }
  >;
  return found.features.flatMap((one) =>
    one.geometry.type === "MultiPolygon" || one.geometry.type === "Polygon"
      ? [{ code: String(one.id ?? ""), name: one.properties.name, geometry: one.geometry }]
      : [],
  );
}

/** A piece of land in the plane of the map, with where it lies. */
export interface Piece {
  path: string;
  extent: Extent;
}

/** Land in the plane of the map. */
export interface Land {
  others: readonly Piece[];
  /** The country that is protected. */
  own: string;
  /** Where that country lies. [km] */
  extent: Extent;
}

export function landIn(plane: Plane, countries: readonly Country[], own: string): Land {
  const home = {
    type: "GeometryCollection" as const,
    geometries: countries.filter((one) => one.code === own).map((one) => one.geometry),
  };
  const others = countries
    .filter((one) => one.code !== own)
    .flatMap(({ geometry }) =>
      geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
    )
    .map((coordinates) => pieceOf(plane, { type: "Polygon", coordinates }))
    .filter((piece) => piece.path !== "");
  return { others, own: plane.outline(home), extent: plane.extent(home) };
}

function pieceOf(plane: Plane, polygon: Polygon): Piece {
  const path = plane.outline(polygon);
  return { path, extent: path ? plane.extent(polygon) : { west: 0, north: 0, east: 0, south: 0 } };
}

/** The middle of a country, about which the map is drawn. */
export function middleOf(countries: readonly Country[], code: string): Place {
  const found = countries.find((one) => one.code === code);
  if (!found) throw new Error(`the borders have no country ${code}`);
  const [longitude_deg, latitude_deg] = geoCentroid(found.geometry);
  return { latitude_deg, longitude_deg };
}
