// The handbook from Markdown to elements, and what its search finds.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { holdsAll, placesOf, wordsOf } from '../../web/page/handbook/search.ts';
import { type Block, type Chapter, elementsOf, textOf } from '../../web/page/handbook/tree.ts';
import { chapterIn } from '../../web/page/links/links.ts';

declare const IMPACTWEB_ROOT: string;

interface Build {
  chapterOf(markdown: string, file: string, world: object): Omit<Chapter, 'id'>;
  handbook(root: string): { chapters: Record<string, Chapter[]>; pictures: Map<string, Uint8Array> };
}

let build: Build;
const world = { pictures: () => undefined, isChapter: (id: string) => id === 'files' };
const blocksOf = (text: string) => build.chapterOf(`# Title\n\n${text}`, 'test.md', world).blocks;

/** As much of an element as the tree needs; it writes itself as HTML, to be looked at. */
class Element {
  readonly attributes: string[] = [];
  readonly children: (Element | string)[] = [];
  constructor(readonly name: string) {}
  setAttribute(name: string, value: string) {
    this.attributes.push(` ${name}="${value}"`);
  }
  append(...children: (Element | string)[]) {
    this.children.push(...children);
  }
  toString(): string {
    return `<${this.name}${this.attributes.join('')}>${this.children.join('')}</${this.name}>`;
  }
}
const html = (blocks: Block[], words: string[] = []) => elementsOf(blocks, words).join('');

before(async () => {
  Object.defineProperty(globalThis, 'document', { value: { createElement: (name: string) => new Element(name) } });
  build = await import(pathToFileURL(join(IMPACTWEB_ROOT, 'web', 'handbook.mjs')).href);
});

test('Markdown becomes elements, and nothing of it is read as HTML', () => {
  assert.equal(
    html(blocksOf('## One **two**\n\nText `a<b` and [files](#help=files).\n\n- one\n- two\n\n1. first')),
    '<h3>One <strong>two</strong></h3><p>Text <code>a<b</code> and <a href="#help=files">files</a>.</p>' +
      '<ul><li>one</li><li>two</li></ul><ol><li>first</li></ol>',
  );
  assert.equal(
    html(blocksOf('| a | b |\n| --- | --- |\n| `x` | *y* |\n\n> Mind.')),
    '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
      '<tbody><tr><td><code>x</code></td><td><em>y</em></td></tr></tbody></table>' +
      '<div class="handbook-note"><p>Mind.</p></div>',
  );
});

test('what the handbook has no word for stops the build, with its file and line', () => {
  for (const [text, what] of [
    ['Text <b>bold</b>', /test\.md:3: .*html/],
    ['Fine.\n\n---', /test\.md:5: .*hr/],
    ['~~gone~~', /test\.md:3: .*del/],
    ['#### Deep', /test\.md:3: a heading of depth 4/],
    ['[x](https://example.org)', /test\.md:3: the link https/],
    ['[x](#help=nowhere)', /test\.md:3: the link #help=nowhere/],
    ['![A picture](none.webp)', /test\.md:3: there is no picture none\.webp/],
    ['![](none.webp)', /test\.md:3: a picture says in words/],
    ['Tom &amp; Jerry', /test\.md:3: write the character itself/],
  ] as const)
    assert.throws(() => blocksOf(text), what);
  assert.throws(() => build.chapterOf('Text', 'test.md', world), /test\.md:1: a chapter begins with its title/);
});

test('search folds accents and capitals, and finds each word anywhere', () => {
  assert.deepEqual(wordsOf('  Stérk  ZUID '), ['sterk', 'zuid']);
  assert.deepEqual(wordsOf('x'), []);
  assert.ok(holdsAll('Impact Zuid en Stérk.Brabant', ['sterk', 'impact']));
  assert.ok(!holdsAll('Impact Zuid', ['impact', 'noord']));
  const places = (text: string, ...words: string[]) => placesOf(text, words).map(([from, to]) => text.slice(from, to));
  assert.deepEqual(places('Stérk, STERK en ste\u0301rk', 'sterk'), ['Stérk', 'STERK', 'ste\u0301rk']);
  assert.deepEqual(places('İstanbul 😀 één', 'een', 'istanbul'), ['İstanbul', 'één']);
  assert.deepEqual(places('netwerken', 'netwerk', 'werken'), ['netwerken'], 'places that overlap are one');
  assert.equal(html([{ type: 'paragraph', children: ['Vraag één'] }], ['een']), '<p>Vraag <mark>één</mark></p>');
});

test('the chapters are the same in both languages, each with a heading and something to read', () => {
  const { chapters, pictures } = build.handbook(IMPACTWEB_ROOT);
  const { nl = [], en = [] } = chapters;
  assert.deepEqual(
    nl.map(({ id }) => id),
    en.map(({ id }) => id),
  );
  for (const [at, chapter] of nl.entries()) {
    const shape = (each?: Chapter) =>
      each?.blocks.filter(({ type }) => type === 'picture' || type === 'heading').length;
    assert.equal(shape(chapter), shape(en[at]), `${chapter.id} has the same headings and pictures`);
    for (const each of [chapter, en[at]])
      assert.ok((each?.blocks ?? []).map(textOf).join(' ').length > 400, `${chapter.id} says something`);
  }
  const weight = [...pictures.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  assert.ok(weight < 300_000, `its pictures weigh ${weight} bytes, which every browser keeps`);
});

test('an address asks for the handbook, for a chapter of it, or for something else', () => {
  assert.deepEqual(['#help', '#help=files', '#helpful', '#data', ''].map(chapterIn), ['', 'files', null, null, null]);
});
