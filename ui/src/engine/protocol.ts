// Written by `uv run python -m tools.protocol` from src/bongsu/server/messages.py; do not edit.

export const PROTOCOL = 1;

/** Ask for the flights of others, which are not aimed at the protected country. */
export interface ArcsRequest {
  id: number;
  topic?: string;
  kind: "arcs";
  setting: Setting;
}

/** Ask to leave a request, waiting or begun; it is answered with ``dropped``. */
export interface CancelRequest {
  id: number;
  topic?: string;
  kind: "cancel";
  /** Its identifier. [1] */
  of: number;
}

/** Ask over whose territory the radar of a battery sees. */
export interface CoverageRequest {
  id: number;
  topic?: string;
  kind: "coverage";
  setting: Setting;
  /** Height of what is looked at. [km] */
  altitude_km?: number;
  /** What is looked at: one of the catalogue. */
  cross_section?: string;
}

/** Ask what the engine has; the answer changes only with the engine. */
export interface DescribeRequest {
  id: number;
  topic?: string;
  kind: "describe";
}

/** Rules of fire; what is none stays as the scenario has it. */
export interface Doctrine {
  /** When to look. */
  rule?: "salvo" | "shoot-look-shoot" | "shoot-shoot-look" | null;
  /** Interceptors of a salvo, for the rule ``salvo``. [1] */
  salvo?: number | null;
  /** No intercepts below and above. [km] */
  keep_out_altitude_km?: number | null;
  /** No intercepts below and above. [km] */
  ceiling_km?: number | null;
  /** Of one shot, in place of the catalogue's factors. [1] */
  kill_probability?: number | null;
  /** From detection to first motion, in place of the catalogue's steps. [s] */
  detect_to_launch_s?: number | null;
  /** Earliest start of that clock after the missile's launch. [s] */
  clock_start_s?: number | null;
}

/** Ask for a file, as the command line writes it. */
export interface ExportRequest {
  id: number;
  topic?: string;
  kind: "export";
  setting: Setting;
  /** What is in it; of a scenario there is only YAML. */
  of: "scenario" | "footprint" | "coverage" | "timeline";
  /** Kind of file. */
  format: "yaml" | "geojson" | "csv" | "json" | "png" | "svg";
  /** Of a footprint; see :class:`FootprintRequest`. */
  aim_points?: number;
  /** Of a footprint; see :class:`FootprintRequest`. */
  required_shots?: number;
  /** Of a timeline; see :class:`TimelineRequest`. */
  target?: string | Spot | null;
  /** Of a timeline; see :class:`TimelineRequest`. */
  flight?: number;
  /** Of a coverage; see :class:`CoverageRequest`. */
  altitude_km?: number;
  /** Of a coverage; see :class:`CoverageRequest`. */
  cross_section?: string;
}

/** What flies; what is none stays as the scenario has it. */
export interface Flights {
  /** One missile: of the scenario's threats, else any of the catalogue. */
  missile?: string | null;
  /** Shapes of its arcs. */
  shapes?: ("minimum-energy" | "lofted" | "depressed" | "full-burn-lofted" | "full-burn-depressed")[] | null;
  /** Where it starts. */
  launch_areas?: (string | Spot)[] | null;
  /** Of lofted and depressed arcs. [km] */
  apogee_km?: number | null;
  /** What a radar sees of it after burnout: one of the catalogue. */
  cross_section?: string | null;
}

/** Ask whom the batteries protect. */
export interface FootprintRequest {
  id: number;
  topic?: string;
  kind: "footprint";
  setting: Setting;
  /** About how many: the grid whose number comes nearest. Few while something is dragged, more when it rests. [1] */
  aim_points?: number;
  /** Shots that make a place count as defended. [1] */
  required_shots?: number;
  /** Keys of grids that need not come again. */
  known_grids?: string[];
  /** Whether values of each flight come too, not only those of all together. */
  by_flight?: boolean;
  /** Whether people and area of each province come too. */
  by_province?: boolean;
}

/** Launchers that stand together. */
export interface LauncherGroup {
  /** Where; within 300 km of the radar. [deg] */
  latitude_deg: number;
  /** Where; within 300 km of the radar. [deg] */
  longitude_deg: number;
  /** How many. [1] */
  count: number;
}

/** Ask for a setting with everything filled in, and checked. */
export interface OpenRequest {
  id: number;
  topic?: string;
  kind: "open";
  setting: Setting;
  /** Whether the file and the rows of the catalogue come too. */
  details?: boolean;
}

