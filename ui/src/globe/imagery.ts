import type { ImageryProvider, Rectangle } from "@cesium/engine";
import { Event, GeographicTilingScheme } from "@cesium/engine";
import { geoBounds, geoEquirectangular, geoPath } from "d3-geo";
import type { Country } from "../map/borders";
import type { Theme } from "../map/theme";

const BEYOND_PX = 4;

/** How much of the Earth a picture shows, and how finely. */
interface Grain {
  /** All of the Earth where there is none. */
  rectangle?: Rectangle;
  tile_px: number;
  deepest: number;
}

/** A country with the part of the Earth that it lies in. [deg] */
interface Bounded {
  country: Country;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Pictures of the globe's ground, painted from the borders that the map has. */
export class BordersImagery {
  readonly tilingScheme: GeographicTilingScheme;
  readonly rectangle: Rectangle;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly minimumLevel = 0;
  readonly maximumLevel: number;
  readonly errorEvent = new Event();
  readonly hasAlphaChannel = false;
  readonly tileDiscardPolicy = undefined;
  readonly credit = undefined;
  readonly proxy = undefined;
  readonly #countries: readonly Bounded[];

  constructor(
    countries: readonly Country[],
    private readonly own: string,
    private readonly theme: Theme,
    { rectangle, tile_px, deepest }: Grain,
  ) {
    const one = { numberOfLevelZeroTilesX: 1, numberOfLevelZeroTilesY: 1 };
    this.tilingScheme = new GeographicTilingScheme(rectangle ? { rectangle, ...one } : {});
    this.rectangle = this.tilingScheme.rectangle;
    this.tileWidth = tile_px;
    this.tileHeight = tile_px;
    this.maximumLevel = deepest;
    this.#countries = countries.map((country) => {
      const [[west, south], [east, north]] = geoBounds(country.geometry);
      return { country, west, south, east, north };
    });
  }

  /** As CesiumJS knows it, whose type asks for what its own code does not. */
  get provider(): ImageryProvider {
    return this as unknown as ImageryProvider;
  }

  getTileCredits(): undefined {
    return undefined;
  }

  pickFeatures(): undefined {
    return undefined;
  }

  async requestImage(x: number, y: number, level: number): Promise<HTMLCanvasElement> {
    const { west, south, east, north } = this.tilingScheme.tileXYToRectangle(x, y, level);
    const size = this.tileWidth;
    const scale = size / (east - west);
    const projection = geoEquirectangular()
      .scale(scale)
      .translate([-scale * west, scale * north])
      .clipExtent([
        [-BEYOND_PX, -BEYOND_PX],
        [size + BEYOND_PX, size + BEYOND_PX],
      ]);
    const canvas = document.createElement("canvas");
    canvas.width = size;
    canvas.height = size;
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("this browser gives no canvas for the ground of the globe");
    const path = geoPath(projection, context);
    context.fillStyle = this.theme.sea;
    context.fillRect(0, 0, size, size);
    context.lineJoin = "round";
    const degrees = { west, south, east, north };
    for (const { country } of this.#countries.filter((one) => overlap(one, degrees))) {
      const own = country.code === this.own;
      context.beginPath();
      path(country.geometry);
      context.fillStyle = own ? this.theme.own : this.theme.land;
      context.fill("evenodd");
      context.strokeStyle = own ? this.theme.ownCoast : this.theme.coast;
      context.lineWidth = own ? 1.5 : 0.8;
      context.stroke();
    }
    return canvas;
  }
}

const DEG = 180 / Math.PI;

function overlap(
  one: Omit<Bounded, "country">,
  tile_rad: { west: number; south: number; east: number; north: number },
): boolean {
  if (one.south > DEG * tile_rad.north || one.north < DEG * tile_rad.south) return false;
  // a country beyond the antimeridian ends west of where it begins
  if (one.west > one.east) {
    return one.west < DEG * tile_rad.east || one.east > DEG * tile_rad.west;
  }
  return one.west < DEG * tile_rad.east && one.east > DEG * tile_rad.west;
}
