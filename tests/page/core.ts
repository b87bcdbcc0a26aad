// The core alone as WebAssembly, behind the same bridge as in the page; and a network that does random things.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Bridge, type ProgramModule } from '../../web/page/bridge/bridge.ts';
import type { Change, Json, NetworkJson, Operation } from '../../web/page/bridge/model.ts';

declare const IMPACTWEB_ROOT: string;

type Factory = (options: { wasmBinary: Uint8Array }) => Promise<ProgramModule>;

const folder = join(IMPACTWEB_ROOT, 'build', 'wasm', 'core');

// Emscripten 3.1.6 asks for the names of CommonJS in a module too.
Object.assign(globalThis, { __dirname: folder, require: createRequire(import.meta.url) });

/** A core of its own, with an empty network. */
export async function startCore(): Promise<Bridge> {
  const { default: create } = (await import(pathToFileURL(join(folder, 'core.mjs')).href)) as { default: Factory };
  const core = new Bridge(await create({ wasmBinary: readFileSync(join(folder, 'core.wasm')) }));
  core.call('load', { network: {} });
  return core;
}

export function networkOf(core: Bridge): NetworkJson {
  return core.call('snapshot', {}).network as NetworkJson;
}

export function apply(core: Bridge, ...operations: Operation[]): void {
  const { rejected } = core.call('apply', { operations });
  if (rejected.length > 0) throw new Error(`refused: ${JSON.stringify(rejected)}`);
}

export function changesOf(core: Bridge): Change[] {
  const changes: Change[] = [];
  core.onEvent((event) => {
    if (event.type === 'change') changes.push(event.change);
  });
  return changes;
}

