// What can be asked of the program, a row each: which of the programs can do it, whether the first part of the one with the canvas can
// (web/split), what it takes and what it gives. web/bridge/generate_commands.mjs makes the C++ side of it, where a command is a function of
// the same name. At run time only the part is left of a row.

import type { Duplicate, IdsInDoubt, ImportPlan, MergeChanges, TablesPreview } from './import_plan.ts';
import type {
  Appearance,
  Issue,
  Json,
  LayoutAnswer,
  LayoutArguments,
  LensInfo,
  MeasuresAnswer,
  NetworkJson,
  Operation,
  Places,
  StepName,
  ViewState,
} from './model.ts';
import type { Marks, PictureFrame, PictureItems, PictureOf } from './picture.ts';

/** Whole numbers are `int` in C++, others `double`. */
type Integer = number;
type None = Record<string, never>;
type Part = 'first' | 'rest';

interface Row<Program, Takes, Gives> {
  part: Part;
  in?: Program;
  command?: (args: Takes) => Gives;
}

function row<Program>() {
  return <Takes, Gives>(part: Part = 'rest'): Row<Program, Takes, Gives> => ({ part });
}

/** The program with the canvas, and the core alone, which tests use. */
const shared = row<'canvas' | 'core'>();
const canvas = row<'canvas'>();
const core = row<'core'>();
/** The program of the worker that reads and writes files and answers the lenses (see reader.ts). */
const reader = row<'reader' | 'core'>();

type Refused = { error: Issue };

/** A question about a network. The worker keeps it under its `version`: asked about the same one again, it may be left out. */
interface About {
  network?: NetworkJson;
  version?: string;
}
/** `unknown`: the network was left out, and the worker keeps another. */
type Answered = { answer: { [key: string]: Json } } | Refused | { unknown: true };

export interface FilesToRead {
  files: { name: string; size: number }[];
  format?: string;
  plan?: ImportPlan;
}
export interface FilesMade {
  files: { name: string; size: number; type: string }[];
  losses: Issue[];
}
/** The network in files, and what of them was repaired. */
export interface ReadNetwork {
  network: NetworkJson;
  warnings: Issue[];
  nodes: number;
  edges: number;
}
type Travelled = { done: boolean; name: StepName; skipped: Issue[] };

