// What the operations of a scenario would do, in words.
import type { Operation } from '../bridge.ts';
import { plural, t } from '../i18n.ts';
import type { Thing, Things } from './things.ts';

/** What operations would do, in a few lines. */
export function inWords(operations: readonly Operation[], things: Things): string[] {
  const lines: string[] = [];
  const leaving = operations.flatMap(({ op, ids }) => (op === 'removeNodes' ? (ids as string[]) : []));
  const ties = operations.filter(({ op }) => op === 'addEdge');
  if (leaving.length > 0) {
    const names = leaving.slice(0, 4).map((id) => things.name(id));
    const more = leaving.length - names.length;
    const all = [...names, ...(more > 0 ? [plural('scenario.others', more)] : [])];
    lines.push(t('scenario.leave', new Intl.ListFormat(document.documentElement.lang).format(all)));
  }
  for (const { edge } of ties.slice(0, 4)) {
    const { from, to } = edge as { from: string; to: string };
    lines.push(t('scenario.tie', things.name(from), things.name(to)));
  }
  if (ties.length > 4) lines.push(plural('scenario.moreTies', ties.length - 4));
  const rest = operations.length - ties.length - operations.filter(({ op }) => op === 'removeNodes').length;
  if (rest > 0) lines.push(plural('scenario.otherChanges', rest));
  return lines;
}

/** New ties of a kind that two have already, by name. */
export function tiesThere(operations: readonly Operation[], things: Things): string[] {
  const keyOf = ({ from, to, kind }: Thing) => JSON.stringify([[from, to].sort(), kind ?? '']);
  const there = new Set(things.edges.map(keyOf));
  return operations.flatMap(({ op, edge }) => {
    if (op !== 'addEdge' || !there.has(keyOf(edge as Thing))) return [];
    const { from, to } = edge as { from: string; to: string };
    return [`${things.name(from)} – ${things.name(to)}`];
  });
}
