// A picture as the program lays it out, and what is marked in it.

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

/** Behind the ties, around those who belong together; from afar a lid over them as well. */
export interface PictureGroup {
  name: string;
  outline: [number, number][];
  color: string;
  /** How much of the colour the surface and the outline have, 0 to 1. */
  surface: number;
  line: number;
  /** How much it hides of what is under it, 0 to 1. */
  lid?: { color: string; cover: number };
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
