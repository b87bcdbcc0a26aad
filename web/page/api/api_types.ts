// The JavaScript API of the page: `window.impactweb`, for those who embed the page, for tests and for benchmarks.
import type { Duplicate, IdsInDoubt, ImportPlan, MergeChanges, PreviewTable } from '../bridge/import_plan.ts';
import type { Json, LensInfo, Operation } from '../bridge/model.ts';

/** What was repaired in a file that was opened, in the language of the page. */
export interface Warning {
  /** The place in the file, such as `network.nodes[3].label` or `line 3, column 9`; empty when it is about the whole. */
  where: string;
  message: string;
}

/** All changes up to now are on disk. */
export interface SavedEvent {
  /** Milliseconds since 1970. */
  lastSavedAt: number;
}

export interface Events {
  /** After anything has changed in the network; `origin` is `remote` for another tab's or person's change. */
  change: { operations: Operation[]; origin: 'local' | 'remote'; fromHistory: boolean };
  selection: { nodes: string[]; edges: string[] };
  saved: SavedEvent;
  /** Something that the person has been told went wrong. */
  error: { message: string };
  /** After something has changed in the live session, or it has begun or ended. */
  live: LiveState;
}

export type LiveRole = 'facilitate' | 'edit' | 'contribute' | 'view';

/** The live session of this page. */
export interface LiveState {
  /** `unreachable`: it is tried further, but there is no relay to be had, or the session has ended. */
  status: 'off' | 'connecting' | 'live' | 'reconnecting' | 'unreachable';
  role: LiveRole | null;
  /** How many changes of this page the relay has not kept yet. */
  pending: number;
  /** Everybody who is here and awake has what was changed here; false while nobody else is here. */
  everybodyHas: boolean;
  /** With a link to contribute: how many things of this page are not in the network yet. 0 with any other. */
  onTheirWay: number;
  /** This page is the first. `behind`: who has not got what is here yet. */
  people: { id: string; name: string; role: LiveRole; state: 'here' | 'asleep' | 'behind' }[];
  /** Messages that were refused. */
  dropped: number;
}

export type ExportFormat =
  | 'impactweb'
  | 'kumu'
  | 'csv-nodes'
  | 'csv-ties'
  | 'csv'
  | 'xlsx'
  | 'gexf'
  | 'graphml'
  | 'gephi-lite'
  | 'graphology'
  | 'polinode'
  | 'gml'
  | 'pajek'
  | 'png'
  | 'svg'
  | 'pdf'
  | 'report'
  | 'report-pdf'
  | 'report-docx';

