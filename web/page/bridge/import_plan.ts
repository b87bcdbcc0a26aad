// Tables on their way in: what they are taken for, and what merging them changes.
import type { Issue, Json } from './model.ts';

/** What a word of a sector or kind means; see core/io/opening/import_plan.hpp. */
export type WordMeaning = {
  sector?: string;
  kind?: string;
  form?: string;
  direction?: string;
  reversed?: boolean;
  /** Of an answer. */
  strength?: string;
  none?: string;
  /** Of a name in an answer: whose it is, empty for nobody's. */
  name?: string;
};

/** The lists of words that people say the meaning of. */
export type WordList = 'sector' | 'kind' | 'tieKind' | 'answer' | 'name';

/** How the ties in a matrix or in lists are read. */
export interface TieWays {
  rows: string;
  /** Empty when it is the same as beside the rows. */
  columns: string;
  kind: string;
  undirected: boolean;
  reversed: boolean;
}

export interface TablePlan {
  file?: string;
  sheet?: string;
  /** Where the table begins, as a spreadsheet program counts. */
  row?: number;
  /** The rows of a table that holds both. */
  part?: 'nodes' | 'ties';
  /** Not to be taken apart into such rows. */
  whole?: boolean;
  as?: 'nodes' | 'ties' | 'matrix' | 'lists' | 'ignore';
  /** The row with the names of the columns, 0 when there is none. */
  header?: number;
  /** What nodes are whose kind no column says. */
  are?: string;
  ways?: TieWays;
  /** `to`: a field, `fields` for a further field, `tiedWith`, or empty to leave the column out. `other`: with whom, where the cells say how. */
  columns?: { header?: string; to: string; kind?: string; other?: string; reversed?: boolean }[];
  /** What becomes of rows of sums. */
  totals?: 'leaveOut' | 'keep';
}

/** What is to become of a file; all of it may be left out. See core/io/opening/import_plan.hpp and merge.hpp. */
export interface ImportPlan {
  tables?: TablePlan[];
  values?: { [list in WordList]?: { [word: string]: WordMeaning } };
  /** Names in the open network, at which no cell is cut in two. */
  known?: string[];
  /** Who is the same as whom, by name. */
  same?: { name: string; as: string; in?: 'file' | 'network' }[];
  /** Whether ids of the file are those of the open network; without it as is likeliest. */
  ids?: 'same' | 'apart';
  /** What stays as it is in the open network; `mine`: all that is filled in. */
  keep?: { id: string; field: string }[] | 'mine';
}

/** A guess that is not sure; the likeliest answer comes first. See core/io/opening/table_questions.hpp. */
export interface TableQuestion {
  ask: 'misfit' | 'organisation' | 'totals';
  /** Of this column the answer is what it becomes. */
  column?: number;
  field?: string;
  where?: string;
  text?: string;
  count?: number;
  answers: string[];
  answer: string;
}

/** Ids from elsewhere that both sides have, and what is called so. */
export interface IdsInDoubt {
  answers: ('same' | 'apart')[];
  count: number;
  examples: { id: string; mine: string; theirs: string }[];
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
    list: WordList;
    words: { word: string; count: number; like?: string[] }[];
    more: number;
  }[];
  questions: TableQuestion[];
}

export interface TablesPreview {
  format: string;
  /** Complete, and in the order of `tables`. */
  plan: ImportPlan & {
    tables: (TablePlan & Required<Pick<TablePlan, 'row' | 'as' | 'header' | 'columns'>>)[];
  };
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
  /** What is filled in differently. */
  differs: { field: string; goes: string; stays: string }[];
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