export const commands = {
  /** Replaces the network and its history. `network` is what was kept, `operations` what is applied to it as remote. */
  load: shared<{ network: NetworkJson; operations?: Operation[] }, { warnings: Issue[] }>('first'),
  apply: shared<
    { operations: Operation[]; origin?: 'local' | 'remote'; gesture?: string; name?: StepName },
    { applied: number; rejected: { index: number; issue: Issue }[]; created: string[] }
  >('first'),
  undo: shared<None, Travelled>('first'),
  redo: shared<None, Travelled>('first'),
  /** What has been done so far stays done. */
  forgetHistory: shared<None, null>('first'),
  /** The network as the own file, an object. */
  snapshot: shared<None, { network: NetworkJson; [key: string]: Json }>('first'),
  /** The network as the own file, its text: the same network gives the same bytes. */
  ownFile: shared<None, { text: string }>('first'),
  /** See measures.ts. */
  measures: shared<{ only?: string[]; exact?: boolean }, MeasuresAnswer | Refused>('first'),
  makeId: shared<None, { id: string }>('first'),
  /** `content` grows with every change but those of positions alone. */
  counts: shared<None, { nodes: number; edges: number; waitingEdges: number; revision: number; content: number }>(
    'first',
  ),
  /**
   * Gives every node without a position one beside its neighbours, as part of `gesture`. `arrange`: the network is new and so large that
   * it wants to be arranged (see arranging.ts); it stands in rows for now, or with `rows: false` has no places yet.
   */
  placeNewNodes: shared<{ gesture?: string; rows?: boolean }, { arrange: boolean }>('first'),
  /** A layout, all in one go. */
  layout: core<LayoutArguments, LayoutAnswer | Refused>(),

  /** The insight lenses (core/insight). */
  lenses: reader<None, { lenses: LensInfo[] }>(),
  /** An answer, in the shape of core/insight/lens_answer.hpp. `today` is a date of the form YYYY-MM-DD. */
  lens: reader<About & { id: string; options?: { [name: string]: Json }; today?: string }, Answered>(),
  /** What lenses and measures say before and after `operations`, which are not kept. */
  scenario: reader<
    About & { operations: Operation[]; asked: { lenses?: Json[]; measures?: string[] }; today?: string },
    Answered
  >(),
  /** Measures as `measures` of the JavaScript API gives them. */
  measuresOf: reader<About & { only?: string[] }, Answered>(),

  /**
   * What the files hold, which lie one after another in the buffer (see `Bridge.putBytes`): what tables are taken for, by `plan` or else as
   * proposed, or the network of any other format.
   */
  read: reader<FilesToRead, TablesPreview | (ReadNetwork & { format: string; tables: null }) | Refused>(),
  /** The network in files as for `read`; tables by `plan`, if there is one. */
  parse: reader<FilesToRead, ReadNetwork | Refused>(),
  /** What merging `network` (of `read` or `parse`) into `current` would change, by the choices in `plan`, who may be the same as whom, and which ids are in doubt. */
  compare: reader<
    { current: NetworkJson; network: NetworkJson; plan?: ImportPlan; duplicates?: boolean },
    { changes: MergeChanges; duplicates?: Duplicate[]; ids: IdsInDoubt | null } | Refused
  >(),
  /** `network` with those made one that `plan` says are the same in it. */
  unite: reader<
    { network: NetworkJson; plan: ImportPlan },
    { network: NetworkJson; nodes: number; edges: number } | Refused
  >(),
  /** Operations that bring `network` (of `read` or `parse`) into the network `current`. `title`: when `network` has none. */
  mergeOperations: reader<
    { current: NetworkJson; network: NetworkJson; mode: 'replace' | 'merge'; title?: string; plan?: ImportPlan },
    { operations: Operation[] } | Refused
  >(),
  /**
   * Files of a format, `csv` gives two. Their bytes lie one after another in the buffer (see `Bridge.takeBytes`). `losses`: also finds out
   * what of the network is not in them.
   */
  exportFiles: reader<{ network: NetworkJson; format: string; losses?: boolean }, FilesMade | Refused>(),
  /** A table as one CSV file, as `exportFiles` gives files. Texts that a spreadsheet program might run are guarded. */
  exportTable: reader<{ rows: (string | number | null)[][] }, FilesMade>(),

  /** The string table of the language in use, flat: key → text with {0} … */
  strings: canvas<{ language: string; table: Record<string, string> }, null>('first'),
  /** What is in force now; see appearance.ts. */
  appearance: canvas<Appearance, null>('first'),
  viewState: canvas<None, ViewState>('first'),
  /** Puts back what `viewState` gave; unknown or null: fit everything. */
  setViewState: canvas<{ view: ViewState | null }, null>('first'),
  /** True when a network is on the canvas; false behind the start page. */
  setOpen: canvas<{ open: boolean; viewOnly?: boolean; framed?: boolean }, null>('first'),
  select: canvas<{ nodes?: string[]; edges?: string[]; fly?: boolean }, null>(),
  /** Where what has these ids is on the stage, as far as it is in the picture, and which part of the network is to be seen. */
  places: canvas<{ ids: string[] }, Places>(),
  /** Brings a part of the network into sight: left, top, right and bottom, as `places` gives `view`. */
  lookAt: canvas<{ bounds: number[] }, null>(),
  /** Marks what an answer is about in the picture, in place of what was marked; nothing at all clears it. */
  mark: canvas<Marks, null>(),
  /** Does what a line of quick entry says. */
  enter: canvas<{ line: string; typed?: boolean }, { done: boolean }>(),
  /** Opens the list of shortcuts, quick entry, search … : `help`, `search`, `entry`, `list`, `filters`, `fit`, `present`; `groups` from when they can be drawn. */
  show: canvas<{ what: string }, null>(),
  /** Renders the picture; pixels are then in the buffer as RGBA, top row first. */
  picture: canvas<
    { of: PictureOf; scale: number; transparent: boolean },
    { width: number; height: number; scale: number }
  >(),
  /** Lays the picture out and keeps it until the next one. */
  layOutPicture: canvas<{ of: PictureOf; answer?: boolean }, PictureFrame>(),
  /** Of what was laid out last, in the order in which it is drawn. */
  pictureItems: canvas<
    { what: keyof PictureItems; from: Integer; count: Integer },
    PictureItems[keyof PictureItems][]
  >(),
  forgetPicture: canvas<None, null>(),
  /** A key that no field wanted, named as in KeyboardEvent.key. */
  key: canvas<{ key: string; shift: boolean; control: boolean; alt: boolean }, { handled: boolean }>(),
  /** What was done to an item of the accessible mirror. */
  mirrorAction: canvas<{ id: number; kind: string; value: string }, null>(),
  /** Three TrueType fonts in the buffer, one after another: regular, bold, icons. Once, before the first frame. */
  setFonts: canvas<{ sizes: number[] }, null>('first'),
  /** Begins a layout in the place of one that is under way. */
  beginLayout: canvas<LayoutArguments, { job: number } | Refused>(),
  /** Works for about so many milliseconds, and answers `stopped` when another one was begun, or the network is gone. */
  goOnWithLayout: canvas<
    { job: Integer; milliseconds: number },
    { progress: number } | { stopped: true } | LayoutAnswer
  >(),
  stopLayout: canvas<None, null>(),
  /** `names` are the ids of the nodes whose names the latest frame showed. */
  stats: canvas<None, { frames: number; frameMilliseconds: number[]; names: string[] }>('first'),
  lists: canvas<None, { layouts: string[]; measures: string[] }>('first'),
};