/** A generator of random numbers from 0 to 1 (mulberry32), the same on every run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Does one random thing to the network: an operation of every kind, some of them refused, an undo or a redo. */
export function doSomething(core: Bridge, next: () => number): void {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const network = networkOf(core);
  const idsOf = (key: string) => ((network[key] ?? []) as { id: string }[]).map(({ id }) => id);
  const [nodes, edges, stories, snapshots] = ['nodes', 'edges', 'stories', 'snapshots'].map(idsOf) as [
    string[],
    string[],
    string[],
    string[],
  ];
  const word = () => pick(['Zet', 'Ruimte', 'a/b~c', 'é', 'Zorgbelang Brabant | Zeeland', '']) ?? '';
  // Few ids, so that things are removed and made again, and ids with the characters that keys escape.
  const nodeId = () => pick(['n1', 'n2', 'n/3', 'n~4', 'n.5', 'same', `n${Math.floor(next() * 1e6)}`]) ?? 'n1';
  const edgeId = () => pick(['e1', 'e2', 'e/3', 'same', `e${Math.floor(next() * 1e6)}`]) ?? 'e1';
  const exchanges = (): Json =>
    ['k1', 'k.2', 'k3'].filter(() => next() < 0.5).map((id) => ({ id, text: word() || 'ruimte', status: 'open' }));
  const nodeField = (): [string, Json] =>
    pick<[string, Json]>([
      ['label', word() || 'Zet'],
      ['description', word()],
      ['description', null],
      ['sector', 'government'],
      ['tags', [word() || 'zorg', 'welzijn']],
      ['tags', null],
      ['energy', 1 + Math.floor(next() * 5)],
      ['energy', null],
      ['needs', exchanges()],
      ['needs.k1', { id: 'k1', text: 'een zaal', status: 'open' }],
      ['needs.k1.text', word() || 'onderzoekers'],
      ['needs.k.2.text', 'met een punt in de naam'],
      ['needs.k1', null],
      ['offers', exchanges()],
      ['nextStep.due', '2026-12-01'],
      ['nextStep.text', word()],
      ['stageDates.pilot', '2026-11'],
      ['stageDates.pilot', null],
      ['fields.Web', `https://example.org/${Math.floor(next() * 10)}`],
      ['fields.Web.Twee', { a: [1, null, { b: 'x' }] }],
      ['fields.Web', null],
      ['pinned', next() < 0.5],
      ['position', [Math.round(next() * 100), 5]],
      ['position', null],
    ]) ?? ['label', 'Zet'];
  const edgeField = (): [string, Json] =>
    pick<[string, Json]>([
      ['kind', 'funds'],
      ['label', word()],
      ['status', 'potential'],
      ['strength', 1 + Math.floor(next() * 5)],
      ['strength', null],
      ['amount', Math.round(next() * 1e5) / 100],
      ['fields.Bron', word() || null],
      ['to', pick(nodes) ?? 'n1'],
    ]) ?? ['label', ''];
  const node = (): Operation => {
    const made: { [key: string]: Json } = {
      id: nodeId(),
      label: word() || 'Naam',
      kind: pick(['actor', 'initiative', 'challenge', 'vision']) ?? 'actor',
    };
    if (next() < 0.5) made.position = [Math.round(next() * 1000), -3.5];
    if (next() < 0.3) made.needs = exchanges();
    if (next() < 0.3) made.fields = { Web: 'https://example.org', 'Punt. in naam': 1 };
    return { op: 'addNode', node: made };
  };
  const edge = (): Operation => ({
    op: 'addEdge',
    edge: {
      id: edgeId(),
      from: pick(nodes) ?? 'n1',
      to: pick(nodes) ?? 'n1',
      kind: pick(['worksWith', 'funds']) ?? 'funds',
    },
  });
  const some = (ids: string[]) => ids.filter(() => next() < 0.3);
  const makers: (() => Operation)[] = [
    node,
    node,
    edge,
    edge,
    () => {
      const [field, value] = nodeField();
      return { op: 'setNode', id: pick(nodes) ?? 'n1', field, value };
    },
    () => {
      const [field, value] = nodeField();
      return { op: 'setNode', id: pick(nodes) ?? 'n1', field, value };
    },
    () => {
      const [field, value] = edgeField();
      return { op: 'setEdge', id: pick(edges) ?? 'e1', field, value };
    },
    () => ({
      op: 'moveNodes',
      positions: Object.fromEntries(
        some(nodes).map((id) => [id, next() < 0.2 ? null : [Math.round(next() * 500), Math.round(next() * 500)]]),
      ),
    }),
    () => ({ op: 'removeNodes', ids: some(nodes).slice(0, 2) }),
    () => ({ op: 'removeEdges', ids: some(edges).slice(0, 2) }),
    () => ({ op: 'addStory', story: { id: pick(['s1', 's/2']) ?? 's1', title: word() || 'Les', about: some(nodes) } }),
    () => ({
      op: 'setStory',
      id: pick(stories) ?? 's1',
      field: pick(['title', 'text']) ?? 'text',
      value: word() || 'Tekst',
    }),
    () => ({ op: 'removeStories', ids: some(stories) }),
    () => ({
      op: 'setNetwork',
      field: pick(['title', 'description', 'fields.Bron', 'fields.a.b']) ?? 'title',
      value: next() < 0.3 ? null : word(),
    }),
    () => ({ op: 'setNetwork', field: 'sectors', value: [{ id: 'zorg', label: word() || 'Zorg', color: '#123456' }] }),
    () => ({
      op: 'addSnapshot',
      snapshot: { id: pick(['m1', 'm2']) ?? 'm1', title: 'Sessie', date: '2026-11-23', network: {} },
    }),
    () => ({ op: 'removeSnapshots', ids: some(snapshots) }),
  ];
  const what = next();
  if (what < 0.12) core.call('undo', {});
  else if (what < 0.18) core.call('redo', {});
  else {
    const operations = Array.from({ length: 1 + Math.floor(next() * 3) }, () => (pick(makers) ?? node)());
    core.call('apply', { operations });
  }
}