/** What `export` may be told while it works. */
interface Work {
  /** Stops it: the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Told how much of the work is done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** Of `png`, `svg` and `pdf`: the picture as the screen has it, in its colours. */
export interface PictureOptions extends Work {
  /** The whole network as far as filters show it (the default), what is on the stage, or what is selected. */
  of?: 'all' | 'view' | 'selection';
  /** Of a PNG: pixels for a CSS pixel, 1 to 4; 2 when left out. */
  scale?: number;
  /** Nothing is behind the network. */
  transparent?: boolean;
  /** What colours, shapes and lines mean, as far as they occur. */
  legend?: boolean;
  /** Above the network: its own title when true, or a text. */
  title?: boolean | string;
  /** Below the title: today when true, or a text. */
  date?: boolean | string;
  /** Named below the picture. */
  source?: string;
}

/** Of `report` (one HTML file) and `report-pdf`, in the language of the page. */
export interface ReportOptions extends Work {
  /** The network's own title when left out or true, or a text. */
  title?: true | string;
  /** Today when left out. */
  date?: boolean | string;
  source?: string;
  /** Ids of sections: `picture`, `who`, `figures`, `exchanges`, `ties`, `actors`, `initiatives`, `challenges`, `tieTable`. All when left out. */
  sections?: string[];
}

export interface Stats {
  nodes: number;
  edges: number;
  /** Frames drawn since the page was opened. */
  frames: number;
  /** What is on the screen stays as it is until somebody does something: nothing moves, nothing is about to be drawn. */
  still: boolean;
  /** Script time of the latest frames (up to 600). */
  frameMilliseconds: { p50: number; p95: number };
  /** Ids of the nodes whose names the latest frame showed. */
  names: string[];
  /** Size of the program's memory. */
  wasmBytes: number;
  storage: {
    /** The browser has promised not to throw our storage away by itself. */
    persisted: boolean;
    usageBytes: number;
    /** When it was last written, also by an earlier visit, in milliseconds since 1970; null when that is not known. */
    lastSavedAt: number | null;
  };
}

/** A text as data: a key of the string tables, and what its {0}, {1} … are (see core/insight/lens_answer.hpp). */
export interface LensText {
  code: string;
  params: Json[];
}

/** What every lens answers; the tables of its own stand beside these. */
export interface LensAnswer {
  id: string;
  options: { [name: string]: Json };
  sentence: LensText;
  /** False where too little is filled in, and the sentence says so. */
  confident: boolean;
  numbers: {
    code: string;
    unit: 'count' | 'share' | 'index' | 'days' | 'amount';
    value: number | null;
    reference: LensText | null;
    /** Why there is no value. */
    why: LensText | null;
  }[];
  nodes: { id: string; value: Json; reason: LensText }[];
  edges: { id: string; value: Json; reason: LensText }[];
  completeness: { code: string; known: number; of: number }[];
  missing: (LensText & { field: string; count: number; ids: string[] })[];
  actions: (LensText & { reasons: LensText[]; operations: Operation[] })[];
  notes: LensText[];
  [table: string]: unknown;
}

export interface Scenario {
  before: { lenses: LensAnswer[]; measures: { [id: string]: Json } };
  after: { lenses: LensAnswer[]; measures: { [id: string]: Json } };
  rejected: { index: number; message: string }[];
}

export interface Impactweb {
  /** Resolves when the first frame of what the address asks for is drawn. Rejects when the page cannot start. */
  readonly ready: Promise<void>;
  /** Version of the page, as in its package. */
  readonly version: string;
  /** Version of the model and of the file that this page reads and writes. */
  readonly schemaVersion: number;

  /**
   * Opens a network: a file of any format that is read, its text, or the own file as an object. `format` names the format when the content
   * should not decide (`impactweb`, `kumu`, `csv`, `xlsx`, `gexf`, `graphml`, `gephi-lite`, `graphology`, `polinode`, `node-link`,
   * `gml`, `pajek`, `ucinet-dl`, `dot`, `tgf`, `gdf`).
   * `mode`: in the place of the open network (default), or merged into it; one undo step either way. Without an open network it becomes a new one. `plan`: how tables are to be read and who is the same as whom, as
   * `preview` gives it, all of it or a part.
   * A refusal rejects with an Error whose message names the place, and leaves the network as it was.
   */
  open(
    data: Blob | string | object,
    options?: { format?: string; mode?: 'replace' | 'merge'; plan?: ImportPlan },
  ): Promise<{ nodes: number; edges: number; warnings: Warning[] }>;

  /**
   * What `open` would make of it, with the same options; nothing is changed. `plan` is what tables, columns and words are taken for, all of
   * it, to be changed and given to `open`. `duplicates` look like the same party within the file or in the open network; whoever agrees
   * puts them into `plan.same`. `ids` are those of the file that the open network has too, when it is not plain whether they mean the same
   * (`plan.ids`); `questions` of a table are guesses that are not sure. `changes` is what merging would change by `plan`; `mode: 'replace'` leaves the open network out of it.
   */
  preview(
    data: Blob | string | object,
    options?: { format?: string; mode?: 'replace' | 'merge'; plan?: ImportPlan },
  ): Promise<{
    format: string;
    plan: ImportPlan;
    tables: PreviewTable[];
    nodes: number;
    edges: number;
    warnings: Warning[];
    duplicates: Duplicate[];
    ids: IdsInDoubt | null;
    changes: MergeChanges;
  }>;

