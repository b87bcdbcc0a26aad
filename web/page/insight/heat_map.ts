// Who works across sectors: a table of ties between each two sectors, shaded by how many of the possible ones there are.
import type { LensAnswer } from '../api_types.ts';
import { button, make } from '../dom.ts';
import { number, t } from '../i18n.ts';
import { type Desk, show } from './desk.ts';
import { inScroll } from './lists.ts';
import type { Things } from './things.ts';

interface Matrix {
  sectors: string[];
  /** Pairs of actors who are tied, and pairs that there are, by row and column. */
  ties: number[][];
  possible: number[][];
}

export function heatMap(desk: Desk, things: Things, answer: LensAnswer): Node[] {
  const { sectors, ties, possible } = answer.matrix as Matrix;
  if (sectors.length === 0) return [];
  const count = (table: number[][], row: number, column: number) => table[row]?.[column] ?? 0;
  const share = (row: number, column: number) => count(ties, row, column) / Math.max(1, count(possible, row, column));
  const largest = Math.max(...sectors.map((_, row) => Math.max(...sectors.map((_, column) => share(row, column)))));
  const head = make('tr', {}, make('td'));
  for (const sector of sectors)
    head.append(make('th', { scope: 'col' }, make('span', { class: 'insight-upright' }, things.sector(sector))));
  const body = make('tbody');
  for (const [row, sector] of sectors.entries()) {
    const line = make('tr', {}, make('th', { scope: 'row' }, things.sector(sector)));
    for (const column of sectors.keys()) {
      const of = count(possible, row, column);
      const cell = make('td', { class: 'insight-heat' });
      // An inline style in the text of the page is what its security policy forbids; the object model is not.
      cell.style.setProperty('--heat', String(largest > 0 ? share(row, column) / largest : 0));
      cell.append(...contentOf(desk, things, [sector, sectors[column] ?? ''], count(ties, row, column), of));
      line.append(cell);
    }
    body.append(line);
  }
  const table = make(
    'table',
    { class: 'insight-matrix' },
    make('caption', {}, t('heat.caption')),
    make('thead', {}, head),
    body,
  );
  return [make('h3', {}, t('heat.title')), inScroll(t('heat.title'), table)];
}

/** How many of how many; where there are any, a press shows them in the picture. */
function contentOf(desk: Desk, things: Things, pair: [string, string], tied: number, possible: number): Node[] {
  const hidden = (text: string) => make('span', { class: 'hidden' }, text);
  if (possible === 0) return [make('span', { 'aria-hidden': 'true' }, '–'), hidden(t('heat.none'))];
  const of = make('span', { class: 'secondary' }, t('heat.of', possible));
  if (tied === 0) return [make('span', { class: 'insight-count' }, number(tied), of)];
  const label = t('heat.show', things.sector(pair[0]), things.sector(pair[1]));
  const pick = button(number(tied), { class: 'insight-count', title: label }, () =>
    show(desk, [], tiesBetween(things, ...pair)),
  );
  pick.append(of, hidden(`. ${label}`));
  return [pick];
}

/** Those that the numbers count: between actors, and not merely potential. */
function tiesBetween(things: Things, sector: string, other: string): string[] {
  const sectorOf = (id: string) => {
    const node = things.node(id);
    return node && (node.kind ?? 'actor') === 'actor' ? String(node.sector ?? '') : null;
  };
  return things.edges.flatMap(({ id, from, to, status }) => {
    if (status === 'potential' || from === to) return [];
    const [a, b] = [sectorOf(String(from)), sectorOf(String(to))];
    return (a === sector && b === other) || (a === other && b === sector) ? [String(id)] : [];
  });
}
