// Reports on paper: the picture has a page of its own, a short report stays short, no heading stands alone, and no column is empty.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { typefaceOf } from '../../web/page/picture/fonts.ts';
import { pdfBytes } from '../../web/page/picture/pdf.ts';
import { inSlices } from '../../web/page/picture/slices.ts';
import { appendices } from '../../web/page/report/appendices.ts';
import type { Block, MadeSection } from '../../web/page/report/blocks.ts';
import type { ReportFacts } from '../../web/page/report/facts.ts';
import { type PdfReport, pdfReport, pictureOnPage } from '../../web/page/report/pdf.ts';
import { speak } from '../../web/page/support/texts.ts';

declare const IMPACTWEB_ROOT: string;

if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { languages: ['nl'] } });
const strings = (file: string) =>
  JSON.parse(readFileSync(join(IMPACTWEB_ROOT, 'assets', 'strings', 'nl', file), 'utf8')) as { [key: string]: string };
speak('nl', { ...strings('canvas.json'), ...strings('later/report.json') });

const bytesOf = (file: string) => new Uint8Array(readFileSync(join(IMPACTWEB_ROOT, 'dist/fonts', file)));
const typeface = typefaceOf(bytesOf('regular.ttf'), bytesOf('bold.ttf'));
const sentence = 'Dit is een zin over partijen, relaties en wat ze voor elkaar kunnen betekenen.';
const list = (count: number): Block => ({ kind: 'list', items: Array.from({ length: count }, () => sentence) });
const section = (id: string, ...blocks: Block[]): MadeSection => ({ id, title: `Deel ${id}`, appendix: false, blocks });
const picture = (width: number, height: number): NonNullable<PdfReport['picture']> => ({
  width,
  height,
  text: 'Een netwerk.',
  *draw(pen) {
    pen.circle(10, 10, 5, { fill: '#000000' });
    yield 1;
  },
});

/** The text of each page, and its size. */
async function pagesOf(sections: MadeSection[], more: Partial<PdfReport> = {}) {
  const report: PdfReport = { language: 'nl', title: 'Verslag', lines: ['Vandaag'], sections, picture: null, ...more };
  const { document, work } = await pdfReport(
    report,
    typeface,
    () => assert.fail('no other letters'),
    () => 5,
  );
  await inSlices(work);
  const input = Buffer.concat(await pdfBytes(document));
  const said = execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
  const info = execFileSync('pdfinfo', ['-f', '1', '-l', '99', '-'], { input, encoding: 'utf8' });
  const sizes = [...info.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+)/g)].map(([, width, height]) => [
    Number(width),
    Number(height),
  ]);
  const pages = said.split('\f').slice(0, -1);
  assert.equal(pages.length, sizes.length);
  return pages.map((text, at) => ({
    lines: text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    landscape: (sizes[at]?.[0] ?? 0) > (sizes[at]?.[1] ?? 0),
  }));
}

test('a picture stands on a page of its own, on its side when it is wide', async () => {
  for (const [width, height, landscape] of [
    [1600, 900, true],
    [700, 1000, false],
  ] as const) {
    const pages = await pagesOf([section('a', list(2)), section('beeld', { kind: 'picture' }), section('b', list(2))], {
      picture: picture(width, height),
    });
    assert.deepEqual(
      pages.map((page) => page.landscape),
      [false, landscape, false],
    );
    assert.deepEqual(pages[1]?.lines.slice(0, 2), ['Deel beeld', 'Een netwerk.']);
    assert.ok(pages[2]?.lines.includes('Deel b'));
    const { scale } = pictureOnPage({ width, height });
    assert.ok(scale * Math.max(width, height) > 600, 'it fills the page');
  }
});

test('a short report has no more pages than asked for, and what is left of it is whole', async () => {
  const many = Array.from({ length: 12 }, (_, at) =>
    section(String(at), { kind: 'text', text: sentence }, { kind: 'heading', text: 'Wat je kunt doen' }, list(5)),
  );
  const sections = [section('samenvatting', list(90)), section('beeld', { kind: 'picture' }), ...many];
  for (const pages of [2, 4]) {
    const made = await pagesOf(sections, { picture: picture(1600, 900), pages });
    assert.equal(made.length, pages);
    assert.equal(made[1]?.landscape, true, 'the summary is one page, however much there is');
  }
  const four = await pagesOf(sections, { picture: picture(1600, 900), pages: 4 });
  const shown = four.slice(2).flatMap(({ lines }) => lines.filter((line) => line.startsWith('Deel ')));
  assert.ok(shown.length >= 5, `${shown.length} sections on two pages`);
  assert.ok((await pagesOf(sections, { picture: picture(1600, 900) })).length > 6, 'all of it is longer');
});

test('no heading is the last thing on a page', async () => {
  for (let rows = 1; rows < 60; rows += 3) {
    const table: Block = { kind: 'table', caption: 'Deel van een tabel', head: ['a', 'b'], rows: [['1', '2']] };
    const pages = await pagesOf([
      section('vulling', list(rows)),
      section('kop', { kind: 'heading', text: 'Deel onder de kop' }, list(3)),
      section('tabel', { kind: 'heading', text: 'Deel met tabel' }, table),
    ]);
    for (const { lines } of pages) {
      const last = lines.at(-2) ?? '';
      assert.ok(!last.startsWith('Deel '), `“${last}” ends a page with ${rows} lines before it`);
    }
  }
});

test('columns in which nothing stands are left out, and so is a status that all have', async () => {
  const facts = {
    edges: [
      { from: 'a', to: 'b', kind: 'funds' },
      { from: 'b', to: 'a', kind: 'founded', amount: 2000 },
    ],
    name: (id: string) => id,
    kindOfEdge: ({ kind }: { kind: string }) => kind,
    ofKind: () => [{ id: 'a', label: 'A', place: 'Breda' }],
  } as unknown as ReportFacts;
  const headOf = async (id: string) => {
    const [block] = (await appendices.find((each) => each.id === id)?.make(facts)) ?? [];
    assert.equal(block?.kind, 'table');
    if (block?.kind !== 'table') return [];
    for (const row of block.rows) assert.equal(row.length, block.head.length);
    return block.head;
  };
  assert.deepEqual(await headOf('actors'), ['Naam', 'Plaats']);
  assert.deepEqual(await headOf('tieTable'), ['Van', 'Naar', 'Soort', 'Bedrag']);
});