  /** The open network as a file. `csv` is the same as `csv-ties`. Options are those of pictures and reports; a wrong one rejects with a TypeError or RangeError that names it. */
  export(format: ExportFormat, options?: PictureOptions | ReportOptions): Promise<Blob>;

  /** The open network as the own file, an object: `{type: 'impactweb', version: 1, network: {…}}`. */
  snapshot(): { [key: string]: Json };

  /**
   * Applies operations, all that are valid, as one undo step. Nodes that come without a place get one beside their neighbours.
   * `index` of a refused operation is its place in the list.
   */
  apply(operations: Operation[]): { applied: number; rejected: { index: number; message: string }[] };

  /** The live session, in which others work on the open network at the same time. Rejects with an Error that says why where there is none to be had. */
  readonly live: {
    /**
     * Makes a room of the open network. `pass`: the right to one at the relay, where the site does not hand them out itself. Resolves with whole
     * addresses that lead into it.
     */
    start(options?: { name?: string; pass?: string }): Promise<{ links: Record<LiveRole, string> }>;
    /** Resolves when the network of the room is open. It is one of its own in the list, or for those who only look in none. */
    join(link: string, options?: { name?: string }): Promise<void>;
    /** Goes out of the room; the network stays. */
    leave(): Promise<void>;
    /** Ends the room for everybody; `erase` also takes away what the relay keeps of it. Facilitators only. */
    end(options?: { erase?: boolean }): Promise<void>;
    state(): LiveState;
    /** `lead` with `{ on }`: a facilitator asks everybody to look where this page looks, or lets them go. */
    command(name: 'lead', args?: { on?: boolean }): Promise<void>;
  };

  /** Takes back the latest step; false when there is none. */
  undo(): boolean;
  redo(): boolean;

  /**
   * Measures of the network by id: `{value}` for the whole, `{perNode: {id: value}}` for each node. All of them when `only` is left out.
   * Betweenness in a large network is an estimate, and then has `approximate: {error, confidence, samples}`; with `exact` it is counted,
   * which takes as long as it takes.
   */
  measures(options?: { only?: string[]; exact?: boolean }): { [id: string]: Json };

  /**
   * Arranges the network anew, as one undo step. The places are then in `snapshot()`. `room`: world units to keep free from the middle of
   * each node to its sides, where it is not to be what the node and its name take on the screen.
   */
  layout(options?: {
    algorithm?: 'stress' | 'communities' | 'layers' | 'sectors' | 'places' | 'grid';
    seed?: number;
    room?: number;
    [parameter: string]: Json | undefined;
  }): Promise<{ milliseconds: number; iterations: number }>;

  /** The insight lenses with their parameters. */
  lenses(): Promise<LensInfo[]>;

  /**
   * Asks a lens: `spider`, `funding`, `reciprocity`, `market`, `introductions`, `helix`, `vision`, `practice`, `fee`, `brokers`, `bridges`,
   * `communities` or `stage`. The answer's `operations` are ready for `apply`. Rejects with an Error that names the option when one makes no
   * sense. `signal` ends the work at once.
   */
  lens(id: string, options?: { [name: string]: Json }, following?: { signal?: AbortSignal }): Promise<LensAnswer>;

  /** A text of an answer, in the language of the page. */
  tell(text: LensText): Promise<string>;

  /** What lenses and measures say before and after operations, none of which is kept. */
  scenario(
    operations: Operation[],
    asked: { lenses?: (string | { id: string; options?: { [name: string]: Json } })[]; measures?: string[] },
  ): Promise<Scenario>;

  stats(): Stats;

  /** Calls `handler` for each such event; gives the function that ends it. */
  on<Name extends keyof Events>(event: Name, handler: (detail: Events[Name]) => void): () => void;
}

declare global {
  interface Window {
    impactweb: Impactweb;
  }
}
