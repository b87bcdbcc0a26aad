// Two people in a room who work on the same things, step by step; all steps of one of them are taken back. What then stands is the other's work:
// what a third core holds that only ever heard of that.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Y from 'yjs';
import type { Bridge } from '../../web/page/bridge/bridge.ts';
import type { Issue, JsonObject, NetworkJson, Operation } from '../../web/page/bridge/model.ts';
import { fillDocument, Replica } from '../../web/page/document/replica.ts';
import { networkOf, random, startCore } from './core.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { come, found, leaveAll, type Member, said, until } from './live/rooms.ts';

interface Worker {
  name: string;
  core: Bridge;
  replica: Replica;
  member: Member;
}

interface Done {
  by: Worker;
  operation: Operation;
}

const steps = 200;
const seeds = [1, 2, 3, 4];

const beginning: NetworkJson = {
  nodes: Array.from({ length: 8 }, (_, at) => ({ id: `n${at}`, label: `Node ${at}`, position: [at * 10, 0] })),
  edges: Array.from({ length: 7 }, (_, at) => ({ id: `e${at}`, from: `n${at}`, to: `n${at + 1}`, kind: 'funds' })),
};

function entitiesOf(core: Bridge, collection: 'nodes' | 'edges'): JsonObject[] {
  return (networkOf(core)[collection] ?? []) as JsonObject[];
}

/** What one step does, of values that nobody has used before. */
function someOperation(core: Bridge, next: () => number, mark: string): Operation | null {
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  const nodes = entitiesOf(core, 'nodes').map(({ id }) => String(id));
  const edges = entitiesOf(core, 'edges').map(({ id }) => String(id));
  const what = next();
  if (what < 0.14 || nodes.length < 4)
    return { op: 'addNode', node: { id: `node ${mark}`, label: `Added ${mark}`, position: [next() * 100, next()] } };
  if (what < 0.3)
    return { op: 'addEdge', edge: { id: `edge ${mark}`, from: pick(nodes), to: pick(nodes), kind: 'funds' } };
  if (what < 0.55) {
    const field = pick(['label', 'description', 'place', 'fields.Website']);
    return { op: 'setNode', id: pick(nodes), field, value: `${field} ${mark}` };
  }
  if (what < 0.7)
    return edges.length === 0
      ? null
      : { op: 'setEdge', id: pick(edges), field: pick(['label', 'fields.Source']), value: mark };
  if (what < 0.88) {
    const some = nodes.filter(() => next() < 0.2);
    return some.length === 0
      ? null
      : { op: 'moveNodes', positions: Object.fromEntries(some.map((id) => [id, [next() * 100, next() * 100]])) };
  }
  if (what < 0.94) return edges.length === 0 ? null : { op: 'removeEdges', ids: [pick(edges)] };
  return { op: 'removeNodes', ids: [pick(nodes)] };
}

/**
 * The network of one who never heard of what `other` did, but for what `other` added and somebody else's work hangs on: that stays, as it was
 * added. And the names of what stays so.
 */
async function withoutWorkOf(other: Worker, done: readonly Done[]): Promise<{ network: NetworkJson; kept: string[] }> {
  const core = await startCore();
  core.call('load', { network: beginning });
  const added = new Map<string, string>();
  const find = (collection: 'nodes' | 'edges', id: string) =>
    entitiesOf(core, collection).find((entity) => entity.id === id);
  for (const { by, operation } of done) {
    const adds = operation.op === 'addNode' || operation.op === 'addEdge';
    if (by === other && !adds) continue;
    core.call('apply', { operations: [operation], origin: 'remote' });
    if (by !== other) continue;
    const collection = operation.op === 'addNode' ? 'nodes' : 'edges';
    const { id } = (operation.node ?? operation.edge) as JsonObject;
    added.set(String(id), JSON.stringify(find(collection, String(id))));
  }
  const untouched = (collection: 'nodes' | 'edges') =>
    entitiesOf(core, collection).filter((entity) => added.get(String(entity.id)) === JSON.stringify(entity));
  const remove = (op: string, entities: JsonObject[]) => {
    const ids = entities.map(({ id }) => String(id));
    core.call('apply', { operations: [{ op, ids }], origin: 'remote' });
  };
  remove('removeEdges', untouched('edges'));
  const tied = new Set(entitiesOf(core, 'edges').flatMap(({ from, to }) => [from, to]));
  remove(
    'removeNodes',
    untouched('nodes').filter(({ id }) => !tied.has(String(id))),
  );
  const kept = [...entitiesOf(core, 'nodes'), ...entitiesOf(core, 'edges')]
    .map(({ id }) => String(id))
    .filter((id) => added.has(id));
  return { network: networkOf(core), kept };
}

