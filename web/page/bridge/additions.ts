// Additions of many nodes or ties as one operation, which the program is sooner done with, and one by one again.
import type { Json, Operation } from './model.ts';

/** An operation that adds one, the name of what it adds, and the operation that adds a list of them. */
const additions = [
  { one: 'addNode', entity: 'node', many: 'addNodes', list: 'nodes' },
  { one: 'addEdge', entity: 'edge', many: 'addEdges', list: 'edges' },
] as const;

/** The same operations, with additions that follow each other in one. */
export function gathered(operations: Operation[]): Operation[] {
  const all: Operation[] = [];
  let open: { one: string; list: Json[] } | undefined;
  for (const operation of operations) {
    const addition = additions.find(({ one }) => one === operation.op);
    if (!addition || Object.keys(operation).length !== 2) {
      all.push(operation);
      open = undefined;
      continue;
    }
    if (open?.one !== addition.one) {
      open = { one: addition.one, list: [] };
      all.push({ op: addition.many, [addition.list]: open.list });
    }
    open.list.push(operation[addition.entity] ?? null);
  }
  return all;
}

/** The same operations, each of which adds one thing at most. */
export function apart(operations: Operation[]): Operation[] {
  return operations.flatMap((operation) => {
    const addition = additions.find(({ many }) => many === operation.op);
    if (!addition) return [operation];
    return (operation[addition.list] as Json[]).map((entity) => ({ op: addition.one, [addition.entity]: entity }));
  });
}
