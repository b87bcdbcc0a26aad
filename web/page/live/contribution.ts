// What somebody contributes: operations as items, each of one thing, so that one that is not taken takes nothing else with it.
import type { JsonObject, Operation } from '../bridge/model.ts';
import { fieldKey } from '../document/field_keys.ts';
import { joined, text, textOf } from './bytes.ts';

/** What is added, changed and removed: see the operations of the core. */
export type Family = 'node' | 'edge' | 'story';
export const families = ['node', 'edge', 'story'] as const;

/** One message of somebody who contributes. */
export interface Contribution {
  /** Of the page that sent it, and the how manieth it is: nobody else can have made one with this key. */
  key: string;
  /** Who made it: the device, hexadecimal. */
  device: string;
  items: Operation[];
}

export const keyOf = (session: string, counter: number): string => `${session}/${counter}`;

/** In one message, at most. */
export const mostItems = 100;
/** Bytes of one message before it is deflated, at most: also as it is, it fits into what a relay takes. */
export const mostBytes = 40_000;

/** Before the items, so that others can follow one day. */
const plainItems = 0;

export function bytesOfItems(items: readonly Operation[]): Uint8Array {
  return joined(Uint8Array.of(plainItems), text(JSON.stringify(items)));
}

/** Null where it is no contribution; `newer` where it is one of a newer page. What is in the items is still to be judged. */
export function itemsIn(body: Uint8Array): Operation[] | 'newer' | null {
  if (body[0] !== plainItems) return body.length > 0 ? 'newer' : null;
  try {
    const items = JSON.parse(textOf(body.subarray(1))) as unknown;
    if (!Array.isArray(items) || items.length === 0 || items.length > mostItems) return null;
    return items.every((item) => typeof item === 'object' && item !== null && typeof item.op === 'string')
      ? (items as Operation[])
      : null;
  } catch {
    return null;
  }
}

const listed: Record<string, string> = {
  removeNodes: 'ids',
  removeEdges: 'ids',
  removeStories: 'ids',
  removeSnapshots: 'ids',
};

/** An operation, as a core applied it, as items. The ties that go with a node go with its item. */
export function itemsOf(operation: Operation): Operation[] {
  const { op } = operation;
  if (op === 'moveNodes')
    return Object.entries(operation.positions as JsonObject).map(([id, place]) => ({ op, positions: { [id]: place } }));
  if (op === 'setNode' && operation.field === 'position')
    return [{ op: 'moveNodes', positions: { [String(operation.id)]: operation.value ?? null } }];
  const ids = listed[op] && operation[listed[op]];
  return Array.isArray(ids) ? ids.map((id) => ({ op, ids: [id] })) : [operation];
}

/** What each operation is about, and what it does with it. */
const about: Record<string, readonly [Family, 'add' | 'set' | 'remove']> = {
  addNode: ['node', 'add'],
  setNode: ['node', 'set'],
  moveNodes: ['node', 'set'],
  removeNodes: ['node', 'remove'],
  addEdge: ['edge', 'add'],
  setEdge: ['edge', 'set'],
  removeEdges: ['edge', 'remove'],
  addStory: ['story', 'add'],
  setStory: ['story', 'set'],
  removeStories: ['story', 'remove'],
};

export interface Target {
  family: Family;
  id: string;
  does: 'add' | 'set' | 'remove';
}

/** What an item is about; null where it is of no thing, or not of one alone. */
export function targetOf(item: Operation): Target | null {
  const found = Object.hasOwn(about, item.op) ? about[item.op] : undefined;
  if (!found) return null;
  const [family, does] = found;
  const id = idIn(item, family);
  return typeof id === 'string' && id !== '' ? { family, id, does } : null;
}

function idIn(item: Operation, family: Family): unknown {
  const entity = item[family];
  if (typeof entity === 'object' && entity !== null) return (entity as JsonObject).id;
  const { ids, positions, id } = item;
  if (Array.isArray(ids)) return ids.length === 1 ? ids[0] : null;
  if (typeof positions !== 'object' || positions === null) return id;
  const moved = Object.keys(positions);
  return moved.length === 1 ? moved[0] : null;
}

const baseOf = { node: 'nodes', edge: 'edges', story: 'stories' } as const;

/** Where in the document an item writes: the name of a root and a key in it. */
export function writesAt(item: Operation): [root: string, key: string] | null {
  const target = targetOf(item);
  if (!target) return null;
  const { family, id } = target;
  if (item.op === 'moveNodes') return ['positions', id];
  return target.does === 'set' ? [`${family}Fields`, fieldKey(id, String(item.field))] : [baseOf[family], id];
}

/** Whether a later item makes an earlier one, right before it of the same thing, void. */
export function replaces(later: Operation, earlier: Operation): boolean {
  if (later.op !== earlier.op || targetOf(later)?.does !== 'set') return false;
  return String(writesAt(later)) === String(writesAt(earlier));
}