/** Fields that one has set and another has set since, of what is there in the end. */
function overwritten(worker: Worker, done: readonly Done[], network: NetworkJson): Set<string> {
  const ids = new Set([...(network.nodes as JsonObject[]), ...(network.edges as JsonObject[])].map(({ id }) => id));
  const set = new Set<string>();
  const since = new Set<string>();
  for (const { by, operation } of done) {
    if ((operation.op !== 'setNode' && operation.op !== 'setEdge') || !ids.has(operation.id as string)) continue;
    const field = `${operation.id} ${operation.field}`;
    if (by === worker) set.add(field);
    else if (set.has(field)) since.add(field);
  }
  return since;
}

/** How many of hers stay because his work hangs on them, and how many values of hers he has replaced. */
async function run(seed: number): Promise<{ kept: number; replaced: number }> {
  const next = random(seed);
  const relay = new MemoryRelay(random(seed + 1));
  const room = await found();
  const done: Done[] = [];
  const come_ = async (name: string, founds: boolean): Promise<Worker> => {
    const doc = new Y.Doc();
    if (founds) fillDocument(doc, beginning);
    const member = await come(relay, room, founds ? 'facilitate' : 'edit', name, { doc, founds });
    await member.room.caughtUp;
    const core = await startCore();
    const replica = new Replica(doc, core);
    replica.start();
    const worker = { name, core, replica, member };
    core.onEvent((event) => {
      if (event.type === 'change' && event.change.origin === 'local' && !event.change.fromHistory)
        for (const operation of event.change.operations) done.push({ by: worker, operation });
    });
    return worker;
  };
  const anna = await come_('Anna', true);
  const bram = await come_('Bram', false);
  const both = [anna.member, bram.member];
  const inStep = (what: string) =>
    until(
      `seed ${seed}, ${what}: in step`,
      () => said(anna.member.doc) === said(bram.member.doc) && both.every((each) => each.room.state.pending === 0),
    );
  try {
    let before: Worker | undefined;
    for (let step = 0; step < steps; ++step) {
      const worker = step % 2 === 0 ? anna : bram;
      if (before !== worker) await inStep(`step ${step}`);
      before = worker;
      const count = next() < 0.15 ? 2 : 1;
      const operations: Operation[] = [];
      for (let at = 0; at < count; ++at) {
        const operation = someOperation(worker.core, next, `${worker.name} ${step}.${at}`);
        if (operation) operations.push(operation);
      }
      worker.core.call('apply', { operations });
    }
    await inStep('all done');
    assert.deepEqual(networkOf(anna.core), networkOf(bram.core));

    const skipped: Issue[] = [];
    for (let travelled = anna.core.call('undo', {}); travelled.done; travelled = anna.core.call('undo', {}))
      skipped.push(...travelled.skipped);
    await inStep('all of hers undone');
    const expected = await withoutWorkOf(anna, done);
    for (const { core } of [anna, bram]) assert.deepEqual(networkOf(core), expected.network, `seed ${seed}`);
    const late = await come_('Late', false);
    both.push(late.member);
    assert.deepEqual(networkOf(late.core), expected.network, `seed ${seed}: who comes later`);

    // What stays as hers, and what stays as his where she had written before, is told.
    const told = (code: string) => skipped.filter((issue) => issue.code === code).length;
    assert.ok(told('undoSkippedEntity') >= expected.kept.length, `seed ${seed}: ${expected.kept.join()} is told`);
    const fields = overwritten(anna, done, expected.network);
    assert.ok(told('undoSkippedField') >= fields.size, `seed ${seed}: ${[...fields].join()} is told`);
    // Undo reaches for nothing of his.
    assert.equal(anna.core.call('undo', {}).done, false);
    return { kept: expected.kept.length, replaced: fields.size };
  } finally {
    leaveAll(both);
    for (const { replica } of [anna, bram]) replica.stop();
  }
}

test(`${steps} steps of two people, all of one of them undone: exactly the other’s work stands`, async () => {
  const tried = await Promise.all(seeds.map(run));
  // Otherwise nothing was tried.
  const sum = (of: 'kept' | 'replaced') => tried.reduce((total, each) => total + each[of], 0);
  assert.ok(sum('kept') > 5 && sum('replaced') > 5, JSON.stringify(tried));
});
