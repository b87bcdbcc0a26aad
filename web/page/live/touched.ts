// What operations are about, and what a transaction of the document changed, by id.
import type * as Y from 'yjs';
import type { JsonObject, Operation } from '../bridge/model.ts';
import { splitFieldKey } from '../document/field_keys.ts';
import { strings, type Touched } from '../document/replica.ts';
import { targetOf } from './contribution.ts';

/** All that operations, as a core applied them, are about. */
export function touchedBy(operations: readonly Operation[]): Touched {
  const touched: Touched = {
    node: new Set(),
    edge: new Set(),
    story: new Set(),
    positions: [],
    snapshots: [],
    meta: [],
  };
  for (const operation of operations) {
    const { op, ids, edges, positions, field, snapshot } = operation;
    const target = targetOf(operation);
    if (op === 'moveNodes') touched.positions.push(...Object.keys(positions as JsonObject));
    else if (target) touched[target.family].add(target.id);
    else if (op === 'removeNodes') for (const id of strings(ids)) touched.node.add(id);
    else if (op === 'removeEdges') for (const id of strings(ids)) touched.edge.add(id);
    else if (op === 'removeStories') for (const id of strings(ids)) touched.story.add(id);
    else if (op === 'removeSnapshots') touched.snapshots.push(...strings(ids));
    else if (op === 'addSnapshot') touched.snapshots.push(String((snapshot as JsonObject).id));
    else if (op === 'setNetwork') touched.meta.push(String(field));
    if (op === 'removeNodes') for (const id of strings(edges)) touched.edge.add(id);
  }
  return touched;
}

const roots = ['nodes', 'edges', 'stories', 'positions'];
const fieldRoots = ['nodeFields', 'edgeFields', 'storyFields'];

/** Ids of all nodes, ties and stories of which a transaction changed something. */
export function idsIn(doc: Y.Doc, changed: ReadonlyMap<unknown, ReadonlySet<string | null>>): Set<string> {
  const keysOf = (root: string) => [...(changed.get(doc.getMap(root)) ?? [])].map(String);
  return new Set([...roots.flatMap(keysOf), ...fieldRoots.flatMap(keysOf).map((key) => splitFieldKey(key)[0])]);
}