/** Ask what becomes of many missiles at once, by chance. The answer comes in pieces. */
export interface RaidRequest {
  id: number;
  topic?: string;
  kind: "raid";
  setting: Setting;
  /** Text of a raid file, YAML or JSON; the scenario's own raid where there is none. */
  raid?: string | null;
  /** How often it is played. [1] */
  replications?: number;
  /** Of the random numbers. [1] */
  seed?: number;
}

/** What is asked about: a scenario, and what is changed of it. What is none stays. */
export interface Setting {
  /** Key of a scenario that the engine has. */
  scenario?: string;
  /** Text of a scenario file, in place of that one. */
  yaml?: string | null;
  /** Name of the battery whose site, radar, launchers and doctrine are changed; the first one where there is none. */
  battery?: string | null;
  /** Where it stands; its launchers come with it. */
  site?: string | Spot | null;
  /** Where its radar faces: degrees clockwise from north, ``threats``, or a place. A battery that is moved faces the threats unless this says otherwise. [deg] */
  facing?: number | string | Spot | null;
  /** Mode of its radar. */
  mode?: string | null;
  /** Elevation of the boresight. [deg] */
  tilt_deg?: number | null;
  /** Beyond it the radar detects nothing. [km] */
  radar_limit_km?: number | null;
  /** In place of its own. */
  launchers?: LauncherGroup[] | null;
  /** Rules of fire. */
  doctrine?: Doctrine;
  /** What flies. */
  flights?: Flights;
  /** Whether tracks of the separate radars reach fire control. */
  cued?: boolean | null;
  /** What radars see of an object. */
  cross_section_model?: "constant" | "by-aspect" | "nose-on" | "side" | "rear" | null;
  /** How people are counted. */
  people_from?: "census" | "populated-places" | "none" | null;
  /** Other values of rows of the catalogue, by path: with unit, in SI units, or ``low``, ``nominal`` or ``high`` of its range. */
  parameters?: Record<string, number | string>;
}

/** A place by its coordinates. */
export interface Spot {
  /** Geodetic. [deg] */
  latitude_deg: number;
  /** Geodetic. [deg] */
  longitude_deg: number;
  /** Above the ellipsoid. [m] */
  altitude_m?: number;
  /** What results call it; its coordinates where there is none. */
  name?: string | null;
}

/** Ask what a battery can do about one flight. */
export interface TimelineRequest {
  id: number;
  topic?: string;
  kind: "timeline";
  setting: Setting;
  /** Where the flight aims. */
  target: string | Spot;
  /** Which of the setting's flights. [1] */
  flight?: number;
}

export type AnyRequest =
  | DescribeRequest
  | OpenRequest
  | FootprintRequest
  | TimelineRequest
  | CoverageRequest
  | ArcsRequest
  | RaidRequest
  | ExportRequest
  | CancelRequest;

/** A flight, sampled. */
export interface Arc {
  /** Since launch, and where. [s, deg, deg, m] */
  time_s: Array;
  /** Since launch, and where. [s, deg, deg, m] */
  latitude_deg: Array;
  /** Since launch, and where. [s, deg, deg, m] */
  longitude_deg: Array;
  /** Since launch, and where. [s, deg, deg, m] */
  altitude_m: Array;
}

/** Flights of others, and whether the radar sees them. */
export interface ArcsAnswer {
  id: number;
  took_ms?: number;
  kind: "arcs";
  /** Those that exist. */
  arcs: OtherArc[];
  /** A sentence for each that does not. */
  missing: string[];
  provenance: Provenance;
}

/** Numbers as little-endian bytes. */
export interface Array {
  /** Kind and bytes of each number. */
  dtype: "f4" | "f8" | "i4" | "u1" | "u2" | "u4";
  /** Sizes, the last running fastest. [1] */
  shape: number[];
  /** The numbers; one that there is not is NaN. */
  data: Uint8Array;
}

/** What is seen of a country. */
export interface CountrySeen {
  /** ISO 3166-1 alpha-3 code, and in words. */
  code: string;
  /** ISO 3166-1 alpha-3 code, and in words. */
  title: string;
  /** Area over which one look detects the object. [km2] */
  area: Number;
  /** Of the country. [1] */
  share: Number;
}

