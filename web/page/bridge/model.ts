// Networks, their operations and what is said of both, as the program writes them.

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

/** What of the network is where on the stage; lengths there are CSS pixels from its top left corner. */
export interface Places {
  items: { id: string; label: string; x: number; y: number; radius: number }[];
  /** The point of the network in the corner of the stage, and how many pixels its unit is. */
  corner: [x: number, y: number];
  zoom: number;
  /** What of the network is in the part that no panel covers, at the end of a flight: left, top, right, bottom. */
  view: [number, number, number, number];
  /** The middle of the stage and the zoom, at the end of a flight: another one means that something has moved the picture. */
  target: [x: number, y: number, zoom: number];
}

export interface LayoutArguments {
  algorithm?: string;
  seed?: number;
  [parameter: string]: Json | undefined;
}

export interface LayoutAnswer {
  milliseconds: number;
  iterations: number;
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

export interface Appearance {
  scheme: 'light' | 'dark';
  /** Stronger lines and text, for who asked the system for more contrast or for colours of their own. */
  strong: boolean;
  reducedMotion: boolean;
  /** Fingers are the first thing that points here; a mouse may come all the same. */
  touch: boolean;
  textScale: number;
}
