// The JavaScript API of the page: `window.impactweb`, for those who embed the page, for tests and for benchmarks.
import type { Duplicate, ImportPlan, Json, MergeChanges, Operation, PreviewTable } from './bridge.ts';

/** What was repaired in a file that was opened, in the language of the page. */
export interface Warning {
  /** The place in the file, such as `network.nodes[3].label`; empty when it is about the whole. */
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
  | 'png';

export interface Stats {
  nodes: number;
  edges: number;
  /** Frames drawn since the page was opened. */
  frames: number;
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
    /** Milliseconds since 1970; null when nothing was saved in this visit. */
    lastSavedAt: number | null;
  };
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
   * should not decide (`impactweb`, `kumu`, `csv`, `xlsx`, `gexf`, `graphml`, `gephi-lite`, `graphology`, `polinode`). `mode`: in the place
   * of the open network (default), or merged into it; one
   * undo step either way. Without an open network it becomes a new one. `plan`: how tables are to be read and who is the same as whom, as
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
   * puts them into `plan.same`. `changes` is what merging would change by `plan`; `mode: 'replace'` leaves the open network out of it.
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
    changes: MergeChanges;
  }>;

  /** The open network as a file. `csv` is the same as `csv-ties`; `png` is the whole picture at twice its size. */
  export(format: ExportFormat): Promise<Blob>;

  /** The open network as the own file, an object: `{type: 'impactweb', version: 1, network: {…}}`. */
  snapshot(): { [key: string]: Json };

  /**
   * Applies operations, all that are valid, as one undo step. Nodes that come without a place get one beside their neighbours.
   * `index` of a refused operation is its place in the list.
   */
  apply(operations: Operation[]): { applied: number; rejected: { index: number; message: string }[] };

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

  stats(): Stats;

  /** Calls `handler` for each such event; gives the function that ends it. */
  on<Name extends keyof Events>(event: Name, handler: (detail: Events[Name]) => void): () => void;
}

declare global {
  interface Window {
    impactweb: Impactweb;
  }
}
