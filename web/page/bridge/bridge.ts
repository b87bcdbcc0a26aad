// The one door between the page and the WebAssembly program: JSON in, JSON out, and the events that every call leaves behind.

import { deliver, Signal } from '../support/signal.ts';

/** What was refused or repaired; `issues.ts` makes a sentence of it. */
export interface Issue {
  code: string;
  where: string;
  params: string[];
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Operation = { op: string; [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type NetworkJson = JsonObject;

/** What an undo step is called: `history.<code>` in the string tables. */
export interface StepName {
  code: string;
  params: string[];
}

/** What happened to the network, after the whole of it has been applied. */
export interface Change {
  operations: Operation[];
  origin: 'local' | 'remote';
  fromHistory: boolean;
}

/** The view of a network that comes back with it; opaque to the page. */
export type ViewState = { [key: string]: Json };

/** Everything the program tells the page, in order, after each call and each frame. */
export type ProgramEvent =
  | { type: 'change'; change: Change }
  | { type: 'selection'; nodes: string[]; edges: string[] }
  /** The names of the next undo and redo step have changed; null when there is none. */
  | { type: 'history'; undo: StepName | null; redo: StepName | null }
  /** Camera, filters, selection or lens have changed: `viewState` is worth keeping (debounce it). */
  | { type: 'view' }
  /** Something to say aloud and to show for a moment. */
  | { type: 'notice'; text: string; kind: 'info' | 'error'; undo?: boolean }
  /** Something that only screen readers need to hear. */
  | { type: 'announce'; text: string }
  /** A control on the canvas asks for something of the page: `open`, `save`, `picture`, `help`, `start`, `copy` and `arrange` (with `text`). */
  | { type: 'request'; name: string; text?: string };

export interface LayoutArguments {
  algorithm?: string;
  seed?: number;
  [parameter: string]: Json | undefined;
}

export interface LayoutAnswer {
  milliseconds: number;
  iterations: number;
}

/**
 * What the command `measures` answers. `bytes` are in the buffer: for each of `perNode` a float64 for each node, then the ids of the nodes,
 * a line each.
 */
export interface MeasuresAnswer {
  measures: { [id: string]: { [key: string]: Json } };
  /** Measures that have a number for each node. */
  perNode?: string[];
  /** How many nodes that is. */
  nodes?: number;
  bytes?: number;
}

/** Commands of the core; they work without a canvas as well (tests, workers). */
export interface CoreCommands {
  /** Replaces the network and its history. `network` is what was kept, `operations` what is applied to it as remote. */
  load(args: { network: NetworkJson; operations?: Operation[] }): { warnings: Issue[] };
  apply(args: { operations: Operation[]; origin?: 'local' | 'remote'; gesture?: string; name?: StepName }): {
    applied: number;
    rejected: { index: number; issue: Issue }[];
    created: string[];
  };
  undo(args: Record<string, never>): { done: boolean; name: StepName; skipped: Issue[] };
  redo(args: Record<string, never>): { done: boolean; name: StepName; skipped: Issue[] };
  /** What has been done so far stays done. */
  forgetHistory(args: Record<string, never>): null;
  /** The network as the own file, an object. */
  snapshot(args: Record<string, never>): { network: NetworkJson; [key: string]: Json };
  /** The network as the own file, its text: the same network gives the same bytes. */
  ownFile(args: Record<string, never>): { text: string };
  /** measures.ts puts the answer together. */
  measures(args: { only?: string[]; exact?: boolean }): MeasuresAnswer | { error: Issue };
  /** Of the core without a canvas: all in one go. */
  layout(args: LayoutArguments): LayoutAnswer | { error: Issue };
  makeId(args: Record<string, never>): { id: string };
  /** `content` grows with every change but those of positions alone. */
  counts(args: Record<string, never>): {
    nodes: number;
    edges: number;
    waitingEdges: number;
    revision: number;
    content: number;
  };
}

/** What a word of a sector or kind means; see core/io/merging/import_plan.hpp. */
export type WordMeaning = { sector?: string; kind?: string; form?: string; direction?: string; reversed?: boolean };

export interface TablePlan {
  file?: string;
  sheet?: string;
  /** Where the table begins, as a spreadsheet program counts. */
  row?: number;
  as?: 'nodes' | 'ties' | 'ignore';
  /** The row with the names of the columns, 0 when there is none. */
  header?: number;
  /** `to`: a field, `fields` for a further field, or empty to leave the column out. */
  columns?: { header?: string; to: string }[];
}

/** What is to become of a file; all of it may be left out. See core/io/merging/import_plan.hpp and merge.hpp. */
export interface ImportPlan {
  tables?: TablePlan[];
  values?: { [list in 'sector' | 'kind' | 'tieKind']?: { [word: string]: WordMeaning } };
  /** Who is the same as whom, by name. */
  same?: { name: string; as: string; in?: 'file' | 'network' }[];
  /** What stays as it is in the open network; `mine`: all that is filled in. */
  keep?: { id: string; field: string }[] | 'mine';
}

export interface PreviewTable {
  file: string;
  sheet: string;
  row: number;
  rows: number;
  problem: '' | 'noName' | 'noEnds';
  fields: string[];
  sample: { row: number; cells: string[] }[];
  words: {
    column: number;
    list: 'sector' | 'kind' | 'tieKind';
    words: { word: string; count: number }[];
    more: number;
  }[];
}

export interface TablesPreview {
  format: string;
  /** Complete, and in the order of `tables`. */
  plan: ImportPlan & { tables: Required<Omit<TablePlan, 'file' | 'sheet'>>[] };
  tables: PreviewTable[];
  warnings: Issue[];
}

/** What one needs to see of a node to know it. */
export interface NodeFacts {
  name: string;
  kind: string;
  sector: string;
  place: string;
  description: string;
  ties: number;
}

/** Two that look like one: `name` of the file, and `as` that stays if they are the same. */
export interface Duplicate {
  name: string;
  as: string;
  in: 'file' | 'network';
  why: string;
  goes: NodeFacts;
  stays: NodeFacts;
}

export interface FieldChange {
  of: 'node' | 'edge' | 'story' | 'network';
  id: string;
  name: string;
  field: string;
  before: Json;
  after: Json;
  conflict: boolean;
}

export interface MergeChanges {
  nodes: number;
  ties: number;
  stories: number;
  snapshots: number;
  names: string[];
  fields: FieldChange[];
  /** How many changed fields are not listed. */
  more: number;
}

/** A lens with its parameters, as a menu needs them. */
export interface LensInfo {
  id: string;
  parameters: {
    name: string;
    type: 'number' | 'flag' | 'text' | 'choice' | 'list' | 'numbers';
    default: Json;
    minimum?: number;
    maximum?: number;
    choices?: string[];
  }[];
}

/**
 * The insight lenses (core/insight), in the worker of `ReaderCommands`. `today` is a date of the form YYYY-MM-DD. The network that comes
 * with a question is kept under its `version`: a question about the same one may leave it out, and the answer is `unknown` when the worker
 * keeps another.
 */
export interface LensCommands {
  lenses(args: Record<string, never>): { lenses: LensInfo[] };
  /** An answer, in the shape of core/insight/lens_answer.hpp. */
  lens(args: AboutNetwork & { id: string; options?: { [name: string]: Json }; today?: string }): AnswerAboutNetwork;
  /** What lenses and measures say before and after `operations`, which are not kept. */
  scenario(
    args: AboutNetwork & { operations: Operation[]; asked: { lenses?: Json[]; measures?: string[] }; today?: string },
  ): AnswerAboutNetwork;
  /** Measures as `measures` of the JavaScript API gives them. */
  measuresOf(args: AboutNetwork & { only?: string[] }): AnswerAboutNetwork;
}

type AboutNetwork = { network?: NetworkJson; version?: string };
type AnswerAboutNetwork = { answer: { [key: string]: Json } } | { error: Issue } | { unknown: true };

export interface FilesToRead {
  files: { name: string; size: number }[];
  format?: string;
  plan?: ImportPlan;
}

type FilesMade = { files: { name: string; size: number; type: string }[]; losses: Issue[] };

/** The network in files, and what of them was repaired. */
export interface ReadNetwork {
  network: NetworkJson;
  warnings: Issue[];
  nodes: number;
  edges: number;
}

/** Commands of the program that reads and writes files; it runs in a worker (see reader.ts). */
export interface ReaderCommands extends LensCommands {
  /**
   * What the files hold, which lie one after another in the buffer (see `Bridge.putBytes`): what tables are taken for, by `plan` or else as
   * proposed, or the network of any other format.
   */
  read(args: FilesToRead): TablesPreview | (ReadNetwork & { format: string; tables: null }) | { error: Issue };
  /** The network in files as for `read`; tables by `plan`, if there is one. */
  parse(args: FilesToRead): ReadNetwork | { error: Issue };
  /** What merging `network` (of `read` or `parse`) into `current` would change, by the choices in `plan`, and who may be the same as whom. */
  compare(args: {
    current: NetworkJson;
    network: NetworkJson;
    plan?: ImportPlan;
    duplicates?: boolean;
  }): { changes: MergeChanges; duplicates?: Duplicate[] } | { error: Issue };
  /** `network` with those made one that `plan` says are the same in it. */
  unite(args: {
    network: NetworkJson;
    plan: ImportPlan;
  }): { network: NetworkJson; nodes: number; edges: number } | { error: Issue };
  /** Operations that bring `network` (of `read` or `parse`) into the network `current`. `title`: when `network` has none. */
  mergeOperations(args: {
    current: NetworkJson;
    network: NetworkJson;
    mode: 'replace' | 'merge';
    title?: string;
    plan?: ImportPlan;
  }): { operations: Operation[] } | { error: Issue };
  /**
   * Files of a format, `csv` gives two. Their bytes lie one after another in the buffer (see `Bridge.takeBytes`). `losses`: also finds out
   * what of the network is not in them.
   */
  exportFiles(args: { network: NetworkJson; format: string; losses?: boolean }): FilesMade | { error: Issue };
  /** A table as one CSV file, as `exportFiles` gives files. Texts that a spreadsheet program might run are guarded. */
  exportTable(args: { rows: (string | number | null)[][] }): FilesMade;
}

/** What a picture shows: the whole network as far as filters let it through, what is on the stage, or what is selected. */
export type PictureOf = 'all' | 'view' | 'selection';

/** Colours are #rrggbb; lengths are CSS pixels of the picture, from its upper left corner. */
export interface PictureFrame {
  width: number;
  height: number;
  /** Of the network. */
  title: string;
  /** How many nodes filters keep out of it. */
  hidden: number;
  /** How many of each there are. */
  ties: number;
  nodes: number;
  texts: number;
  groups: number;
  proposed: number;
  colors: { paper: string; ink: string; secondary: string; hairline: string; accent: string };
  legend: PictureLegend;
}

/** What the picture's colours, shapes and lines mean; only what occurs in it. */
export interface PictureLegend {
  /** `colorBy.<this>` in the string tables. */
  colorBy: string;
  colors: { label: string; color: string; glyph?: number; count: number }[];
  /** A kind of node, or `group`. */
  shapes: { kind: string; count: number }[];
  ties: { label: string; color: string; count: number }[];
  statuses: { status: string; count: number }[];
  needs: boolean;
  offers: boolean;
  pins: boolean;
  coins: boolean;
  /** Something is marked by an answer, or proposed by it. */
  marked: boolean;
  proposed: boolean;
}

export interface PictureTie {
  id: string;
  /** As a sentence. */
  name: string;
  from: [number, number];
  to: [number, number];
  /** Of the nodes at both ends, as far as the tie keeps away from them. */
  radii: [number, number];
  /** How far its middle lies beside the straight line, to the right of its way on the screen. */
  bend?: number;
  loop?: true;
  width: number;
  color: string;
  alpha: number;
  dash?: 'dashed' | 'thin';
  heads?: 'end' | 'both';
  /** Length of an arrowhead. */
  head: number;
  /** Arrowheads would be too small to be seen: only the room for them is kept. */
  headless?: true;
  coin?: true;
}

export interface PictureNode {
  id: string;
  name: string;
  x: number;
  y: number;
  radius: number;
  shape: 'disc' | 'doubleDisc' | 'square' | 'hexagon' | 'star';
  color: string;
  /** The sign in it, 0 to 7. */
  glyph?: number;
  needs?: number;
  offers?: number;
  /** Of a square: how far its rim is filled, 0 to 1. */
  progress?: number;
  /** By an answer: 1 what it is about, 2 who has to do with it. */
  marked?: number;
  pinned?: true;
  selected?: true;
  dimmed?: true;
}

export interface PictureText {
  of: 'initials' | 'node' | 'tie' | 'group';
  text: string;
  /** The middle of its line. */
  x: number;
  /** The upper side of its line, where the typeface's ascent begins. */
  top: number;
  /** From the typeface's ascent to its descent. */
  size: number;
  color: string;
  bold?: true;
  halo?: string;
  alpha?: number;
}

/** Behind the ties, around those who belong together. */
export interface PictureGroup {
  name: string;
  outline: [number, number][];
  color: string;
}

/** A tie that an answer proposes. */
export interface PictureProposal {
  /** As a sentence. */
  name: string;
  line: [number, number][];
  middle: [number, number];
  /** What its widths are multiplied by. */
  unit: number;
}

export interface PictureItems {
  ties: PictureTie;
  nodes: PictureNode;
  texts: PictureText;
  groups: PictureGroup;
  proposed: PictureProposal;
}

/** What an answer is about, as the picture shows it for as long as the answer is on the screen. */
export interface Marks {
  /** Most important first. Level 1 is what it is about, 2 who has to do with it. */
  nodes?: { id: string; level?: 1 | 2 }[];
  edges?: string[];
  /** Ties that are not there yet; their ends are marked as well. */
  proposed?: { from: string; to: string }[];
  groups?: { label: string; nodes: string[] }[];
}

export interface Appearance {
  scheme: 'light' | 'dark';
  /** Stronger lines and text, for who asked the system for more contrast or for colours of their own. */
  strong: boolean;
  reducedMotion: boolean;
  /** Fingers are the first thing that points here; a mouse may come all the same. */
  touch: boolean;
  textScale: number;
}

/** Commands of the app around the canvas. */
export interface AppCommands {
  /** The string table of the language in use, flat: key → text with {0} … */
  strings(args: { language: string; table: Record<string, string> }): null;
  /** What is in force now; see appearance.ts. */
  appearance(args: Appearance): null;
  viewState(args: Record<string, never>): ViewState;
  /** Puts back what `viewState` gave; unknown or null: fit everything. */
  setViewState(args: { view: ViewState | null }): null;
  /** True when a network is on the canvas; false behind the start page. */
  setOpen(args: { open: boolean; viewOnly?: boolean }): null;
  select(args: { nodes?: string[]; edges?: string[]; fly?: boolean }): null;
  /** Marks what an answer is about in the picture, in place of what was marked; nothing at all clears it. */
  mark(args: Marks): null;
  /** Does what a line of quick entry says. */
  enter(args: { line: string }): { done: boolean };
  /** Opens the list of shortcuts, quick entry, search … : `help`, `search`, `entry`, `list`, `filters`, `fit`, `present`. */
  show(args: { what: string }): null;
  /** Renders the picture; pixels are then in the buffer as RGBA, top row first. */
  picture(args: { of: PictureOf; scale: number; transparent: boolean }): {
    width: number;
    height: number;
    scale: number;
  };
  /** Lays the picture out and keeps it until the next one. */
  layOutPicture(args: { of: PictureOf; answer?: boolean }): PictureFrame;
  /** Of what was laid out last, in the order in which it is drawn. */
  pictureItems(args: { what: keyof PictureItems; from: number; count: number }): PictureItems[keyof PictureItems][];
  forgetPicture(args: Record<string, never>): null;
  /** A key that no field wanted, named as in KeyboardEvent.key. */
  key(args: { key: string; shift: boolean; control: boolean; alt: boolean }): { handled: boolean };
  /** What was done to an item of the accessible mirror. */
  mirrorAction(args: { id: number; kind: string; value: string }): null;
  /** Three TrueType fonts in the buffer, one after another: regular, bold, icons. Once, before the first frame. */
  setFonts(args: { sizes: number[] }): null;
  /**
   * Gives every node without a position one beside its neighbours, as part of `gesture`. `arrange`: the network is new and so large that
   * it stands in rows for now, and wants to be arranged (see arranging.ts).
   */
  placeNewNodes(args: { gesture?: string }): { arrange: boolean };
  /** Begins a layout in the place of one that is under way. */
  beginLayout(args: LayoutArguments): { job: number } | { error: Issue };
  /** Works for about so many milliseconds, and answers `stopped` when another one was begun, or the network is gone. */
  goOnWithLayout(args: { job: number; milliseconds: number }): { progress: number } | { stopped: true } | LayoutAnswer;
  stopLayout(args: Record<string, never>): null;
  /** `names` are the ids of the nodes whose names the latest frame showed. */
  stats(args: Record<string, never>): { frames: number; frameMilliseconds: number[]; names: string[] };
  lists(args: Record<string, never>): { layouts: string[]; measures: string[] };
}

export type Commands = CoreCommands & ReaderCommands & AppCommands;

/** Half of a surrogate pair, as a cut through an emoji leaves it, is no text: U+FFFD takes its place. */
function wellFormed(json: string): string {
  if (!json.includes('\\ud')) return json;
  return json.replace(/\\(?:u[0-9a-f]{4}|.)/g, (sequence) => (/^\\ud[89a-f]/.test(sequence) ? '\ufffd' : sequence));
}

/** The exports of the Emscripten module that are used. */
export interface ProgramModule {
  HEAPU8: Uint8Array;
  _impactweb_call(name: number, args: number): number;
  _impactweb_events(): number;
  _impactweb_buffer(bytes: number): number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  [name: `_app_${string}`]: (...args: number[]) => number;
}

/** What the first part of the program can do (web/split/first_paint_profile.mjs goes through it); for anything else it must be whole. */
const inFirstPart: ReadonlySet<string> = new Set<keyof Commands | `_app_${string}`>([
  'strings',
  'appearance',
  'setFonts',
  'makeId',
  'load',
  'placeNewNodes',
  'snapshot',
  'counts',
  'setOpen',
  'setViewState',
  'viewState',
  'stats',
  'lists',
  'apply',
  'undo',
  'redo',
  'forgetHistory',
  'ownFile',
  'measures',
  '_app_start',
  '_app_resize',
  '_app_frame',
  '_app_mirror',
  '_app_cursor',
  '_app_wants_frame',
]);

/** A program that comes in parts. */
export interface Completion {
  readonly whole: boolean;
  /** Fetches what is missing; resolves when the program is whole. */
  fetchRest(): Promise<void>;
  /** The same for what cannot wait: throws FetchFailed when it cannot be had now. */
  needRest(): Promise<void>;
  /** Makes sure on the spot that it is whole, or throws. `wanted` is what asks for it. */
  complete(wanted: string): void;
}

const wholeFromTheStart: Completion = {
  whole: true,
  fetchRest: () => Promise.resolve(),
  needRest: () => Promise.resolve(),
  complete: () => {},
};

export class Bridge {
  readonly #module: ProgramModule;
  readonly #completion: Completion;
  #held: (() => void)[] = [];
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();
  readonly #first = new Signal<ProgramEvent>();
  readonly #events = new Signal<ProgramEvent>();
  #delivering = false;
  /** How many of what is held would change something. */
  #heldEdits = 0;
  /** Hears whether something that a hand did waits for the rest of the program. */
  readonly onWaiting = new Signal<boolean>();

  constructor(module: ProgramModule, completion: Completion = wholeFromTheStart) {
    this.#module = module;
    this.#completion = completion;
  }

  /** False while only the first part of the program is there. */
  get whole(): boolean {
    return this.#completion.whole;
  }

  /** Resolves when the program is whole; fetches what is missing. */
  fetchRest(): Promise<void> {
    return this.#completion.fetchRest();
  }

  /** The same for what somebody has just asked for. Throws FetchFailed when it cannot be fetched now. */
  needRest(): Promise<void> {
    return this.#completion.needRest();
  }

  /**
   * Does what a person's hand asks for, as soon as the program is whole, in the order in which it was asked. `edits`: it may change the
   * network, so that it would be a loss if it never came to it.
   */
  input(run: () => void, edits = true): void {
    if (this.#completion.whole && this.#held.length === 0) {
      run();
      return;
    }
    if (edits) {
      this.#heldEdits += 1;
      if (this.#heldEdits === 1) this.onWaiting.emit(true);
    }
    if (this.#held.push(run) > 1) return;
    void this.#completion.fetchRest().then(() => {
      const held = this.#held;
      this.#held = [];
      const hadEdits = this.#heldEdits > 0;
      this.#heldEdits = 0;
      deliver(held, undefined);
      if (hadEdits) this.onWaiting.emit(false);
    });
  }

  /** Lets go of what waits: it was meant for a network that has been left. */
  dropHeld(): void {
    this.#held = [];
    if (this.#heldEdits === 0) return;
    this.#heldEdits = 0;
    this.onWaiting.emit(false);
  }

  /** True while something that a hand did waits for the rest of the program. */
  get waiting(): boolean {
    return this.#heldEdits > 0;
  }

  /** Every listener hears every event, in order; an event that a listener causes comes after the present ones. */
  onEvent(listener: (event: ProgramEvent) => void): () => void {
    return this.#events.add(listener);
  }

  /** For the one who keeps what happened: hears of each event before all others. */
  onEventFirst(listener: (event: ProgramEvent) => void): () => void {
    return this.#first.add(listener);
  }

  /** Calls a command. Throws only on a defect of the program itself, or when it is not whole and cannot be completed. */
  call<Name extends keyof Commands>(name: Name, args: Parameters<Commands[Name]>[0]): ReturnType<Commands[Name]> {
    if (!inFirstPart.has(name)) this.#completion.complete(name);
    const namePointer = this.#pass(name);
    const argsPointer = this.#pass(wellFormed(JSON.stringify(args)));
    const answer = this.text(this.#module._impactweb_call(namePointer, argsPointer));
    this.#module._free(namePointer);
    this.#module._free(argsPointer);
    this.deliverEvents();
    const value: unknown = JSON.parse(answer);
    if (value !== null && typeof value === 'object' && 'defect' in value) throw new Error(String(value.defect));
    return value as ReturnType<Commands[Name]>;
  }

  /** Puts bytes into the program's buffer, where `parse` finds them. */
  putBytes(parts: Uint8Array[]): void {
    const total = parts.reduce((sum, part) => sum + part.byteLength, 0);
    let at = this.#module._impactweb_buffer(total);
    for (const part of parts) {
      this.#module.HEAPU8.set(part, at);
      at += part.byteLength;
    }
  }

  /** A copy of the first `bytes` of the program's buffer, as `picture` leaves it. */
  takeBytes(bytes: number): Uint8Array<ArrayBuffer> {
    const at = this.#module._impactweb_buffer(0);
    return new Uint8Array(this.#module.HEAPU8.slice(at, at + bytes));
  }

  /** Numeric calls of the hot paths: pointer, keys, frames. Events are delivered afterwards. */
  direct(name: `_app_${string}`, ...args: number[]): number {
    if (!inFirstPart.has(name)) this.#completion.complete(name);
    const result = this.#module[name]?.(...args) ?? 0;
    this.deliverEvents();
    return result;
  }

  /** The text at a pointer of the program, up to its zero byte. */
  text(pointer: number): string {
    const bytes = this.#module.HEAPU8;
    return this.#decoder.decode(bytes.subarray(pointer, bytes.indexOf(0, pointer)));
  }

  deliverEvents(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (;;) {
        const pointer = this.#module._impactweb_events();
        if (pointer === 0) return;
        for (const event of JSON.parse(this.text(pointer)) as ProgramEvent[]) {
          this.#first.emit(event);
          this.#events.emit(event);
        }
      }
    } finally {
      this.#delivering = false;
    }
  }

  #pass(text: string): number {
    const bytes = this.#encoder.encode(text);
    const pointer = this.#module._malloc(bytes.length + 1);
    this.#module.HEAPU8.set(bytes, pointer);
    this.#module.HEAPU8[pointer + bytes.length] = 0;
    return pointer;
  }
}
