// The operations that make a network with nothing in it the same as one that was read. They need no comparing, and of a large network there
// are so many that sending both to the worker and all operations back takes longer than anything else in opening it.
import type { Json, JsonObject, NetworkJson, Operation } from '../bridge/model.ts';

/** What a network holds many of, in the order in which it has to be put in. */
const lists = [
  { key: 'nodes', op: 'addNode', argument: 'node' },
  { key: 'edges', op: 'addEdge', argument: 'edge' },
  { key: 'stories', op: 'addStory', argument: 'story' },
  { key: 'snapshots', op: 'addSnapshot', argument: 'snapshot' },
] as const;

/** What a network says of itself in fields of its own. */
const about = ({ title = '', description = '', sectors = [] }: NetworkJson): NetworkJson => ({
  title,
  description,
  sectors,
});

const listOf = (network: NetworkJson, key: string) => (network[key] ?? []) as JsonObject[];

/** Whether there is nothing in a network but its title and other words about it. */
export function isEmpty(network: NetworkJson): boolean {
  return lists.every(({ key }) => listOf(network, key).length === 0);
}

/** What makes the empty `current` the same as `network`, which is as the program gives networks; `title`: when it has none. */
export function operationsToFill(current: NetworkJson, network: NetworkJson, title = ''): Operation[] {
  const wanted: NetworkJson = { ...network, title: network.title || title };
  const operations: Operation[] = [];
  const set = (field: string, value: Json) => operations.push({ op: 'setNetwork', field, value });
  const same = (one: Json | undefined, other: Json | undefined) => JSON.stringify(one) === JSON.stringify(other);
  const before = about(current);
  for (const [key, value] of Object.entries(about(wanted))) if (!same(before[key], value)) set(key, value);
  const isFree = (key: string) => !(key in before) && !lists.some((list) => list.key === key);
  for (const key of Object.keys(current).filter(isFree)) if (!(key in wanted)) set(`fields.${key}`, null);
  for (const [key, value] of Object.entries(wanted))
    if (isFree(key) && !same(current[key], value)) set(`fields.${key}`, value);
  for (const { key, op, argument } of lists)
    for (const each of listOf(wanted, key)) operations.push({ op, [argument]: each });
  return operations;
}
