// The replicated document (Yjs) and the core, kept in step. Pure: knows no browser.
//
// nodes, edges, stories   Map<id, the entity as it was created>
// nodeFields, edgeFields, storyFields   Map<"id/path", value>: what was changed since; id escaped as in a JSON pointer
// positions               Map<id, [x, y]>: apart, because they change most
// snapshots               Map<id, snapshot>
// meta                    schemaVersion, title, description, sectors, "fields.ANY"
import * as Y from 'yjs';
import type { Json, NetworkJson, Operation } from '../bridge.ts';

/** The version of this shape and of the model; a document with a higher one is not touched. */
export const schemaVersion = 1;

type Plain = { [key: string]: Json };

interface Kind {
  base: 'nodes' | 'edges' | 'stories';
  fields: 'nodeFields' | 'edgeFields' | 'storyFields';
  entity: 'node' | 'edge' | 'story';
  add: 'addNode' | 'addEdge' | 'addStory';
  set: 'setNode' | 'setEdge' | 'setStory';
  remove: 'removeNodes' | 'removeEdges' | 'removeStories';
}

const nodeKind: Kind = { base: 'nodes', fields: 'nodeFields', entity: 'node', add: 'addNode', set: 'setNode', remove: 'removeNodes' };
const edgeKind: Kind = { base: 'edges', fields: 'edgeFields', entity: 'edge', add: 'addEdge', set: 'setEdge', remove: 'removeEdges' };
const storyKind: Kind = {
  base: 'stories',
  fields: 'storyFields',
  entity: 'story',
  add: 'addStory',
  set: 'setStory',
  remove: 'removeStories',
};

/** Keys of a network object that have a place of their own in the document. */
const knownKeys = new Set(['title', 'description', 'sectors', 'nodes', 'edges', 'stories', 'snapshots']);

export function fieldKey(id: string, path: string): string {
  return `${id.replaceAll('~', '~0').replaceAll('/', '~1')}/${path}`;
}

export function splitFieldKey(key: string): { id: string; path: string } {
  const slash = key.indexOf('/');
  return { id: key.slice(0, slash).replaceAll('~1', '/').replaceAll('~0', '~'), path: key.slice(slash + 1) };
}

/** True when `path` names a part of what `outer` names. The key of a free field is taken whole, dots included. */
function isDeeper(path: string, outer: string): boolean {
  if (outer.startsWith('fields.')) return false;
  return path.startsWith(`${outer}.`);
}

function depth(path: string): number {
  return path.startsWith('fields.') ? 2 : path.split('.').length;
}

