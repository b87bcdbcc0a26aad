// Showing in the picture what an answer is about, without touching what is selected.
import type { LensAnswer, LensText } from '../api/api_types.ts';
import type { Json } from '../bridge/model.ts';
import type { Marks } from '../bridge/picture.ts';
import { formatText } from '../lenses/lens_text.ts';
import type { Program } from '../program/program.ts';

/** So many proposals are drawn: those that come first in the list beside the picture. */
const mostProposals = 12;
/** More surfaces than these would hide each other. */
const mostGroups = 12;

/** Of the lens `communities`. */
interface Group {
  number: number;
  name: LensText;
  nodes: string[];
}

/** What of an answer the picture can show. */
export function marksOf(answer: LensAnswer): Marks {
  const proposed = answer.actions
    .flatMap(({ operations }) => operations)
    .filter(({ op }) => op === 'addEdge')
    .map(({ edge }) => edge as { [key: string]: Json })
    .filter(({ from, to }) => typeof from === 'string' && typeof to === 'string')
    .map(({ from, to }) => ({ from: String(from), to: String(to) }));
  const seen = new Set<string>();
  const once = proposed.filter(({ from, to }) => {
    const pair = JSON.stringify([from, to].sort());
    return !seen.has(pair) && seen.add(pair);
  });
  return {
    nodes: [...new Set(answer.nodes.map(({ id }) => id))].map((id) => ({ id })),
    edges: [...new Set(answer.edges.map(({ id }) => id))],
    proposed: once.slice(0, mostProposals),
    groups: ((answer.id === 'communities' ? answer.groups : []) as Group[])
      .slice(0, mostGroups)
      .map(({ number, name, nodes }) => ({
        label: `${number} · ${formatText(name, (id) => id)}`,
        nodes,
      })),
  };
}

/** Marks what the answer is about; nothing when there is none. */
export function markAnswer({ bridge, stage }: Program, answer: LensAnswer | null): void {
  bridge.input(() => {
    bridge.call('mark', answer ? marksOf(answer) : {});
    stage.requestFrame();
  }, false);
}
