// What the operations of a scenario would do, in words.
import type { Operation } from '../bridge/model.ts';
import { plural, t } from '../words/i18n.ts';
import type { Entity, NetworkView } from './network_view.ts';

/** What operations would do, in a few lines. */
export function inWords(operations: readonly Operation[], view: NetworkView): string[] {
  const lines: string[] = [];
  const leaving = operations.flatMap(({ op, ids }) => (op === 'removeNodes' ? (ids as string[]) : []));
  const ties = operations.filter(({ op }) => op === 'addEdge');
  if (leaving.length > 0) {
    const names = leaving.slice(0, 4).map((id) => view.name(id));
    const more = leaving.length - names.length;
    const all = [...names, ...(more > 0 ? [plural('scenario.others', more)] : [])];
    lines.push(t('scenario.leave', new Intl.ListFormat(document.documentElement.lang).format(all)));
  }
  for (const { edge } of ties.slice(0, 4)) {
    const { from, to } = edge as { from: string; to: string };
    lines.push(t('scenario.tie', view.name(from), view.name(to)));
  }
  if (ties.length > 4) lines.push(plural('scenario.moreTies', ties.length - 4));
  const rest = operations.length - ties.length - operations.filter(({ op }) => op === 'removeNodes').length;
  if (rest > 0) lines.push(plural('scenario.otherChanges', rest));
  return lines;
}

/** New ties of a kind that two have already, by name. */
export function tiesThere(operations: readonly Operation[], view: NetworkView): string[] {
  const keyOf = ({ from, to, kind }: Entity) => JSON.stringify([[from, to].sort(), kind ?? '']);
  const there = new Set(view.edges.map(keyOf));
  return operations.flatMap(({ op, edge }) => {
    if (op !== 'addEdge' || !there.has(keyOf(edge as Entity))) return [];
    const { from, to } = edge as { from: string; to: string };
    return [`${view.name(from)} – ${view.name(to)}`];
  });
}