/** Over whose territory a radar sees. */
export interface CoverageAnswer {
  id: number;
  took_ms?: number;
  kind: "coverage";
  /** The answer in words. */
  sentence: string;
  /** Where one look detects the object, and where a track is kept. */
  detected: Outline;
  /** Where one look detects the object, and where a track is kept. */
  tracked: Outline;
  /** Of which something is seen, the largest area first. */
  countries: CountrySeen[];
  provenance: Provenance;
}

/** What there is to choose from. */
export interface DescribeAnswer {
  id: number;
  took_ms?: number;
  kind: "describe";
  /** :data:`PROTOCOL`. [1] */
  protocol: number;
  /** Of the package. */
  version: string;
  /** Requests that this engine answers. */
  kinds: string[];
  /** Scenarios; the first is the one to open. */
  scenarios: Named[];
  /** Entries of the catalogue. */
  missiles: NamedMissile[];
  /** Entries of the catalogue. */
  cross_sections: NamedCrossSection[];
  /** Entries of the catalogue. */
  launch_areas: NamedPlace[];
  /** Entries of the catalogue. */
  sites: NamedPlace[];
  /** Entries of the catalogue. */
  targets: NamedPlace[];
  /** For labels, the largest first. */
  cities: NamedPlace[];
  /** Words; `reason` of a footprint counts in `reasons`. */
  shapes: ("minimum-energy" | "lofted" | "depressed" | "full-burn-lofted" | "full-burn-depressed")[];
  /** Words; `reason` of a footprint counts in `reasons`. */
  modes: string[];
  /** Words; `reason` of a footprint counts in `reasons`. */
  rules: ("salvo" | "shoot-look-shoot" | "shoot-shoot-look")[];
  /** Words; `reason` of a footprint counts in `reasons`. */
  cross_section_models: ("constant" | "by-aspect" | "nose-on" | "side" | "rear")[];
  /** Words; `reason` of a footprint counts in `reasons`. */
  overs: ("every" | "average" | "any")[];
  /** Words; `reason` of a footprint counts in `reasons`. */
  reasons: ("feasible" | "not-seen" | "too-late" | "too-low" | "out-of-reach" | "out-of-range" | "no-such-shape")[];
  /** `aim_points`, `text_characters`, `message_bytes`, `parameters`. [1] */
  limits: Record<string, number>;
}

/** There is no answer: a newer request of the topic came, or it was cancelled. */
export interface Dropped {
  id: number;
  took_ms?: number;
  kind: "dropped";
}

/** A file. */
export interface ExportAnswer {
  id: number;
  took_ms?: number;
  kind: "export";
  /** What to call it. */
  name: string;
  /** What it is. */
  media_type: string;
  /** What is in it, with where it comes from. */
  content: Uint8Array;
}

/** There is no answer, for a reason that the sentence says. */
export interface Failed {
  /** Of the request; 0 where the message had none. */
  id: number;
  took_ms?: number;
  kind: "error";
  /** Of what kind it is. */
  error: "message" | "input" | "out-of-reach" | "busy" | "internal";
  /** One sentence. */
  message: string;
  /** Every mistake of a scenario, with line and column. */
  problems?: string[];
}

/** A step of fire control. */
export interface FireStep {
  /** What is done. */
  name: string;
  /** How long it takes. [s] */
  duration: Number;
  /** When, since the launch of the missile; none where it never comes. [s] */
  begins_s: number | null;
  /** When, since the launch of the missile; none where it never comes. [s] */
  ends_s: number | null;
}

/** Values of each flight at each aim point. */
export interface FlightValues {
  /** First reason why there is no shot, counted in `reasons` of the description. [1] */
  reason: Array;
  /** Shots that the doctrines allow. [1] */
  shots: Array;
  /** Time by which the launch may slip; negative: by which it comes too late; NaN where no launch at any time would do. [s] */
  margin_s: Array;
  /** Distance inside reach; negative: beyond it. [km] */
  margin_km: Array;
  /** Probability that the warhead is destroyed; NaN where no arc reaches. [1] */
  p_defend: Array;
}

