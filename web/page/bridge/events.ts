// What the program tells the page by itself.
import type { Change, StepName } from './model.ts';

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