/** Outer paths first, so that a part is put into what holds it; then by name, so that every replica does the same. */
function byDepth(a: string, b: string): number {
  return depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** One of the three kinds of entity in the document, with an index of the field paths of each entity. */
class Entities {
  readonly kind: Kind;
  readonly base: Y.Map<Plain>;
  readonly fields: Y.Map<Json>;
  readonly #paths = new Map<string, Set<string>>();

  constructor(doc: Y.Doc, kind: Kind) {
    this.kind = kind;
    this.base = doc.getMap<Plain>(kind.base);
    this.fields = doc.getMap<Json>(kind.fields);
    for (const key of this.fields.keys()) this.#noteKey(key);
    this.fields.observe((event) => {
      for (const key of event.keysChanged) this.#noteKey(key);
    });
  }

  #noteKey(key: string): void {
    const { id, path } = splitFieldKey(key);
    let paths = this.#paths.get(id);
    if (this.fields.has(key)) {
      if (!paths) {
        paths = new Set();
        this.#paths.set(id, paths);
      }
      paths.add(path);
    } else if (paths?.delete(path) && paths.size === 0) {
      this.#paths.delete(id);
    }
  }

  put(entity: Plain): void {
    const id = String(entity.id);
    this.#forget(id, () => true);
    this.base.set(id, entity);
  }

  remove(id: string): void {
    this.#forget(id, () => true);
    this.base.delete(id);
  }

  write(id: string, path: string, value: Json): void {
    this.#forget(id, (known) => isDeeper(known, path));
    const key = fieldKey(id, path);
    this.fields.set(key, value);
    this.#noteKey(key);
  }

  #forget(id: string, which: (path: string) => boolean): void {
    for (const path of [...(this.#paths.get(id) ?? [])]) {
      if (!which(path)) continue;
      const key = fieldKey(id, path);
      this.fields.delete(key);
      this.#noteKey(key);
    }
  }

  /** What was changed since the entity was created, in the order in which to apply it. */
  setOperations(id: string): Operation[] {
    const paths = [...(this.#paths.get(id) ?? [])].sort(byDepth);
    return paths.map((path) => ({ op: this.kind.set, id, field: path, value: this.fields.get(fieldKey(id, path)) ?? null }));
  }

  addOperation(id: string): Operation[] {
    const entity = this.base.get(id);
    return entity === undefined ? [] : [{ op: this.kind.add, [this.kind.entity]: entity }];
  }
}

export class Replica {
  readonly doc: Y.Doc;
  readonly #nodes: Entities;
  readonly #edges: Entities;
  readonly #stories: Entities;
  readonly #positions: Y.Map<Json>;
  readonly #snapshots: Y.Map<Plain>;
  readonly #meta: Y.Map<Json>;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.#nodes = new Entities(doc, nodeKind);
    this.#edges = new Entities(doc, edgeKind);
    this.#stories = new Entities(doc, storyKind);
    this.#positions = doc.getMap<Json>('positions');
    this.#snapshots = doc.getMap<Plain>('snapshots');
    this.#meta = doc.getMap<Json>('meta');
  }

  get title(): string {
    const title = this.#meta.get('title');
    return typeof title === 'string' ? title : '';
  }

  /** What the command `load` takes: the entities as they were created, and the operations that came after. */
  loadPlan(): { network: NetworkJson; operations: Operation[] } {
    const network: NetworkJson = {};
    for (const [key, value] of this.#meta) {
      if (key.startsWith('fields.')) {
        const name = key.slice('fields.'.length);
        if (!knownKeys.has(name)) network[name] = value;
      } else if (knownKeys.has(key)) {
        network[key] = value;
      }
    }
    const operations: Operation[] = [];
    const ids = (entities: Entities) => [...entities.base.keys()].sort();
    const nodes = ids(this.#nodes);
    network.nodes = nodes.map((id) => this.#nodes.base.get(id) ?? null);
    network.edges = [];
    for (const id of ids(this.#edges)) {
      const edge = this.#edges.base.get(id);
      if (edge === undefined) continue;
      // An edge whose end someone removed meanwhile waits for it in the core; as part of a file it would be dropped.
      const hasEnds = this.#nodes.base.has(String(edge.from)) && this.#nodes.base.has(String(edge.to));
      if (hasEnds) network.edges.push(edge);
      else operations.push({ op: 'addEdge', edge });
    }
    network.stories = ids(this.#stories).map((id) => this.#stories.base.get(id) ?? null);
    network.snapshots = [...this.#snapshots.keys()].sort().map((id) => this.#snapshots.get(id) ?? null);
    for (const entities of [this.#nodes, this.#edges, this.#stories])
      for (const id of ids(entities)) operations.push(...entities.setOperations(id));
    const move = this.#moveOperation(nodes);
    if (move) operations.push(move);
    return { network, operations };
  }

  /** Puts a whole network (the `network` of an own file) into an empty document. */
  seed(network: NetworkJson): void {
    this.#transact(() => {
      this.#meta.set('schemaVersion', schemaVersion);
      for (const [key, value] of Object.entries(network)) {
        if (key === 'title' || key === 'description' || key === 'sectors') this.#meta.set(key, value);
        else if (!knownKeys.has(key)) this.#meta.set(`fields.${key}`, value);
      }
      for (const node of list(network.nodes)) this.#putNode(node);
      for (const edge of list(network.edges)) this.#edges.put(edge);
      for (const story of list(network.stories)) this.#stories.put(story);
      for (const snapshot of list(network.snapshots)) this.#snapshots.set(String(snapshot.id), snapshot);
    });
  }

  /** Writes what the core has applied, as one transaction. */
  write(operations: readonly Operation[]): void {
    this.#transact(() => {
      for (const operation of operations) this.#writeOne(operation);
    });
  }

  setTitle(title: string): void {
    this.write([{ op: 'setNetwork', field: 'title', value: title }]);
  }

  /** Tells what others have changed, as operations for the core (origin `remote`). */
  onRemote(listener: (operations: Operation[]) => void): () => void {
    const heard = (transaction: Y.Transaction) => {
      if (transaction.origin === this) return;
      const operations = this.#operationsOf(transaction);
      if (operations.length > 0) listener(operations);
    };
    this.doc.on('afterTransaction', heard);
    return () => this.doc.off('afterTransaction', heard);
  }

  #transact(change: () => void): void {
    this.doc.transact(change, this);
  }

  #putNode(node: Plain): void {
    const { position, ...rest } = node;
    this.#nodes.put(rest);
    this.#putPosition(String(node.id), position ?? null);
  }

  #putPosition(id: string, position: Json): void {
    if (position === null) this.#positions.delete(id);
    else this.#positions.set(id, position);
  }

  #writeOne(operation: Operation): void {
    switch (operation.op) {
      case 'addNode':
        this.#putNode(operation.node as Plain);
        break;
      case 'addEdge':
        this.#edges.put(operation.edge as Plain);
        break;
      case 'addStory':
        this.#stories.put(operation.story as Plain);
        break;
      case 'setNode':
        if (operation.field === 'position') this.#putPosition(String(operation.id), operation.value ?? null);
        else this.#nodes.write(String(operation.id), String(operation.field), operation.value ?? null);
        break;
      case 'setEdge':
        this.#edges.write(String(operation.id), String(operation.field), operation.value ?? null);
        break;
      case 'setStory':
        this.#stories.write(String(operation.id), String(operation.field), operation.value ?? null);
        break;
      case 'moveNodes':
        for (const [id, position] of Object.entries(operation.positions as Plain)) this.#putPosition(id, position);
        break;
      case 'removeNodes':
        for (const id of strings(operation.edges)) this.#edges.remove(id);
        for (const id of strings(operation.ids)) {
          this.#nodes.remove(id);
          this.#positions.delete(id);
        }
        break;
      case 'removeEdges':
        for (const id of strings(operation.ids)) this.#edges.remove(id);
        break;
      case 'removeStories':
        for (const id of strings(operation.ids)) this.#stories.remove(id);
        break;
      case 'setNetwork':
        if (operation.value === null || operation.value === undefined) this.#meta.delete(String(operation.field));
        else this.#meta.set(String(operation.field), operation.value);
        break;
      case 'addSnapshot':
        this.#snapshots.set(String((operation.snapshot as Plain).id), operation.snapshot as Plain);
        break;
      case 'removeSnapshots':
        for (const id of strings(operation.ids)) this.#snapshots.delete(id);
        break;
      default:
        throw new Error(`the replicated document does not know the operation ${operation.op}`);
    }
  }

  /** Each entity that a transaction touched, whole: what was merged is then the same on every replica. */
  #operationsOf(transaction: Y.Transaction): Operation[] {
    const keysOf = (map: Y.Map<Plain> | Y.Map<Json>): string[] =>
      [...(transaction.changed.get(map as Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>) ?? [])].filter((key) => key !== null);
    const touched = (entities: Entities): string[] => {
      const ids = new Set(keysOf(entities.base));
      for (const key of keysOf(entities.fields)) {
        const { id } = splitFieldKey(key);
        if (entities.base.has(id)) ids.add(id);
      }
      return [...ids].sort();
    };
    const removals = (entities: Entities, ids: string[]): Operation[] => {
      const gone = ids.filter((id) => !entities.base.has(id));
      return gone.length > 0 ? [{ op: entities.kind.remove, ids: gone }] : [];
    };
    const refreshed = (entities: Entities, ids: string[]): Operation[] =>
      ids.filter((id) => entities.base.has(id)).flatMap((id) => [...entities.addOperation(id), ...entities.setOperations(id)]);

    const nodes = touched(this.#nodes);
    const edges = touched(this.#edges);
    const stories = touched(this.#stories);
    const operations: Operation[] = [];
    for (const key of keysOf(this.#meta).sort()) {
      if (key !== 'schemaVersion') operations.push({ op: 'setNetwork', field: key, value: this.#meta.get(key) ?? null });
    }
    operations.push(...removals(this.#edges, edges), ...removals(this.#nodes, nodes), ...removals(this.#stories, stories));
    operations.push(...refreshed(this.#nodes, nodes));
    // A node that is added again comes without its place.
    const moved = new Set([...keysOf(this.#positions), ...nodes]);
    const move = this.#moveOperation([...moved].sort(), new Set(keysOf(this.#positions)));
    if (move) operations.push(move);
    operations.push(...refreshed(this.#edges, edges), ...refreshed(this.#stories, stories));
    const snapshots = keysOf(this.#snapshots).sort();
    const gone = snapshots.filter((id) => !this.#snapshots.has(id));
    if (gone.length > 0) operations.push({ op: 'removeSnapshots', ids: gone });
    for (const id of snapshots) {
      const snapshot = this.#snapshots.get(id);
      if (snapshot !== undefined) operations.push({ op: 'addSnapshot', snapshot });
    }
    return operations;
  }

  /** One moveNodes for `ids`; those of `cleared` that have no place any more lose it. */
  #moveOperation(ids: readonly string[], cleared: ReadonlySet<string> = new Set()): Operation | undefined {
    const positions: Plain = {};
    for (const id of ids) {
      if (!this.#nodes.base.has(id)) continue;
      const position = this.#positions.get(id);
      if (position !== undefined) positions[id] = position;
      else if (cleared.has(id)) positions[id] = null;
    }
    return Object.keys(positions).length > 0 ? { op: 'moveNodes', positions } : undefined;
  }
}

function list(value: Json | undefined): Plain[] {
  return Array.isArray(value) ? (value as Plain[]) : [];
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The schema version that a document says it has; 0 when it is empty. */
export function versionOf(doc: Y.Doc): number {
  const version = doc.getMap<Json>('meta').get('schemaVersion');
  return typeof version === 'number' ? version : 0;
}
