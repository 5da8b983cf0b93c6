import {
  ArcType,
  BoundingSphere,
  buildModuleUrl,
  Cartesian2,
  Cartesian3,
  Color,
  ColorGeometryInstanceAttribute,
  ComponentDatatype,
  Credit,
  CreditDisplay,
  Ellipsoid,
  Geometry,
  GeometryAttribute,
  GeometryAttributes,
  GeometryInstance,
  Globe,
  ImageryLayer,
  LabelCollection,
  LabelStyle,
  Material,
  PerInstanceColorAppearance,
  PerspectiveFrustum,
  PointPrimitiveCollection,
  PolygonGeometry,
  PolygonHierarchy,
  PolylineCollection,
  Primitive,
  PrimitiveType,
  Rectangle,
  Scene,
} from "@cesium/engine";
import heightsWorker from "@cesium/engine/Source/Workers/createVerticesFromHeightmap.js?worker&url";
import pickerWorker from "@cesium/engine/Source/Workers/incrementallyBuildTerrainPicker.js?worker&url";
import transferWorker from "@cesium/engine/Source/Workers/transferTypedArrayTest.js?worker&url";
import type { AirPoint } from "../engine/flight";
import type { Country } from "../map/borders";
import type { Place } from "../map/plane";
import type { Theme } from "../map/theme";
import type { AirShape, Paint } from "./air";
import { BordersImagery } from "./imagery";

declare module "@cesium/engine" {
  namespace buildModuleUrl {
    function setBaseUrl(address: string): void;
  }
  interface Scene {
    /** Of a frame, before it is drawn. */
    initializeFrame(): void;
    /** Pixels of the canvas to a pixel of the page. */
    pixelRatio: number;
  }
}

const SHEET_OPACITY = 0.16;
const SURFACE_OPACITY = 0.22;
const DASH_PX = 12;
const BACK_DEG = 11;
const LOOK_DOWN_RAD = -0.72;
const EYE_HEIGHT_M = 1_150_000;
// so near the ground does not cut marks in two
const NEAR_M = 3_000_000;
/** About the site the ground is there at once, however slowly the rest comes. */
const NEAR_DEG = 16;
const NEAR = { tile_px: 2048, deepest: 1 };
const WORLD = { tile_px: 512, deepest: 5 };
const TURN_RAD = 0.06;
const CLOSER = 0.25;

// workers are asked for by name, in the folder above which all of them lie
for (const worker of [heightsWorker, pickerWorker, transferWorker]) {
  buildModuleUrl.setBaseUrl(new URL("..", new URL(worker, document.baseURI)).href);
}
CreditDisplay.cesiumCredit = new Credit("CesiumJS", true);

/** In which colours shapes are drawn. */
export interface Look {
  theme: Theme;
  colours: Readonly<Record<Paint, string>>;
}

/** Shapes that are drawn, kind by kind. */
interface Drawn {
  lines: PolylineCollection;
  points: PointPrimitiveCollection;
  labels: LabelCollection;
}

function drawnIn(scene: Scene): Drawn {
  return {
    lines: scene.primitives.add(new PolylineCollection()),
    points: scene.primitives.add(new PointPrimitiveCollection()),
    labels: scene.primitives.add(new LabelCollection({ scene })),
  };
}

/** The globe itself: draws shapes above the ground, and turns under the hand. */
export class GlobeScene {
  readonly #scene: Scene;
  readonly #canvas: HTMLCanvasElement;
  readonly #still: Drawn;
  readonly #moving: Drawn;
  #solids: Primitive[] = [];
  #frame = 0;
  readonly #sized = new ResizeObserver(() => this.#resize());

