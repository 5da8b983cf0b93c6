// Written by `uv run python -m tools.protocol` from src/bongsu/server/messages.py; do not edit.

export const PROTOCOL = 1;

/** Ask for flights as arcs: those of others, which are not aimed at the protected country. */
export interface ArcsRequest {
  id: number;
  topic?: string;
  kind: "arcs";
  setting: Setting;
  /** Places to which the setting's own flights come too. */
  targets?: (string | Spot)[];
}

/** Ask to leave a request, waiting or begun; it is answered with ``dropped``. */
export interface CancelRequest {
  id: number;
  topic?: string;
  kind: "cancel";
  /** Its identifier. [1] */
  of: number;
}

/** Ask what the model says to one claim: its number at once, then the ends of what is cited. */
export interface ClaimRequest {
  id: number;
  topic?: string;
  kind: "claim";
  /** Its `parameters` hold the rows that a control has moved. */
  setting: Setting;
  /** Identifier. */
  claim: string;
}

/** Ask what the model says to all claims of a scenario, or to some. */
export interface ClaimsRequest {
  id: number;
  topic?: string;
  kind: "claims";
  setting: Setting;
  /** Identifiers; those of the scenario where there are none. */
  claims?: string[];
  /** How often, under each convention of weights, all rows of the defence are drawn by lot, for probabilities and what decides; dear measures fewer times, none for 0. [1] */
  draws?: number;
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

/** Ask for a number over draws of all cited rows. The answer comes in pieces. */
export interface DrawsRequest {
  id: number;
  topic?: string;
  kind: "draws";
  setting: Setting;
  /** One of the `metrics` of the description. */
  metric?: string;
  /** Rounded up to a power of two, at least 16. [1] */
  draws?: number;
  /** Weights of the values of a row. */
  weights?: "cited" | "uniform";
  /** Whether draws are weighed by published figures. */
  published?: boolean;
  /** Whose probability is asked, such as ``>= 0.5``, in the unit of the metric. */
  condition?: string | null;
  /** Whether rows of the missiles are drawn too. */
  missiles?: boolean;
  /** Where the flight aims, or a place of the raid, for metrics that are about one. */
  target?: string | Spot | null;
  /** Text of a raid file, for metrics that are about one; the scenario's own by default. */
  raid?: string | null;
  /** Of a raid in each draw. [1] */
  replications?: number;
  /** See :class:`FootprintRequest`. */
  aim_points?: number;
  /** See :class:`FootprintRequest`. */
  known_grids?: string[];
}

/** Ask for a file, as the command line writes it. */
export interface ExportRequest {
  id: number;
  topic?: string;
  kind: "export";
  setting: Setting;
  /** What is in it. Of a scenario, and of a raid to start from, there is only YAML. */
  of: "scenario" | "raid" | "footprint" | "coverage" | "timeline";
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

/** Ask for an engagement, or one replication of a raid, on a clock. */
export interface PlaybackRequest {
  id: number;
  topic?: string;
  kind: "playback";
  setting: Setting;
  /** Where the flight of an engagement aims; a raid is played where there is none. */
  target?: string | Spot | null;
  /** Which of the setting's flights, of an engagement. [1] */
  flight?: number;
  /** Text of a raid file; the scenario's own raid where there is none. */
  raid?: string | null;
  /** Which replication of the raid: that of the raid study of this seed. [1] */
  seed?: number;
  /** Which replication of the raid: that of the raid study of this seed. [1] */
  replication?: number;
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

/** Ask how far the headline numbers of a footprint go over what is cited. */
export interface RangeRequest {
  id: number;
  topic?: string;
  kind: "range";
  setting: Setting;
  /** See :class:`FootprintRequest`. */
  aim_points?: number;
  /** See :class:`FootprintRequest`. */
  required_shots?: number;
}

/** Ask where the interceptors of the batteries can be. */
export interface ReachRequest {
  id: number;
  topic?: string;
  kind: "reach";
  setting: Setting;
}

/** Ask which groups of rows decide a number. The answer comes in pieces. */
export interface SensitivityRequest {
  id: number;
  topic?: string;
  kind: "sensitivity";
  setting: Setting;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  metric?: string;
  /** Pairs of draws, rounded up to a power of two, at least 16; each takes as many runs as there are subsets of groups. [1] */
  pairs?: number;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  weights?: "cited" | "uniform";
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  published?: boolean;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  condition?: string | null;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  missiles?: boolean;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  target?: string | Spot | null;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  raid?: string | null;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  replications?: number;
  /** See :class:`DrawsRequest`. With a condition its verdict is explained, else the number. */
  aim_points?: number;
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

/** Ask for the volume in which the radar of a battery sees an object. */
export interface VolumeRequest {
  id: number;
  topic?: string;
  kind: "volume";
  setting: Setting;
  /** Heights of the layers. [km] */
  altitudes_km?: number[];
  /** What is looked at: one of the catalogue. */
  cross_section?: string;
}

export type AnyRequest =
  | DescribeRequest
  | OpenRequest
  | FootprintRequest
  | TimelineRequest
  | CoverageRequest
  | ArcsRequest
  | RaidRequest
  | RangeRequest
  | ClaimRequest
  | ClaimsRequest
  | DrawsRequest
  | SensitivityRequest
  | PlaybackRequest
  | VolumeRequest
  | ReachRequest
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
  /** Those of others that exist. */
  arcs: OtherArc[];
  /** The setting's own to the places asked for, as far as they reach. */
  own: OtherArc[];
  /** A sentence for each that does not exist. */
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

/** What the engine says, in both languages of the page. */
export interface Bilingual {
  /** In English. */
  en: string;
  /** In Korean; empty where there is no translation. */
  ko: string;
}

/** A number of a reading under one choice of the uncertain rows. */
export interface CaseValue {
  /** ``nominal``, ``least``, ``greatest``, or the row that alone stands at an end. */
  name: string;
  /** The number; none where the question does not arise. [unit of the reading] */
  value: number | null;
  /** Site at which it was found, where it belongs to one. */
  site: string | null;
}

/** How likely a reading, or a claim however it is read, is to hold, and what decides it. */
export interface Chance {
  /** Under each convention of weights. [1] */
  draws: number;
  /** Under each convention, without and with published figures; the first is the headline. */
  probabilities: Probability[];
  /** What the effects are parts of the variance of. */
  of: "verdict" | "number";
  /** Rows and groups whose part is told from none, the largest first. */
  deciding: Effect[];
  /** Rows and groups whose part is told from none, the largest first. */
  groups: Effect[];
  /** Where it nearly always holds, or fails, in words; none where no simple rule was found. */
  rule: Bilingual | null;
  /** Share of the weight of the deciding rows that lies on rows whose source was read. [1] */
  evidence_strength: number | null;
}

/** What the model says to one claim; first with its nominal number, then with the verdict. */
export interface ClaimAnswer {
  id: number;
  took_ms?: number;
  kind: "claim";
  /** Whether no more pieces come. */
  done: boolean;
  /** At the stage ``nominal``, then at ``corners``. */
  claim: Claim;
  /** Rows that move the numbers, as controls see them; in the last piece. */
  parameters: Parameter[];
  provenance: Provenance;
}

/** A claim, and what the model says to it so far. */
export interface Claim {
  /** What is known of it: its words; the nominal numbers; the ends of what is cited, and with them the verdict; probabilities too. */
  stage: "listed" | "nominal" | "corners" | "draws";
  /** Identifier. */
  id: string;
  /** Who said what; the same in the model's terms; anything about the sources. */
  who: Bilingual;
  /** Who said what; the same in the model's terms; anything about the sources. */
  assertion: Bilingual;
  /** Who said what; the same in the model's terms; anything about the sources. */
  question: Bilingual;
  /** Who said what; the same in the model's terms; anything about the sources. */
  note: Bilingual;
  /** When it was said, ISO 8601. */
  date: string;
  /** Where it was reported. */
  sources: Quoted[];
  /** Over all readings; none before the corners. */
  verdict: Verdict | null;
  /** Why no model can decide it. */
  not_testable_because: Bilingual | null;
  /** Why it could not be tested in this setting, such as a battery that cannot fire. */
  problem: Bilingual | null;
  /** None where it is not testable. */
  readings: Reading[];
  /** That it holds however it is read. */
  chance: Chance | null;
  /** Claim that asserts the opposite. */
  opposes: string | null;
}

/** What the model says to claims. */
export interface ClaimsAnswer {
  id: number;
  took_ms?: number;
  kind: "claims";
  /** Whether no more pieces come. */
  done: boolean;
  /** In the first piece all of them, listed; then one a piece, as it is tested; in the last one all of them again. */
  claims: Claim[];
  /** How many are at the last stage, and how many there are. [1] */
  tested: number;
  /** How many are at the last stage, and how many there are. [1] */
  asked: number;
  /** How many hold so far. */
  sentence: Bilingual;
  /** Rows that move the numbers, as controls see them; in the last piece. */
  parameters: Parameter[];
  provenance: Provenance;
}

/** What is seen of a country. */
export interface CountrySeen {
  /** ISO 3166-1 alpha-3 code, and in words. */
  code: string;
  /** ISO 3166-1 alpha-3 code, and in words. */
  title: string;
  /** ISO 3166-1 alpha-3 code, and in words. */
  korean: string;
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
  /** The answer in words. */
  sentence_korean: string;
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
  /** Numbers that can be asked over draws. */
  metrics: NamedMetric[];
  /** `aim_points`, `text_characters`, `message_bytes`, `parameters`, `replications`, `draws`, `pairs`, `missiles_played`. [1] */
  limits: Record<string, number>;
}

/** A number over the draws so far. */
export interface DrawsAnswer {
  id: number;
  took_ms?: number;
  kind: "draws";
  /** Whether no more pieces come. */
  done: boolean;
  /** What the number is. */
  title: Bilingual;
  /** The answer in words. */
  sentence: Bilingual;
  /** With nominal values. */
  nominal: Number;
  /** Drawn so far, and in all. [1] */
  draws: number;
  /** Drawn so far, and in all. [1] */
  asked: number;
  /** Equal draws that the weighted ones are worth. [1] */
  effective_sample_size: number;
  /** Shares of the draws that the quantiles are not exceeded by. [1] */
  levels: number[];
  /** At these levels, with 95 % intervals. */
  quantiles: Number[];
  /** That the condition holds, with its 95 % interval. [1] */
  probability: Number | null;
  /** Share of the draws in which there is no such number. [1] */
  absent: number;
  /** The number in each draw, NaN where there is none, and what the draw counts. [unit, 1] */
  values: Array;
  /** The number in each draw, NaN where there is none, and what the draw counts. [unit, 1] */
  weight: Array;
  /** Of a footprint: probability, over draws, that a place is defended; NaN where no flight reaches it. [1] */
  p_defended: Array | null;
  /** Of these values; none when its key was among the known ones, and in all but the first piece. */
  grid: Grid | null;
  /** Its key; empty where the metric has no map. */
  grid_key: string;
  /** Of a raid: how likely one replication of a draw ends with each number. [1] */
  outcome: Array | null;
  /** Of a raid: variance over draws of the mean over replications, and mean over draws of the variance over replications. */
  not_known: Number | null;
  /** Of a raid: variance over draws of the mean over replications, and mean over draws of the variance over replications. */
  by_chance: Number | null;
  provenance: Provenance;
}

/** There is no answer: a newer request of the topic came, or it was cancelled. */
export interface Dropped {
  id: number;
  took_ms?: number;
  kind: "dropped";
}

/** Part of the variance that rows drawn as one, or a group of them, account for. */
export interface Effect {
  /** Path of the first row, or name of the group. */
  name: string;
  /** What people read. */
  title: Bilingual;
  /** Paths of the rows; none for a group of a sensitivity. */
  rows: string[];
  /** Part of the variance, with its 95 % interval. [1] */
  share: Number;
  /** Worst letter of the rows; none for a group. */
  quality: "A" | "B" | "C" | "D" | "U" | null;
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
  /** The answer in words. */
  sentence_korean: string;
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

/** A number that can be asked over draws. */
export interface NamedMetric {
  key: string;
  title: string;
  korean?: string;
  /** Of the number and of thresholds; ``1`` for shares, probabilities and counts. */
  unit: string;
  /** Whether it is a number of things, not a share or a probability. */
  is_count: boolean;
  /** Whether it sums places up, so that it has a map. */
  of_footprint: boolean;
  /** Whether it is about one flight to one place: a setting with one flight, and a `target`. */
  of_one_flight: boolean;
  /** Whether it is about a raid, and about one place that the raid is aimed at, a `target`. */
  of_raid: boolean;
  /** Whether it is about a raid, and about one place that the raid is aimed at, a `target`. */
  of_place: boolean;
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
  /** Whom the batteries protect: ISO 3166-1 alpha-3 code, and in words. */
  country_korean: string;
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

/** A flight of others, or one of the setting's own to a place. */
export interface OtherArc {
  /** What flies from where to where. */
  title: string;
  /** What flies from where to where. */
  title_korean: string;
  /** Under which heading results count it; the shape of the arc for one of its own. */
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
  /** What it is, in words. */
  title_korean: string;
  /** Title of the entry that it belongs to. */
  entry: string;
  /** Title of the entry that it belongs to. */
  entry_korean: string;
  /** As it counts in this setting. */
  number: Number;
  /** Value that the catalogue has. [unit of the number] */
  cited: number;
  /** What a setting may put in its place. [unit of the number] */
  least: number;
  /** What a setting may put in its place. [unit of the number] */
  most: number;
}

/** An engagement, or one replication of a raid, on a clock. */
export interface PlaybackAnswer {
  id: number;
  took_ms?: number;
  kind: "playback";
  /** Which of the two. */
  of: "engagement" | "raid";
  /** What is played, and how it ends. */
  title: Bilingual;
  /** What is played, and how it ends. */
  sentence: Bilingual;
  /** Of the clock; of an engagement since the launch of the missile. [s] */
  begins_s: number;
  /** Of the clock; of an engagement since the launch of the missile. [s] */
  ends_s: number;
  /** Flights, each once; times since the launch of the missile. */
  arcs: Arc[];
  missiles: PlayedMissile[];
  launchers: PlayedLauncher[];
  /** In the order of their launches. */
  interceptors: PlayedInterceptor[];
  /** Of the arcs that the radar follows, each as if it were the only one; of the first 20 arcs. */
  tracks: PlayedTrack[];
  /** In order of time. */
  events: PlayedEvent[];
  /** Missiles that get through; replications to choose from, 1 for an engagement. [1] */
  leakers: number;
  /** Missiles that get through; replications to choose from, 1 for an engagement. [1] */
  replications: number;
  provenance: Provenance;
}

/** Something that happens on the clock. */
export interface PlayedEvent {
  /** On the clock. [s] */
  time_s: number;
  /** What happens. */
  event: "launch" | "burnout" | "apogee" | "first-sight" | "detected" | "firm-track" | "classified" | "committed" | "interceptor-launch" | "intercept" | "miss" | "spare" | "meet" | "launcher-empty" | "reloaded" | "impact" | "fails";
  /** To which of them, where it is about one. [1] */
  missile: number | null;
  /** To which of them, where it is about one. [1] */
  interceptor: number | null;
  /** To which of them, where it is about one. [1] */
  launcher: number | null;
  /** Whose, where it is about a battery; else empty. */
  battery: string;
  /** Where. [deg, m] */
  latitude_deg: number;
  /** Where. [deg, m] */
  longitude_deg: number;
  /** Where. [deg, m] */
  altitude_m: number;
}

/** An interceptor on the clock. */
export interface PlayedInterceptor {
  /** At which of the missiles it is fired. [1] */
  missile: number;
  /** Name of the battery. */
  battery: string;
  /** Which of the launchers of the answer. [1] */
  launcher: number;
  /** Of fire at that missile, from 1. [1] */
  round: number;
  /** On the clock. [s] */
  launch_s: number;
  /** On the clock. [s] */
  ends_s: number;
  /** Where it flies; its times are on the clock. */
  arc: Arc;
  /** Probability that it destroys the missile. [1] */
  p_kill: number;
  /** What becomes of it. */
  outcome: "destroys" | "misses" | "spare" | "meets";
}

/** A launcher on the clock. */
export interface PlayedLauncher {
  /** Name of its battery. */
  battery: string;
  /** Where it stands. [deg] */
  latitude_deg: number;
  /** Where it stands. [deg] */
  longitude_deg: number;
  /** That it carries. [1] */
  interceptors: number;
}

/** A missile on the clock. */
export interface PlayedMissile {
  /** Key of the catalogue. */
  missile: string;
  /** What flies. */
  title: string;
  /** What flies. */
  title_korean: string;
  /** From where to where. */
  launch_area: NamedPlace;
  /** From where to where. */
  target: NamedPlace;
  /** On which arc. */
  shape: "minimum-energy" | "lofted" | "depressed" | "full-burn-lofted" | "full-burn-depressed";
  /** Which of the arcs it flies. [1] */
  arc: number;
  /** On the clock; none where it does not fly. [s] */
  launch_s: number | null;
  /** When it is destroyed or lands. [s] */
  ends_s: number | null;
  /** What becomes of it. */
  fate: "leaks" | "destroyed" | "met" | "fails";
}

/** How well the radar of the first battery knows a flight after burnout, one standard deviation. */
export interface PlayedTrack {
  /** Which of the arcs. [1] */
  arc: number;
  /** Since the launch of the missile. [s] */
  time_s: Array;
  /** Half axes of the ellipse of the horizontal position. [m] */
  major_m: Array;
  /** Half axes of the ellipse of the horizontal position. [m] */
  minor_m: Array;
  /** Of the longer axis, clockwise from north, 0 to 180. [deg] */
  direction_deg: Array;
  /** Of the height. [m] */
  vertical_m: Array;
}

/** How likely a reading is to hold, under one choice of weights. */
export interface Probability {
  /** Weights of the values of a row. */
  weights: "cited" | "uniform";
  /** Whether draws are weighed by published figures. */
  published: boolean;
  /** Share of the draws in which it holds, with its 95 % interval. [1] */
  probability: Number;
  /** The word for it, of the scale of the IPCC. */
  likelihood: Bilingual;
  /** Equal draws that the weighted ones are worth. [1] */
  effective_sample_size: number;
  /** Share of the draws in which the question does not arise; it does not hold there. [1] */
  absent: number;
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

/** Where a statement was reported. */
export interface Quoted {
  /** Who reported it, when (ISO 8601) and where. */
  publisher: string;
  /** Who reported it, when (ISO 8601) and where. */
  date: string;
  /** Who reported it, when (ISO 8601) and where. */
  url: string;
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
  /** The answer in words. */
  sentence_korean: string;
  /** Missiles of the raid; replications played so far, and asked for. [1] */
  missiles: number;
  /** Missiles of the raid; replications played so far, and asked for. [1] */
  replications: number;
  /** Missiles of the raid; replications played so far, and asked for. [1] */
  asked: number;
  /** Mean number of missiles that get through, with its 95 % interval. [1] */
  leakers: Number;
  /** Share of the replications in which none does, with its 95 % interval. [1] */
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
  /** What it is called. */
  title_korean: string;
  /** Before the raid. [1] */
  interceptors_ready: number;
  /** Whether it fires at the raid. */
  fires: boolean;
  /** Probability that none is left at some time, with its 95 % interval. [1] */
  exhausted: Number;
  /** Probability that none is left by the end of each bin. [1] */
  exhausted_share: Array;
}

/** Headline numbers of a footprint with their range over what is cited. */
export interface RangeAnswer {
  id: number;
  took_ms?: number;
  kind: "range";
  /** Whether no more pieces come; the range widens with each case. */
  done: boolean;
  /** As of a footprint, each number with `low` and `high` over the cases so far. */
  shares: Shares[];
  /** The range in words. */
  sentence: Bilingual;
  /** Those so far, the nominal one first. */
  cases: RangeCase[];
  /** How many there will be. [1] */
  cases_asked: number;
  /** Paths of the rows that move these numbers. */
  rows: string[];
  provenance: Provenance;
}

/** A footprint at an end of the cited uncertainty. */
export interface RangeCase {
  /** ``nominal``, ``least``, ``greatest``, or the row that alone stands at an end. */
  name: string;
  /** Where rows stand: ``low`` or ``high``, by path; the others at their values. */
  rows: Record<string, string>;
  /** As of a footprint. */
  shares: Shares[];
}

/** Where the interceptors of the batteries can be. */
export interface ReachAnswer {
  id: number;
  took_ms?: number;
  kind: "reach";
  /** Each group of each battery. */
  launchers: ReachOfLaunchers[];
  provenance: Provenance;
}

/** Where the interceptors of launchers that stand together can be. */
export interface ReachOfLaunchers {
  /** Name of their battery. */
  battery: string;
  /** Where they stand. [deg, m] */
  latitude_deg: number;
  /** Where they stand. [deg, m] */
  longitude_deg: number;
  /** Where they stand. [deg, m] */
  altitude_m: number;
  /** Band of heights of intercepts: of the interceptor, and of the doctrine where that is narrower. [km] */
  lowest: Number;
  /** Band of heights of intercepts: of the interceptor, and of the doctrine where that is narrower. [km] */
  highest: Number;
  /** Heights. [km] */
  altitude_km: Array;
  /** Farthest ground range at each; NaN where nothing is reached. [km] */
  range_km: Array;
  /** Points at that range, clockwise from north, the first again at the end; NaN where nothing is reached. [deg] */
  rim_latitude_deg: Array;
  /** Points at that range, clockwise from north, the first again at the end; NaN where nothing is reached. [deg] */
  rim_longitude_deg: Array;
}

/** One way to read a claim, as a number held against a threshold. */
export interface Reading {
  /** Of the reading; its place in the claim where it has none. */
  id: string;
  /** The reading in words, and why it is one of the claim. */
  name: Bilingual;
  /** The reading in words, and why it is one of the claim. */
  because: Bilingual;
  /** Name of the measure. */
  measure: string;
  /** Whether it is told beside the others and has no part in the verdict. */
  for_comparison: boolean;
  /** How the number is held against the threshold. */
  comparison: "at least" | "at most" | "more than" | "less than";
  /** In the unit of the measure. */
  threshold: Number;
  /** The nominal number, with the least and the greatest of the cases; without a range before they are computed, and none before it is. */
  measured: Number | null;
  /** Where and how the number was found, or why the question does not arise. */
  detail: Bilingual;
  /** Whether the nominal number meets the threshold; none where there is none. */
  met: boolean | null;
  /** Those computed so far, the nominal one first. */
  cases: CaseValue[];
  /** Over all cases; none before they are computed. */
  verdict: Verdict | null;
  /** Values that 5, 50 and 95 % of the draws do not exceed. [unit of the measure] */
  band: [number, number, number] | null;
  /** Over draws; none without. */
  chance: Chance | null;
  /** Paths of the rows that move the number: sliders that turn it. */
  rows: string[];
}

/** What a number does along the range of a row, all else drawn. */
export interface RowCurve {
  /** Of the row. */
  path: string;
  /** Of the row. */
  group: string;
  /** Of the row. */
  unit: string;
  /** What people read. */
  title: Bilingual;
  /** Median of the row in parts of equal probability. [unit] */
  value: Array;
  /** Mean of the number, or probability of the condition, in each. [unit of the metric, or 1] */
  mean: Array;
}

/** Which groups of rows decide a number. */
export interface SensitivityAnswer {
  id: number;
  took_ms?: number;
  kind: "sensitivity";
  /** Whether no more pieces come. */
  done: boolean;
  /** What is explained. */
  title: Bilingual;
  /** The answer in words; empty before there is one. */
  sentence: Bilingual;
  /** Answered so far, and in all. [1] */
  pairs: number;
  /** Answered so far, and in all. [1] */
  asked: number;
  /** Shapley effects, the largest first: parts of the variance that sum to 1; none before the first 16 pairs are answered. */
  groups: Effect[];
  /** Where the condition always holds, or fails, in words. */
  rules: Bilingual[];
  /** Along each row. */
  curves: RowCurve[];
  provenance: Provenance;
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
  /** The same in Korean, where there is a translation. */
  heading_korean: string;
  /** What flies where, and whether there is a shot, or the first reason why there is none, with what was missing. */
  sentence: string;
  /** The same in Korean, where there is a translation. */
  sentence_korean: string;
  /** ``feasible``, or the first reason. */
  reason: "feasible" | "not-seen" | "too-late" | "too-low" | "out-of-reach" | "out-of-range" | "no-such-shape";
  /** What was missing, in words; empty where there is a shot. */
  missing: string;
  /** The same in Korean, where there is a translation. */
  missing_korean: string;
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

export type Verdict = "holds" | "does not hold" | "depends" | "not testable";

/** The volume in which a radar sees an object, height by height. */
export interface VolumeAnswer {
  id: number;
  took_ms?: number;
  kind: "volume";
  /** Where it stands. */
  radar: NamedPlace;
  /** Where it faces. [deg] */
  boresight_deg: number;
  /** Where it faces. [deg] */
  tilt_deg: number;
  /** Where it faces. [deg] */
  sector_half_width_deg: number;
  /** From the lowest. */
  layers: VolumeLayer[];
  provenance: Provenance;
}

/** What a radar sees at one height. */
export interface VolumeLayer {
  /** The height. [km] */
  altitude_km: number;
  /** Where one look detects the object, and where a track is kept. */
  detected: Outline;
  /** Where one look detects the object, and where a track is kept. */
  tracked: Outline;
  /** Clockwise from north. [deg] */
  directions_deg: Array;
  /** Ground range from the radar at which detection begins and ends in each direction; NaN where nothing is seen. [km] */
  nearest_km: Array;
  /** Ground range from the radar at which detection begins and ends in each direction; NaN where nothing is seen. [km] */
  farthest_km: Array;
}

export type AnyAnswer =
  | DescribeAnswer
  | OpenAnswer
  | FootprintAnswer
  | TimelineAnswer
  | CoverageAnswer
  | ArcsAnswer
  | RaidAnswer
  | RangeAnswer
  | ClaimAnswer
  | ClaimsAnswer
  | DrawsAnswer
  | SensitivityAnswer
  | PlaybackAnswer
  | VolumeAnswer
  | ReachAnswer
  | ExportAnswer
  | Dropped
  | Failed;