/** Whom the batteries protect. */
export interface FootprintAnswer {
  id: number;
  took_ms?: number;
  kind: "footprint";
  /** Of the values; none when its key was among the known ones. */
  grid: Grid | null;
  /** Its key. */
  grid_key: string;
  /** The answer in words. */
  sentence: string;
  /** What shares are of: people, or area where they are not counted. */
  weight: "people" | "area";
  /** People, or area, that some flight reaches. [1 or km2] */
  within_reach: Number;
  /** By how flights count together: every, average, any. */
  shares: Shares[];
  /** What flew. */
  flights: OpenFlight[];
  /** Flights that are met at each aim point. [1] */
  met: Array;
  /** Flights that reach it. [1] */
  reaching: Array;
  /** Mean probability of defence over the flights that reach it; NaN where none does. [1] */
  p_defend: Array;
  /** Of each flight, if asked for. */
  by_flight: FlightValues | null;
  /** If asked for, and people are those of a census. */
  provinces: ProvinceShares[];
  provenance: Provenance;
}

/** Aim points of a country, and the triangles over which values run between them. */
export interface Grid {
  /** Of the grid: the same key, the same grid. */
  key: string;
  /** ISO 3166-1 alpha-3 code. */
  country: string;
  /** Side of the largest cells. [km] */
  spacing_km: number;
  /** Aim points. [deg] */
  latitude_deg: Array;
  /** Aim points. [deg] */
  longitude_deg: Array;
  /** People of each cell; NaN where they are not counted. [1] */
  people: Array;
  /** Land of each cell. [km2] */
  area_km2: Array;
  /** Corners of the triangles: the aim points, then points around the country. [deg] */
  mesh_latitude_deg: Array;
  /** Corners of the triangles: the aim points, then points around the country. [deg] */
  mesh_longitude_deg: Array;
  /** Cell whose values a corner has. [1] */
  mesh_cell: Array;
  /** Corners of each. [1] */
  triangles: Array;
}

/** Something that happens at one time. */
export interface Moment {
  /** What. */
  name: string;
  /** Since the launch of the missile. [s] */
  time_s: number;
  /** Where the missile is. [deg, m] */
  latitude_deg: number;
  /** Where the missile is. [deg, m] */
  longitude_deg: number;
  /** Where the missile is. [deg, m] */
  altitude_m: number;
}

/** A cross-section of the catalogue. */
export interface NamedCrossSection {
  key: string;
  title: string;
  korean?: string;
  /** Its mean. [m2] */
  area: Number;
}

/** Something that a setting can name. */
export interface Named {
  /** Its name in messages and files. */
  key: string;
  /** What people read; the Korean one is empty where there is none. */
  title: string;
  /** What people read; the Korean one is empty where there is none. */
  korean?: string;
}

/** A missile of the catalogue. */
export interface NamedMissile {
  key: string;
  title: string;
  korean?: string;
  /** Shapes of its arcs. */
  shapes: ("minimum-energy" | "lofted" | "depressed" | "full-burn-lofted" | "full-burn-depressed")[];
  /** As its row has it. [km] */
  published_range: Number;
}

/** A place with a name. */
export interface NamedPlace {
  key: string;
  title: string;
  korean?: string;
  /** Where it is. [deg] */
  latitude_deg: number;
  /** Where it is. [deg] */
  longitude_deg: number;
  /** Above the ellipsoid. [m] */
  altitude_m?: number;
  /** ISO 3166-1 alpha-3 code; empty where it is not known. */
  country?: string;
  /** Residents; none where they are not counted. [1] */
  people?: number | null;
}

/** A number with its unit, and where it comes from. */
export interface Number {
  /** The number; none where there is none. [unit] */
  value: number | null;
  /** Its unit; ``1`` for counts, shares and probabilities. */
  unit: string;
  /** Range that its sources give; none where the number is computed or chosen. [unit] */
  low?: number | null;
  /** Range that its sources give; none where the number is computed or chosen. [unit] */
  high?: number | null;
  /** Row of the catalogue that it is, such as ``battery.thaad-battery.plan-time``. */
  row?: string | null;
  /** Quality of that row. */
  quality?: "A" | "B" | "C" | "D" | "U" | null;
  /** Whom the row cites, or who set the number. */
  source?: string | null;
}

/** A setting with everything filled in. */
export interface OpenAnswer {
  id: number;
  took_ms?: number;
  kind: "open";
  /** Of the scenario. */
  title: string;
  /** A file that loads as this setting; empty without details. */
  yaml: string;
  /** Whom the batteries protect: ISO 3166-1 alpha-3 code, and in words. */
  country: string;
  /** Whom the batteries protect: ISO 3166-1 alpha-3 code, and in words. */
  country_title: string;
  /** As they stand. */
  batteries: OpenBattery[];
  /** What flies, in the order of a footprint's. */
  flights: OpenFlight[];
  /** Where the first battery might stand. */
  candidate_sites: NamedPlace[];
  /** Separate radars. */
  radars: NamedPlace[];
  /** Rows on which the answers rest, that a control can move; none without details. */
  parameters: Parameter[];
  provenance: Provenance;
}