  constructor(
    canvas: HTMLCanvasElement,
    credits: HTMLElement,
    /** Pixels of the globe to one of the screen: fewer where it is drawn slowly. */
    private readonly fineness: number,
  ) {
    this.#canvas = canvas;
    this.#scene = new Scene({
      canvas,
      creditContainer: credits,
      creditViewport: credits,
      msaaSamples: 1,
      orderIndependentTranslucency: false,
      requestRenderMode: true,
    });
    const globe = new Globe(Ellipsoid.WGS84);
    globe.showGroundAtmosphere = false;
    globe.enableLighting = false;
    // arcs beyond the horizon are hidden by the Earth
    globe.depthTestAgainstTerrain = true;
    this.#scene.globe = globe;
    this.#still = drawnIn(this.#scene);
    this.#moving = drawnIn(this.#scene);
    this.#sized.observe(canvas);
    canvas.addEventListener("keydown", (event) => this.#key(event));
    for (const moved of ["pointerdown", "pointermove", "wheel"]) {
      canvas.addEventListener(moved, () => this.#scene.requestRender(), { passive: true });
    }
  }

  /** The ground, in the colours of a theme; finer about a place. */
  paint(countries: readonly Country[], own: string, theme: Theme, about: Place): void {
    const layers = this.#scene.imageryLayers;
    layers.removeAll();
    const { latitude_deg, longitude_deg } = about;
    const rectangle = Rectangle.fromDegrees(
      Math.max(-180, longitude_deg - NEAR_DEG),
      Math.max(-90, latitude_deg - NEAR_DEG),
      Math.min(180, longitude_deg + NEAR_DEG),
      Math.min(90, latitude_deg + NEAR_DEG),
    );
    for (const grain of [WORLD, { ...NEAR, rectangle }]) {
      const imagery = new BordersImagery(countries, own, theme, grain);
      layers.add(new ImageryLayer(imagery.provider));
    }
    this.#scene.backgroundColor = Color.fromCssColorString(theme.paper);
    const { globe } = this.#scene;
    if (globe) globe.baseColor = Color.fromCssColorString(theme.sea);
    this.#scene.requestRender();
  }

  /** Draw these shapes, and of those that stand still no others. */
  show(shapes: readonly AirShape[], look: Look): void {
    for (const solid of this.#solids) this.#scene.primitives.remove(solid);
    this.#solids = [];
    this.#draw(this.#still, shapes, look);
  }

  /** Draw these shapes, which are others at each moment: lines and marks. */
  move(shapes: readonly AirShape[], look: Look): void {
    this.#draw(this.#moving, shapes, look);
  }

  #draw(into: Drawn, shapes: readonly AirShape[], { theme, colours }: Look): void {
    const colour = (paint: Paint) => Color.fromCssColorString(colours[paint]);
    for (const one of Object.values(into)) one.removeAll();
    for (const shape of shapes) {
      if (shape.kind === "line") {
        into.lines.add({
          positions: shape.points.map(cartesian),
          width: shape.dashed ? 2 * shape.width : shape.width,
          material: shape.dashed
            ? Material.fromType("PolylineDash", { color: colour(shape.paint), dashLength: DASH_PX })
            : Material.fromType("Color", { color: colour(shape.paint) }),
        });
      } else if (shape.kind === "mark") mark(into, shape, colour(shape.paint), theme);
      else if (shape.kind === "sheet") {
        this.#solid(sheet(shape.rings, shape.altitude_m), colour(shape.paint), SHEET_OPACITY);
      } else this.#solid(surface(shape.rows), colour(shape.paint), SURFACE_OPACITY);
    }
    this.#scene.requestRender();
  }

  /** Look at a place from the south, so that heights are seen. */
  lookAt(place: Place): void {
    this.#scene.camera.setView({
      destination: Cartesian3.fromDegrees(
        place.longitude_deg,
        place.latitude_deg - BACK_DEG,
        EYE_HEIGHT_M,
      ),
      orientation: { heading: 0, pitch: LOOK_DOWN_RAD, roll: 0 },
    });
    this.#scene.requestRender();
  }

  /** Come closer, or go back by a factor below nought. */
  closer(share: number): void {
    const { camera, globe } = this.#scene;
    const height = globe?.ellipsoid.cartesianToCartographic(camera.position).height ?? EYE_HEIGHT_M;
    camera.moveForward(share * height);
    this.#scene.requestRender();
  }

  /** Draw while the globe is looked at, and not else. */
  shown(visible: boolean): void {
    cancelAnimationFrame(this.#frame);
    if (!visible) return;
    const draw = () => {
      this.#scene.initializeFrame();
      this.#scene.render();
      this.#frame = requestAnimationFrame(draw);
    };
    this.#resize();
    draw();
  }

  /** Whether the ground is there in the detail that the eye needs. */
  get ready(): boolean {
    return this.#scene.globe?.tilesLoaded ?? false;
  }

  #solid(geometry: Geometry | undefined, colour: Color, opacity: number): void {
    if (!geometry) return;
    const attributes = {
      color: ColorGeometryInstanceAttribute.fromColor(colour.withAlpha(opacity)),
    };
    const solid = new Primitive({
      // in a worker it would be another file to deliver, for a few thousand triangles
      asynchronous: false,
      geometryInstances: new GeometryInstance({ geometry, attributes }),
      appearance: new PerInstanceColorAppearance({
        flat: true,
        translucent: true,
        renderState: { depthMask: false, cull: { enabled: false } },
      }),
    });
    this.#solids.push(this.#scene.primitives.add(solid));
  }

  #resize(): void {
    const dense = this.fineness * Math.min(window.devicePixelRatio, 2);
    this.#canvas.width = Math.max(1, Math.round(dense * this.#canvas.clientWidth));
    this.#canvas.height = Math.max(1, Math.round(dense * this.#canvas.clientHeight));
    this.#scene.pixelRatio = dense;
    const { frustum } = this.#scene.camera;
    if (frustum instanceof PerspectiveFrustum) {
      frustum.aspectRatio = this.#canvas.width / this.#canvas.height;
    }
    this.#scene.requestRender();
  }

  #key(event: KeyboardEvent): void {
    const { camera } = this.#scene;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => camera.rotateLeft(TURN_RAD),
      ArrowRight: () => camera.rotateRight(TURN_RAD),
      ArrowUp: () => camera.rotateUp(TURN_RAD),
      ArrowDown: () => camera.rotateDown(TURN_RAD),
      "+": () => this.closer(CLOSER),
      "=": () => this.closer(CLOSER),
      "-": () => this.closer(-CLOSER),
    };
    const act = acts[event.key];
    if (!act) return;
    act();
    this.#scene.requestRender();
    event.preventDefault();
  }
}

