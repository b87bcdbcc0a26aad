// What a report is made of, whatever file it becomes: sections of blocks.
import type { ReportFacts } from './facts.ts';

/** A piece of a section. Texts are plain; whoever writes the file escapes them. */
export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'list'; items: string[] }
  /** Numbers to look at, each with a sentence of what it says. */
  | { kind: 'figures'; figures: Figure[] }
  /** The first cell of each row names it. Without a caption the title of the section says what it holds. */
  | { kind: 'table'; caption?: string; head: string[]; rows: string[][] }
  /** To be cut out and handed over: two beside each other on a page. */
  | { kind: 'cards'; cards: Card[] }
  | { kind: 'picture' };

export interface Card {
  /** The names on it, one below the other. */
  names: string[];
  lines: string[];
}

export interface Figure {
  label: string;
  /** As it is read: `12 %`, `3 of 7`. */
  value: string;
  /** What it says, in one sentence. */
  sentence: string;
  /** On how much of the data it rests; empty when on all of it. */
  basis?: string;
}

/** A section that people can choose. A new one is an object like this in the list of sections.ts. */
export interface ReportSection {
  id: string;
  /** Key of its title in the string tables. */
  title: string;
  /** It begins on a page of its own, at the end. */
  appendix?: true;
  /** Its contents; none when there is nothing to say, and then the section is left out. */
  make(facts: ReportFacts): Block[] | Promise<Block[]>;
}

/** A section with its contents. */
export interface MadeSection {
  id: string;
  title: string;
  appendix: boolean;
  blocks: Block[];
}