/** A battery as it stands. */
export interface OpenBattery {
  /** What it is called. */
  name: string;
  /** What it is called. */
  title: string;
  /** Where its radar stands. */
  site: NamedPlace;
  /** Where its radar faces. [deg] */
  boresight_deg: number;
  /** Where its radar faces. [deg] */
  tilt_deg: number;
  /** Half of what it sees in azimuth. [deg] */
  sector_half_width_deg: number;
  /** Of its radar. */
  mode: string;
  /** That its radar has. */
  modes: string[];
  /** Instrumented range of that mode. [km] */
  range_km: Number;
  /** Groups. */
  launchers: OpenLauncher[];
  /** Longest ground range that an interceptor covers. [km] */
  reach_km: number;
  /** With everything that is set. */
  doctrine: Doctrine;
}

/** Missiles of one type from one launch area on arcs of one shape. */
export interface OpenFlight {
  /** What flies. */
  missile: string;
  /** What flies. */
  missile_title: string;
  /** From where. */
  launch_area: NamedPlace;
  /** On which arc. */
  shape: "minimum-energy" | "lofted" | "depressed" | "full-burn-lofted" | "full-burn-depressed";
  /** What a radar sees of it after burnout. */
  cross_section: string;
}

/** Launchers as they stand. */
export interface OpenLauncher {
  /** Where. [deg] */
  latitude_deg: number;
  /** Where. [deg] */
  longitude_deg: number;
  /** Launchers, and interceptors ready on each. [1] */
  count: number;
  /** Launchers, and interceptors ready on each. [1] */
  interceptors_each: number;
}

/** A flight of others. */
export interface OtherArc {
  /** What flies from where to where. */
  title: string;
  /** Under which heading results count it. */
  group: string;
  /** Keys of what flies and where to. */
  missile: string;
  /** Keys of what flies and where to. */
  target: string;
  /** The flight. */
  arc: Arc;
  /** Intervals in which a look of the first battery's radar would detect it. [s] */
  sights_s: [number, number][];
}

/** Polygons of a region of the map. */
export interface Outline {
  /** Corners of all rings, one after the other; a ring is closed. [deg] */
  latitude_deg: Array;
  /** Corners of all rings, one after the other; a ring is closed. [deg] */
  longitude_deg: Array;
  /** First corner of each ring. [1] */
  ring_starts: Array;
  /** First ring of each polygon: its outside; its others are holes. [1] */
  polygon_starts: Array;
}

/** A row of the catalogue as a control sees it. */
export interface Parameter {
  /** Its name, for `parameters` of a setting. */
  path: string;
  /** What it is, in words. */
  title: string;
  /** Title of the entry that it belongs to. */
  entry: string;
  /** As it counts in this setting. */
  number: Number;
  /** Value that the catalogue has. [unit of the number] */
  cited: number;
  /** What a setting may put in its place. [unit of the number] */
  least: number;
  /** What a setting may put in its place. [unit of the number] */
  most: number;
}

/** Where numbers come from. */
export interface Provenance {
  /** What was computed. */
  scenario: string;
  /** What was computed. */
  scenario_title: string;
  /** What was computed. */
  scenario_hash: string;
  /** By which version. */
  bongsu_version: string;
  /** Of what was drawn by lot. [1] */
  seed: number | null;
  /** How people are counted, where they are. */
  people_from: string | null;
  /** References that the rows cite. */
  sources: string[];
  /** All of it in one line, for a foot. */
  line: string;
  /** As one would cite it. */
  citation: string;
}

/** What is defended of a province. */
export interface ProvinceShares {
  /** What it is called. */
  name: string;
  /** What it is called. */
  korean: string;
  /** Who live there. [1] */
  people: number;
  /** On average over the flights. [1] */
  people_share: number;
  /** On average over the flights. [1] */
  area_share: number;
}

