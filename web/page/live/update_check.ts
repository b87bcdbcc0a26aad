// What an update of the document must be before it is applied. Yjs itself takes anything: what waits for something that never comes stays for ever,
// what uses somebody else's numbers makes their work disappear.
import * as Y from 'yjs';

/** The roots of the document, and what a value in each must be. */
const roots: Record<string, (value: unknown, key: string) => boolean> = {
  nodes: isEntity,
  edges: isEntity,
  stories: isEntity,
  snapshots: isEntity,
  nodeFields: isJson,
  edgeFields: isJson,
  storyFields: isJson,
  positions: (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite),
  meta: isJson,
  // Of contributions: which were put through, and who added what.
  contributions: isJson,
  contributors: (value) => typeof value === 'string',
};

/** What newer pages may have beside them: kept and passed on, and read by nobody here. */
const unknownRoot = /^[a-z][A-Za-z]{1,39}$/;
const mostUnknownRoots = 32;

/** Whether somebody has written what this page does not know. */
export function hasUnknownRoot(doc: Y.Doc): boolean {
  return [...doc.share.keys()].some((root) => !Object.hasOwn(roots, root));
}

/** `waits`: it builds on what is not here yet. `refused`: it can never be right. */
export type UpdateVerdict = 'good' | 'waits' | 'refused';

export interface UpdateLimits {
  /** Bytes. */
  size: number;
  structs: number;
  /**
   * May this client's work be in it? Yjs gives each page load a number, its client. Who writes first under somebody's number makes everybody lack
   * what that one writes.
   */
  mayWrite(client: number): boolean;
  /** Whether what was removed long ago may stand in it without its contents. */
  mends: boolean;
}

/** Of what a device sends as its own work. */
export const ordinaryLimits = { size: 256 * 1024, structs: 20_000, mends: false } as const;
/** Of what an editor sends to bring others up to date: the whole document, others' work in it. */
export const mendLimits = { size: 64 * 1024 * 1024, structs: 4_000_000, mends: true } as const;

const deepest = 16;
const longestText = 1_000_000;
const highestClock = 2 ** 31;

/** Whether an update may be applied to `doc` now. Never throws, changes nothing. */
export function checkUpdate(doc: Y.Doc, update: Uint8Array, limits: UpdateLimits): UpdateVerdict {
  if (update.length > limits.size) return 'refused';
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return 'refused';
  }
  const { structs, ds } = decoded;
  if (structs.length > limits.structs) return 'refused';

  /** How far each client's work goes, with what this update brings. */
  const ends = new Map<number, number>();
  const here = (client: number) => Y.getState(doc.store, client);
  const endOf = (client: number) => ends.get(client) ?? here(client);
  /** The items of this update by number: one may build on another that stands further back. */
  const items = new Items();
  let waits = false;

  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (!(client >= 0 && client < 2 ** 32 && struct.length > 0 && clock + struct.length < highestClock))
      return 'refused';
    if (struct.length > limits.structs || !limits.mayWrite(client)) return 'refused';
    if (clock > endOf(client)) waits = true;
    ends.set(client, Math.max(endOf(client), clock + struct.length));
    if (struct instanceof Y.GC) {
      if (!limits.mends) return 'refused';
      continue;
    }
    if (!(struct instanceof Y.Item) || struct.rightOrigin !== null) return 'refused';
    // Values of one key that were replaced one after another are one item; any other has one value.
    if (struct.length !== 1 && !(struct.content instanceof Y.ContentDeleted)) return 'refused';
    for (let at = clock; at < clock + struct.length; ++at) items.set(client, at, struct);
  }

  const places = new Map<Y.Item, Place>();
  const unknown = new Set([...doc.share.keys()].filter((root) => !Object.hasOwn(roots, root)));
  for (const item of items.each) {
    const place = placeOf(item, items, places, doc);
    if (place === 'waits') {
      waits = true;
      continue;
    }
    if (!place || place.key === '__proto__') return 'refused';
    const known = Object.hasOwn(roots, place.root) ? roots[place.root] : null;
    if (!known) {
      unknown.add(place.root);
      if (!unknownRoot.test(place.root) || unknown.size > mostUnknownRoots) return 'refused';
    }
    if (item.content instanceof Y.ContentDeleted) continue;
    if (!(item.content instanceof Y.ContentAny)) return 'refused';
    for (const value of item.content.arr) if (!isJson(value) || (known && !known(value, place.key))) return 'refused';
  }
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) {
      if (!(clock >= 0 && len > 0 && clock + len < highestClock)) return 'refused';
      if (clock + len > endOf(client)) waits = true;
    }
  return waits ? 'waits' : 'good';
}

/** The items of an update, by number. */
class Items {
  readonly each = new Set<Y.Item>();
  readonly #clients = new Map<number, Map<number, Y.Item>>();

  set(client: number, clock: number, item: Y.Item): void {
    let clocks = this.#clients.get(client);
    if (!clocks) {
      clocks = new Map();
      this.#clients.set(client, clocks);
    }
    clocks.set(clock, item);
    this.each.add(item);
  }

  get({ client, clock }: Y.ID): Y.Item | undefined {
    return this.#clients.get(client)?.get(clock);
  }
}

interface Place {
  root: string;
  key: string;
}

/**
 * Where an item of an update stands: as it says, or where the one stands that it builds on, in the update or in the document. `waits`: that one
 * is not here. Null: nowhere.
 */
function placeOf(item: Y.Item, items: Items, places: Map<Y.Item, Place>, doc: Y.Doc): Place | 'waits' | null {
  const way: Y.Item[] = [];
  let found: Place | 'waits' | null | undefined;
  for (let at = item; found === undefined; ) {
    way.push(at);
    // Yjs keeps the name of the root here until the item is part of a document.
    const parent = at.parent as unknown;
    const known = places.get(at);
    if (known) found = known;
    else if (typeof parent === 'string') found = at.parentSub === null ? null : { root: parent, key: at.parentSub };
    else if (parent !== null || !at.origin) found = null;
    else {
      const { client, clock } = at.origin;
      const before = items.get(at.origin);
      if (clock < Y.getState(doc.store, client)) found = placeIn(doc, at.origin);
      else if (!before) found = 'waits';
      // In a circle.
      else if (way.length > items.each.size) found = null;
      else at = before;
    }
  }
  if (found && found !== 'waits') for (const each of way) places.set(each, found);
  return found;
}

/** Where an item of the document stands; null where it is not there or has lost its contents. */
function placeIn(doc: Y.Doc, id: Y.ID): Place | null {
  if (id.clock >= Y.getState(doc.store, id.client)) return null;
  const item = Y.getItem(doc.store, id);
  if (!(item instanceof Y.Item) || item.parentSub === null) return null;
  for (const [root, type] of doc.share) if (type === item.parent) return { root, key: item.parentSub };
  return null;
}

function isEntity(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && (value as { id?: unknown }).id === key;
}

/** Data as JSON has them, not too deep, and no key that means something to a script. */
export function isJson(value: unknown, _key = '', depth = 0): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return value.length <= longestText;
  if (typeof value !== 'object' || depth >= deepest) return false;
  if (Array.isArray(value)) return value.every((each) => isJson(each, '', depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.keys(value).every(
    (key) => key !== '__proto__' && isJson((value as Record<string, unknown>)[key], '', depth + 1),
  );
}