function mark(
  { points, labels }: Drawn,
  shape: AirShape & { kind: "mark" },
  colour: Color,
  theme: Theme,
): void {
  const position = cartesian(shape.at);
  const paper = Color.fromCssColorString(theme.paper);
  if (shape.size > 0) {
    points.add({
      position,
      color: colour,
      pixelSize: shape.size,
      outlineColor: paper,
      outlineWidth: 1.5,
      disableDepthTestDistance: NEAR_M,
    });
  }
  if (shape.name === "") return;
  labels.add({
    position,
    text: shape.name,
    font: "600 13px system-ui, sans-serif",
    fillColor: colour,
    outlineColor: paper,
    outlineWidth: 3,
    style: LabelStyle.FILL_AND_OUTLINE,
    pixelOffset: new Cartesian2(9, -9),
    disableDepthTestDistance: NEAR_M,
  });
}

function cartesian(point: AirPoint): Cartesian3 {
  return Cartesian3.fromDegrees(point.longitude_deg, point.latitude_deg, point.altitude_m);
}

function sheet(rings: readonly (readonly Place[])[], altitude_m: number): Geometry | undefined {
  const [outside, ...holes] = rings.map((ring) =>
    Cartesian3.fromDegreesArray(ring.flatMap((one) => [one.longitude_deg, one.latitude_deg])),
  );
  if (!outside) return undefined;
  const polygon = new PolygonGeometry({
    polygonHierarchy: new PolygonHierarchy(
      outside,
      holes.map((hole) => new PolygonHierarchy(hole)),
    ),
    height: altitude_m,
    arcType: ArcType.GEODESIC,
    granularity: 0.05,
    vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT,
  });
  return PolygonGeometry.createGeometry(polygon);
}

/** Two triangles between each four neighbours of the rows. */
function surface(rows: readonly (readonly AirPoint[])[]): Geometry | undefined {
  const across = rows[0]?.length ?? 0;
  if (rows.length < 2 || across < 2) return undefined;
  const corners = rows.flat().map(cartesian);
  const values = new Float64Array(corners.flatMap(({ x, y, z }) => [x, y, z]));
  const indices: number[] = [];
  for (let row = 0; row + 1 < rows.length; row += 1) {
    for (let i = 0; i + 1 < across; i += 1) {
      const [a, b] = [row * across + i, (row + 1) * across + i];
      indices.push(a, a + 1, b, b, a + 1, b + 1);
    }
  }
  const attributes = new GeometryAttributes();
  attributes.position = new GeometryAttribute({
    componentDatatype: ComponentDatatype.DOUBLE,
    componentsPerAttribute: 3,
    values,
  });
  return new Geometry({
    attributes,
    indices: new Uint32Array(indices),
    primitiveType: PrimitiveType.TRIANGLES,
    boundingSphere: BoundingSphere.fromPoints(corners),
  });
}
