// The binding between the replicated document and the core: what the core did is written to the document, what others wrote is
// applied to the core as remote operations. Knows nothing of the page.
import type * as Y from 'yjs';
import type { Bridge } from '../bridge/bridge.ts';
import type { Issue, Json, JsonObject, NetworkJson, Operation } from '../bridge/model.ts';
import { deliver, reportUncaught } from '../support/signal.ts';
import { fieldKey, isInside, PathIndex, splitFieldKey } from './field_keys.ts';

/** The schema version of documents that this page reads and writes. */
export const schemaVersion = 1;

/** Origin of the transactions that this replica makes; every other transaction is somebody else's. */
export const localOrigin = 'impactweb-local';

/** The part of the bridge that a replica needs; the core alone has it as well. */
export type Core = Pick<Bridge, 'call' | 'onEventFirst'>;

type FamilyName = 'node' | 'edge' | 'story';

interface Family {
  name: FamilyName;
  /** Entities as they were created; the position of a node is kept apart. */
  base: Y.Map<JsonObject>;
  /** What was changed since, by field key. */
  fields: Y.Map<Json>;
  paths: PathIndex;
  add: string;
  set: string;
  remove: string;
}

/** What the core's `load` takes. */
export interface StoredNetwork {
  network: NetworkJson;
  operations: Operation[];
}

/** Which operations the core did not take. */
export interface Answer {
  rejected: { index: number; issue: Issue }[];
}

/** Things of a document by id or key. */
export interface Touched {
  node: Set<string>;
  edge: Set<string>;
  story: Set<string>;
  positions: string[];
  snapshots: string[];
  meta: string[];
}

const collections = ['nodes', 'edges', 'stories', 'snapshots'] as const;

export class Replica {
  readonly doc: Y.Doc;
  /** Hears what others wrote as the core was given it, and what of it was refused: a newer page may know more. */
  onApplied?: (operations: Operation[], answer: Answer) => void;
  /** Takes what the core did in place of the document. */
  instead: ((operations: Operation[]) => void) | undefined;
  readonly #core: Core;
  readonly #families: Record<FamilyName, Family>;
  readonly #positions: Y.Map<[number, number]>;
  readonly #snapshots: Y.Map<JsonObject>;
  readonly #meta: Y.Map<Json>;
  readonly #stop: (() => void)[] = [];
  readonly #onUnwritten: () => void;