/** What becomes of a raid, over the replications so far. */
export interface RaidAnswer {
  id: number;
  took_ms?: number;
  kind: "raid";
  /** Whether no more pieces come. */
  done: boolean;
  /** The answer in words. */
  sentence: string;
  /** Missiles of the raid; replications played so far, and asked for. [1] */
  missiles: number;
  /** Missiles of the raid; replications played so far, and asked for. [1] */
  replications: number;
  /** Missiles of the raid; replications played so far, and asked for. [1] */
  asked: number;
  /** Mean number of missiles that get through, with its 95 % interval. [1] */
  leakers: Number;
  /** Share of the replications in which none does. [1] */
  p_none: Number;
  /** Mean numbers. [1] */
  intercepts: Number;
  /** Mean numbers. [1] */
  interceptors_spent: Number;
  /** Share of the replications with so many leakers. [1] */
  leakers_share: Array;
  assets: RaidAsset[];
  batteries: RaidBattery[];
  /** Width of the bins of time. [s] */
  bin_s: number;
  provenance: Provenance;
}

/** A place that is aimed at, and how it fares. */
export interface RaidAsset {
  place: NamedPlace;
  /** Missiles aimed at it. [1] */
  aimed: number;
  /** Probability that nothing gets through to it, with its 95 % interval. [1] */
  survival: Number;
  /** Mean number that gets through. [1] */
  leakers: Number;
}

/** A battery in a raid. */
export interface RaidBattery {
  /** What it is called. */
  name: string;
  /** What it is called. */
  title: string;
  /** Before the raid. [1] */
  interceptors_ready: number;
  /** Whether it fires at the raid. */
  fires: boolean;
  /** Probability that none is left at some time, with its 95 % interval. [1] */
  exhausted: Number;
  /** Probability that none is left by the end of each bin. [1] */
  exhausted_share: Array;
}

/** What is defended when flights count together in one way. */
export interface Shares {
  /** Against every flight that reaches a place, on average over them, or against any. */
  over: "every" | "average" | "any";
  /** Share of those within reach, of people where they are counted, else of area. [1] */
  share: Number;
  /** People defended. [1] */
  people: Number;
  /** Area defended. [km2] */
  area: Number;
}

/** A shot that the doctrine allows. */
export interface ShotFired {
  /** Of the doctrine. [1] */
  round: number;
  /** Since the launch of the missile. [s] */
  launch_s: number;
  /** Since the launch of the missile. [s] */
  intercept_s: number;
  /** Where the interceptor starts. [deg] */
  launch_latitude_deg: number;
  /** Where the interceptor starts. [deg] */
  launch_longitude_deg: number;
  /** Where it meets the missile. [deg, m] */
  latitude_deg: number;
  /** Where it meets the missile. [deg, m] */
  longitude_deg: number;
  /** Where it meets the missile. [deg, m] */
  altitude_m: number;
  /** Probability that it destroys the warhead. [1] */
  p_kill: number;
}

/** What a battery can do about one flight. */
export interface TimelineAnswer {
  id: number;
  took_ms?: number;
  kind: "timeline";
  /** What flies where, and whether there is a shot, or the first reason why there is none, with what was missing. */
  heading: string;
  /** What flies where, and whether there is a shot, or the first reason why there is none, with what was missing. */
  sentence: string;
  /** ``feasible``, or the first reason. */
  reason: "feasible" | "not-seen" | "too-late" | "too-low" | "out-of-reach" | "out-of-range" | "no-such-shape";
  /** What was missing, in words; empty where there is a shot. */
  missing: string;
  /** Time by which the launch may slip. [s] */
  margin: Number;
  /** Distance inside reach. [km] */
  margin_distance: Number;
  /** Probability that the warhead is destroyed. [1] */
  p_defend: Number;
  /** The flight. */
  arc: Arc;
  /** Of one look, 0 out of sight. [1] */
  signal_to_noise: Array;
  /** That a detection asks for. [1] */
  required_signal_to_noise: number;
  /** Intervals in which a look would detect the missile. [s] */
  sights_s: [number, number][];
  /** In order of time. */
  events: Moment[];
  /** Of fire control, in their order. */
  steps: FireStep[];
  /** That the doctrine allows. */
  shots: ShotFired[];
  target: NamedPlace;
  provenance: Provenance;
}

export type AnyAnswer =
  | DescribeAnswer
  | OpenAnswer
  | FootprintAnswer
  | TimelineAnswer
  | CoverageAnswer
  | ArcsAnswer
  | RaidAnswer
  | ExportAnswer
  | Dropped
  | Failed;
