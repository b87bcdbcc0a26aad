// Who works across sectors: a table of ties between each two sectors, shaded by how many of the possible ones there are.
import type { LensAnswer } from '../api/api_types.ts';
import { button, make } from '../widgets/dom.ts';
import { number, t } from '../words/i18n.ts';
import { inScroll } from './lists.ts';
import type { NetworkView } from './network_view.ts';
import { type PanelContext, show } from './panel_context.ts';

interface Matrix {
  sectors: string[];
  /** Pairs of actors who are tied, and pairs that there are, by row and column. */
  ties: number[][];
  possible: number[][];
}

export function heatMap(context: PanelContext, view: NetworkView, answer: LensAnswer): Node[] {
  const { sectors, ties, possible } = answer.matrix as Matrix;
  if (sectors.length === 0) return [];
  const count = (table: number[][], row: number, column: number) => table[row]?.[column] ?? 0;
  const share = (row: number, column: number) => count(ties, row, column) / Math.max(1, count(possible, row, column));
  const largest = Math.max(...sectors.map((_, row) => Math.max(...sectors.map((_, column) => share(row, column)))));
  const head = make('tr', {}, make('td'));
  for (const sector of sectors)
    head.append(make('th', { scope: 'col' }, make('span', { class: 'insight-upright' }, view.sector(sector))));
  const body = make('tbody');
  for (const [row, sector] of sectors.entries()) {
    const line = make('tr', {}, make('th', { scope: 'row' }, view.sector(sector)));
    for (const column of sectors.keys()) {
      const of = count(possible, row, column);
      const cell = make('td', { class: 'insight-heat' });
      // An inline style in the text of the page is what its security policy forbids; the object model is not.
      cell.style.setProperty('--heat', String(largest > 0 ? share(row, column) / largest : 0));
      cell.append(...contentOf(context, view, [sector, sectors[column] ?? ''], count(ties, row, column), of));
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
function contentOf(
  context: PanelContext,
  view: NetworkView,
  pair: [string, string],
  tied: number,
  possible: number,
): Node[] {
  const hidden = (text: string) => make('span', { class: 'hidden' }, text);
  if (possible === 0) return [make('span', { 'aria-hidden': 'true' }, '–'), hidden(t('heat.none'))];
  const of = make('span', { class: 'secondary' }, t('heat.of', possible));
  if (tied === 0) return [make('span', { class: 'insight-count' }, number(tied), of)];
  const label = t('heat.show', view.sector(pair[0]), view.sector(pair[1]));
  const pick = button(number(tied), { class: 'insight-count', title: label }, () =>
    show(context, [], tiesBetween(view, ...pair)),
  );
  pick.append(of, hidden(`. ${label}`));
  return [pick];
}

/** Those that the numbers count: between actors, and not merely potential. */
function tiesBetween(view: NetworkView, sector: string, other: string): string[] {
  const sectorOf = (id: string) => {
    const node = view.node(id);
    return node && (node.kind ?? 'actor') === 'actor' ? String(node.sector ?? '') : null;
  };
  return view.edges.flatMap(({ id, from, to, status }) => {
    if (status === 'potential' || from === to) return [];
    const [a, b] = [sectorOf(String(from)), sectorOf(String(to))];
    return (a === sector && b === other) || (a === other && b === sector) ? [String(id)] : [];
  });
}
