// Who works across sectors: a table of ties between each two sectors, shaded by how many of the possible ones there are.
import type { LensAnswer } from '../api_types.ts';
import { make } from '../dom.ts';
import { number, t } from '../i18n.ts';
import type { Desk } from './desk.ts';
import { inScroll } from './lists.ts';
import type { Things } from './things.ts';

interface Matrix {
  sectors: string[];
  /** Pairs of actors who are tied, and pairs that there are, by row and column. */
  ties: number[][];
  possible: number[][];
}

export function heatMap(_: Desk, things: Things, answer: LensAnswer): Node[] {
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
      if (of === 0) cell.append(make('span', { 'aria-label': t('heat.none') }, '–'));
      else cell.append(number(count(ties, row, column)), make('span', { class: 'secondary' }, t('heat.of', of)));
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
