// The handbook as web/handbook.mjs makes it of Markdown: a tree of plain objects, and the elements that it becomes.
import { make } from '../widgets/dom.ts';
import { placesOf } from './search.ts';

export type Inline =
  | string
  | { type: 'code'; text: string }
  | { type: 'strong' | 'em'; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] };

export type Block =
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Block[][] }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { type: 'note'; children: Block[] }
  | { type: 'code'; text: string }
  | { type: 'picture'; file: string; text: string; width: number; height: number };

export interface Chapter {
  /** As in the address: `#help=ID`. */
  id: string;
  title: string;
  blocks: Block[];
}

type Part = Block | Inline;

/** What can be read of it, with a space between its parts. */
export function textOf(part: Part): string {
  if (typeof part === 'string') return part;
  const join = (parts: Part[]) => parts.map(textOf).join('');
  if (part.type === 'table') return [part.head, ...part.rows].flat().map(join).join(' ');
  if (part.type === 'list') return part.items.flat().map(textOf).join(' ');
  if (part.type === 'note') return part.children.map(textOf).join(' ');
  return 'children' in part ? join(part.children) : part.text;
}

/** The elements of a chapter's blocks; `words` are marked in them. */
export function elementsOf(blocks: readonly Block[], words: readonly string[] = []): HTMLElement[] {
  return blocks.map((block) => elementOf(block, words));
}

/** A text with its marks. */
export function marked(text: string, words: readonly string[]): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let done = 0;
  for (const [from, to] of placesOf(text, words)) {
    parts.push(text.slice(done, from), make('mark', {}, text.slice(from, to)));
    done = to;
  }
  return [...parts, text.slice(done)].filter((part) => part !== '');
}

function inline(parts: readonly Inline[], words: readonly string[]): (Node | string)[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return marked(part, words);
    if (part.type === 'code') return [make('code', {}, ...marked(part.text, words))];
    if (part.type === 'link') return [make('a', { href: part.href }, ...inline(part.children, words))];
    return [make(part.type, {}, ...inline(part.children, words))];
  });
}

function elementOf(block: Block, words: readonly string[]): HTMLElement {
  switch (block.type) {
    case 'heading':
      // Above a chapter's title is that of the handbook.
      return make(block.level === 2 ? 'h3' : 'h4', {}, ...inline(block.children, words));
    case 'paragraph':
      return make('p', {}, ...inline(block.children, words));
    case 'note':
      return make('div', { class: 'handbook-note' }, ...elementsOf(block.children, words));
    case 'code':
      return make('pre', {}, make('code', {}, ...marked(block.text, words)));
    case 'list': {
      const items = block.items.map((item) => {
        const [first, ...others] = item;
        // What is a line needs no paragraph.
        const line = first?.type === 'paragraph' ? inline(first.children, words) : elementsOf(item.slice(0, 1), words);
        return make('li', {}, ...line, ...elementsOf(others, words));
      });
      return make(block.ordered ? 'ol' : 'ul', {}, ...items);
    }
    case 'table': {
      const head = block.head.map((cell) => make('th', { scope: 'col' }, ...inline(cell, words)));
      const rows = block.rows.map((row) =>
        make('tr', {}, ...row.map((cell) => make('td', {}, ...inline(cell, words)))),
      );
      return make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows));
    }
    case 'picture': {
      const { file, text, width, height } = block;
      const size = { width: String(width), height: String(height) };
      return make('figure', {}, make('img', { src: `handbook/${file}`, alt: text, loading: 'lazy', ...size }));
    }
  }
}
