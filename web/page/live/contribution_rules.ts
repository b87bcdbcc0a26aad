// What somebody with a link to contribute may do: add, and change or remove what their own device added. Pure, so that the page of the sender, who is
// told why, and the page that puts it through judge alike.
import type { Json, JsonObject, Operation } from '../bridge/model.ts';
import { type Family, families, mostBytes, type Target, targetOf } from './contribution.ts';
import { isJson } from './update_check.ts';

/**
 * Why something is not taken. `unknown`: no operation that can be contributed. `shape`: not as it must be. `idTaken`: something has or had this id.
 * `missing`: what it is about is not there. `others`: somebody else added it. `tied`: something of others hangs on it. `tooMany`, `tooLong`: more than
 * one may send.
 */
export type Refusal = 'unknown' | 'shape' | 'idTaken' | 'missing' | 'others' | 'tied' | 'tooMany' | 'tooLong';

/** What the rules ask of a network. */
export interface Known {
  is(family: Family, id: string): boolean;
  /** It is there, or was once. */
  was(family: Family, id: string): boolean;
  /** The device that added it by a contribution, if one did. */
  by(family: Family, id: string): string | undefined;
  /** Ids of the ties at a node. */
  tiesOf(node: string): string[];
  /** Ids of the stories about a node or tie. */
  storiesAbout(id: string): string[];
  /** How many things a device has added, and all together. */
  added(device: string): number;
  addedByAll(): number;
}

/** What the session allows: a step of it may one day allow less. */
export type Phase = 'open';

const allowed: Record<Phase, ReadonlySet<string>> = {
  open: new Set([
    'addNode',
    'setNode',
    'moveNodes',
    'removeNodes',
    'addEdge',
    'setEdge',
    'removeEdges',
    'addStory',
    'setStory',
    'removeStories',
  ]),
};

/** Nodes, ties and stories that one device may add, and all together. Devices cost nothing to make up. */
export const caps = { device: 500, all: 20_000 };

const keysOf: Record<string, readonly string[]> = {
  addNode: ['node'],
  addEdge: ['edge'],
  addStory: ['story'],
  moveNodes: ['positions'],
  setNode: ['field', 'id', 'value'],
  setEdge: ['field', 'id', 'value'],
  setStory: ['field', 'id', 'value'],
  removeNodes: ['ids'],
  removeEdges: ['ids'],
  removeStories: ['ids'],
};

const longestId = 200;

/** Why an item of this device is not taken; null where it is. What its values must be, the core says. */
export function refusalOf(item: Operation, device: string, known: Known, phase: Phase = 'open'): Refusal | null {
  if (!allowed[phase].has(item.op)) return 'unknown';
  const { op, ...given } = item;
  // What does not pass here would make others refuse the update with which it is put through.
  if (String(Object.keys(given).sort()) !== String(keysOf[op]) || !isJson(given)) return 'shape';
  if (JSON.stringify(item).length > mostBytes) return 'tooLong';
  const target = targetOf(item);
  if (!target || target.id === '__proto__' || target.id.length > longestId) return 'shape';
  if (target.does === 'add') return ofAddition(item[target.family] as JsonObject, target, device, known);
  const { family, id } = target;
  if (!known.is(family, id)) return 'missing';
  if (known.by(family, id) !== device) return 'others';
  return target.does === 'set' ? ofChange(item, known) : ofRemoval(target, device, known);
}

function ofAddition(entity: JsonObject, { family, id }: Target, device: string, known: Known): Refusal | null {
  if (known.was(family, id)) return 'idTaken';
  if (known.added(device) >= caps.device || known.addedByAll() >= caps.all) return 'tooMany';
  if (family === 'edge') return isNode(entity.from, known) && isNode(entity.to, known) ? null : 'missing';
  return family === 'story' && !areThere(entity.about, known) ? 'missing' : null;
}

function ofChange({ op, field, value }: Operation, known: Known): Refusal | null {
  if (op === 'moveNodes') return null;
  if (typeof field !== 'string') return 'shape';
  if (op === 'setEdge' && (field === 'from' || field === 'to')) return isNode(value, known) ? null : 'missing';
  return op === 'setStory' && field === 'about' && !areThere(value, known) ? 'missing' : null;
}

function ofRemoval({ family, id }: Target, device: string, known: Known): Refusal | null {
  const ties = family === 'node' ? known.tiesOf(id) : [];
  const hanging: [Family, string][] = [
    ...ties.map((tie): [Family, string] => ['edge', tie]),
    ...[id, ...ties].flatMap((each) => known.storiesAbout(each).map((story): [Family, string] => ['story', story])),
  ];
  return hanging.every(([of, each]) => known.by(of, each) === device) ? null : 'tied';
}

function isNode(id: Json | undefined, known: Known): boolean {
  return typeof id === 'string' && known.is('node', id);
}

function areThere(ids: Json | undefined, known: Known): boolean {
  if (ids === undefined || ids === null) return true;
  return (
    Array.isArray(ids) &&
    ids.every((id) => typeof id === 'string' && families.some((family) => family !== 'story' && known.is(family, id)))
  );
}