/** A pointer to text in the program's memory, or 0. */
type Text = number;

interface DirectRow<Takes extends number[], Gives> {
  part: Part;
  call?: (...args: Takes) => Gives;
}

function direct<Takes extends number[], Gives>(part: Part = 'rest'): DirectRow<Takes, Gives> {
  return { part };
}

/** Exports of the program with the canvas that are called with numbers, for what happens in every frame; web/app/main.cpp says more. */
export const directCalls = {
  _app_start: direct<[], Integer>('first'),
  _app_resize: direct<[width: number, height: number, ratio: number], void>('first'),
  _app_frame: direct<[milliseconds: number], number>('first'),
  _app_mirror: direct<[], Text>('first'),
  _app_cursor: direct<[], Integer>('first'),
  _app_wants_frame: direct<[], Integer>('first'),
  _app_pointer: direct<
    [
      phase: Integer,
      id: Integer,
      kind: Integer,
      x: number,
      y: number,
      button: Integer,
      modifiers: Integer,
      milliseconds: number,
    ],
    void
  >(),
  _app_wheel: direct<[x: number, y: number, dx: number, dy: number, zoom: Integer], void>(),
  _app_space: direct<[down: Integer], void>(),
  _app_context: direct<[lost: Integer], void>(),
};

type Table = typeof commands;
type CommandOf<Each> = Each extends Row<unknown, infer Takes, infer Gives> ? (args: Takes) => Gives : never;
type InReader<Name extends keyof Table> = 'reader' extends NonNullable<Table[Name]['in']> ? Name : never;

export type Commands = { [Name in keyof Table]: CommandOf<Table[Name]> };
/** Commands of the program that reads and writes files and answers the lenses; it runs in a worker (see reader.ts). */
export type ReaderCommands = { [Name in keyof Table as InReader<Name>]: CommandOf<Table[Name]> };
export type DirectCalls = { [Name in keyof typeof directCalls]: NonNullable<(typeof directCalls)[Name]['call']> };