  /** `onUnwritten` hears when the document could not be given what the core has: the two are no longer the same. */
  constructor(doc: Y.Doc, core: Core, onUnwritten: () => void = () => {}) {
    this.doc = doc;
    this.#core = core;
    this.#onUnwritten = onUnwritten;
    this.#families = {
      node: family(doc, 'node', 'nodes', 'nodeFields', ['addNode', 'setNode', 'removeNodes']),
      edge: family(doc, 'edge', 'edges', 'edgeFields', ['addEdge', 'setEdge', 'removeEdges']),
      story: family(doc, 'story', 'stories', 'storyFields', ['addStory', 'setStory', 'removeStories']),
    };
    this.#positions = doc.getMap('positions');
    this.#snapshots = doc.getMap('snapshots');
    this.#meta = doc.getMap('meta');
  }

  /** Puts the document's network into the core and keeps the two in step from then on. */
  start(): { warnings: Issue[] } {
    const loaded = this.#core.call('load', this.read());
    for (const each of Object.values(this.#families)) {
      const follow = (event: Y.YMapEvent<Json>) => {
        for (const key of event.keysChanged) {
          const [id, path] = splitFieldKey(key);
          if (each.fields.has(key)) each.paths.add(id, path);
          else each.paths.delete(id, path);
        }
      };
      each.fields.observe(follow);
      this.#stop.push(() => each.fields.unobserve(follow));
    }
    const afterTransaction = (transaction: Y.Transaction) => {
      if (transaction.origin === localOrigin) return;
      const operations = this.#operationsFor(transaction);
      if (operations.length === 0) return;
      const answer = this.#core.call('apply', { operations, origin: 'remote' });
      this.onApplied?.(operations, answer);
    };
    this.doc.on('afterTransaction', afterTransaction);
    this.#stop.push(() => this.doc.off('afterTransaction', afterTransaction));
    this.#stop.push(
      this.#core.onEventFirst((event) => {
        if (event.type !== 'change' || event.change.origin !== 'local') return;
        try {
          if (this.instead) this.instead(event.change.operations);
          else this.write(event.change.operations);
        } catch (error) {
          reportUncaught(error);
          this.#onUnwritten();
        }
      }),
    );
    return loaded;
  }

  stop(): void {
    deliver(this.#stop.splice(0), undefined);
  }

  /** The title of the network, which is the name of the document as well. */
  get title(): string {
    return titleOf(this.doc);
  }

  // ---------------------------------------------------------------- core → document

  /** Writes operations as the core applied them, in one transaction. */
  write(operations: Operation[]): void {
    this.doc.transact(() => {
      for (const operation of operations) this.#write(operation);
    }, localOrigin);
  }

  /** Writes all that the core holds, and takes out what it does not: for a document that has missed an operation. */
  writeAll(): void {
    const network = this.#core.call('snapshot', {}).network;
    const { node, edge, story } = this.#families;
    this.doc.transact(() => {
      for (const [each, list] of [
        [node, network.nodes],
        [edge, network.edges],
        [story, network.stories],
      ] as const) {
        const there = new Set(((list ?? []) as JsonObject[]).map(({ id }) => String(id)));
        for (const [id, base] of [...each.base]) {
          // A tie that lost an end to somebody else waits for that end to come back; the core does not list it.
          const waits = each === edge && !(node.base.has(String(base.from)) && node.base.has(String(base.to)));
          if (!there.has(id) && !waits) this.#remove(each, id);
        }
        for (const id of there) this.#dropFields(each, id);
      }
      for (const id of [...this.#positions.keys()]) this.#positions.delete(id);
      for (const key of [...this.#snapshots.keys()]) this.#snapshots.delete(key);
      for (const key of [...this.#meta.keys()]) if (key !== 'schemaVersion') this.#meta.delete(key);
      fillDocument(this.doc, network);
    }, localOrigin);
  }

  #write(operation: Operation): void {
    const { node, edge, story } = this.#families;
    switch (operation.op) {
      case 'addNode':
        this.#createNode(operation.node as JsonObject);
        break;
      case 'addNodes':
        for (const each of operation.nodes as JsonObject[]) this.#createNode(each);
        break;
      case 'addEdge':
        this.#create(edge, operation.edge as JsonObject);
        break;
      case 'addEdges':
        for (const each of operation.edges as JsonObject[]) this.#create(edge, each);
        break;
      case 'addStory':
        this.#create(story, operation.story as JsonObject);
        break;
      case 'setNode':
        if (operation.field === 'position') this.#place(String(operation.id), operation.value ?? null);
        else this.#change(node, operation);
        break;
      case 'setEdge':
        this.#change(edge, operation);
        break;
      case 'setStory':
        this.#change(story, operation);
        break;
      case 'moveNodes':
        for (const [id, position] of Object.entries(operation.positions as JsonObject)) this.#place(id, position);
        break;
      case 'removeNodes':
        for (const id of strings(operation.edges)) this.#remove(edge, id);
        for (const id of strings(operation.ids)) {
          this.#remove(node, id);
          if (this.#positions.has(id)) this.#positions.delete(id);
        }
        break;
      case 'removeEdges':
        for (const id of strings(operation.ids)) this.#remove(edge, id);
        break;
      case 'removeStories':
        for (const id of strings(operation.ids)) this.#remove(story, id);
        break;
      case 'setNetwork':
        this.#meta.set(String(operation.field), operation.value ?? null);
        break;
      case 'addSnapshot': {
        const snapshot = operation.snapshot as JsonObject;
        this.#snapshots.set(String(snapshot.id), snapshot);
        break;
      }
      case 'removeSnapshots':
        for (const id of strings(operation.ids)) this.#snapshots.delete(id);
        break;
      default:
        throw new Error(`The replicated document does not know the operation ${operation.op}`);
    }
  }

  #createNode({ position, ...base }: JsonObject): void {
    this.#create(this.#families.node, base);
    this.#place(String(base.id), position ?? null);
  }

  #create(each: Family, base: JsonObject): void {
    const id = String(base.id);
    this.#dropFields(each, id);
    each.base.set(id, base);
  }

  #change(each: Family, { id: anyId, field, value }: Operation): void {
    const id = String(anyId);
    const path = String(field);
    for (const inner of each.paths.of(id)) if (isInside(inner, path)) this.#dropField(each, id, inner);
    // Null is kept: the entity as it was created may hold a value here.
    each.fields.set(fieldKey(id, path), value ?? null);
    each.paths.add(id, path);
  }

  #remove(each: Family, id: string): void {
    this.#dropFields(each, id);
    if (each.base.has(id)) each.base.delete(id);
  }

  #place(id: string, position: Json): void {
    if (position !== null) this.#positions.set(id, position as [number, number]);
    else if (this.#positions.has(id)) this.#positions.delete(id);
  }

  #dropFields(each: Family, id: string): void {
    for (const path of each.paths.of(id)) this.#dropField(each, id, path);
  }

  #dropField(each: Family, id: string, path: string): void {
    each.fields.delete(fieldKey(id, path));
    each.paths.delete(id, path);
  }

  // ---------------------------------------------------------------- document → core

  /** The document as the core's `load` takes it: what was created, and what was changed since as operations. */
  read(): StoredNetwork {
    const { node, edge, story } = this.#families;
    const network: NetworkJson = { nodes: [...node.base.values()], stories: [...story.base.values()] };
    const operations: Operation[] = [];
    for (const field of [...this.#meta.keys()].sort())
      if (field !== 'schemaVersion') operations.push(this.#setNetwork(field));
    for (const id of node.base.keys()) operations.push(...this.#changes(node, id));
    const placed = [...this.#positions.keys()].filter((id) => node.base.has(id));
    if (placed.length > 0) operations.push(this.#moveNodes(placed));
    // An edge that lost an end to somebody else waits in the core for that end to come back.
    const whole: JsonObject[] = [];
    for (const base of edge.base.values()) {
      if (node.base.has(String(base.from)) && node.base.has(String(base.to))) whole.push(base);
      else operations.push({ op: 'addEdge', edge: base });
    }
    network.edges = whole;
    for (const id of edge.base.keys()) operations.push(...this.#changes(edge, id));
    for (const id of story.base.keys()) operations.push(...this.#changes(story, id));
    network.snapshots = [...this.#snapshots.values()];
    return { network, operations };
  }

  /** Everything that a transaction of somebody else touched, refreshed whole. */
  #operationsFor(transaction: Y.Transaction): Operation[] {
    const { node, edge, story } = this.#families;
    const keysOf = (map: unknown): string[] => {
      const keys = transaction.changed.get(map as Y.AbstractType<Y.YEvent<Y.Map<unknown>>>);
      return [...(keys ?? [])].filter((key) => key !== null).sort();
    };
    const touched = (each: Family) =>
      new Set([...keysOf(each.base), ...keysOf(each.fields).map((key) => splitFieldKey(key)[0])]);
    return this.operationsOf({
      node: touched(node),
      edge: touched(edge),
      story: touched(story),
      positions: keysOf(this.#positions),
      snapshots: keysOf(this.#snapshots),
      meta: keysOf(this.#meta),
    });
  }

  /** What the document says of these, whole, as operations. */
  operationsOf(touched: Touched): Operation[] {
    const { node, edge, story } = this.#families;
    const operations: Operation[] = [
      ...this.#removals(edge, touched.edge),
      ...this.#removals(node, touched.node),
      ...this.#removals(story, touched.story),
      ...this.#additions(node, touched.node),
    ];
    const moved = [...new Set([...touched.node, ...touched.positions])].filter((id) => node.base.has(id));
    if (moved.length > 0) operations.push(this.#moveNodes(moved));
    operations.push(...this.#additions(edge, touched.edge), ...this.#additions(story, touched.story));

    const { snapshots } = touched;
    const gone = snapshots.filter((id) => !this.#snapshots.has(id));
    if (gone.length > 0) operations.push({ op: 'removeSnapshots', ids: gone });
    for (const id of snapshots) {
      const snapshot = this.#snapshots.get(id);
      if (snapshot) operations.push({ op: 'addSnapshot', snapshot });
    }
    for (const field of touched.meta) if (field !== 'schemaVersion') operations.push(this.#setNetwork(field));
    return operations;
  }

  #removals(each: Family, ids: Set<string>): Operation[] {
    const gone = [...ids].filter((id) => !each.base.has(id));
    return gone.length > 0 ? [{ op: each.remove, ids: gone }] : [];
  }

  #additions(each: Family, ids: Set<string>): Operation[] {
    return [...ids].flatMap((id) => {
      const base = each.base.get(id);
      return base ? [{ op: each.add, [each.name]: base }, ...this.#changes(each, id)] : [];
    });
  }

  #changes(each: Family, id: string): Operation[] {
    return each.paths.of(id).map((path) => ({
      op: each.set,
      id,
      field: path,
      value: each.fields.get(fieldKey(id, path)) ?? null,
    }));
  }

  #moveNodes(ids: string[]): Operation {
    return {
      op: 'moveNodes',
      positions: Object.fromEntries(ids.map((id) => [id, this.#positions.get(id) ?? null])),
    };
  }

  #setNetwork(field: string): Operation {
    return { op: 'setNetwork', field, value: this.#meta.get(field) ?? null };
  }
}

/** Puts a network, as the core reads it from a file, into an empty document. */
export function fillDocument(doc: Y.Doc, network: NetworkJson): void {
  doc.transact(() => {
    const meta = doc.getMap<Json>('meta');
    meta.set('schemaVersion', schemaVersion);
    const positions = doc.getMap<Json>('positions');
    for (const [key, value] of Object.entries(network)) {
      if (key === 'title' || key === 'description' || key === 'sectors') meta.set(key, value);
      else if (!collections.includes(key as (typeof collections)[number])) meta.set(`fields.${key}`, value);
    }
    for (const collection of collections) {
      const map = doc.getMap<Json>(collection);
      for (const entity of (network[collection] ?? []) as JsonObject[]) {
        const { position, ...base } = entity;
        map.set(String(entity.id), collection === 'nodes' ? base : entity);
        if (collection === 'nodes' && position) positions.set(String(entity.id), position);
      }
    }
  }, localOrigin);
}

export function titleOf(doc: Y.Doc): string {
  const title = doc.getMap('meta').get('title');
  return typeof title === 'string' ? title : '';
}

function family(
  doc: Y.Doc,
  name: FamilyName,
  base: string,
  fields: string,
  [add, set, remove]: [string, string, string],
): Family {
  const each: Family = {
    name,
    base: doc.getMap(base),
    fields: doc.getMap(fields),
    paths: new PathIndex(),
    add,
    set,
    remove,
  };
  for (const key of each.fields.keys()) each.paths.add(...splitFieldKey(key));
  return each;
}

/** The texts of a list; none where it is no list. */
export function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
