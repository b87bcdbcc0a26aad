// Rooms with contributors and two appliers under everything that networks do, by seed: in the end all have the same, nothing that was shown as taken over
// is missing, and nobody's contribution has changed or removed what somebody else added.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bridge } from '../../web/page/bridge/bridge.ts';
import type { JsonObject, Operation } from '../../web/page/bridge/model.ts';
import { apply, networkOf, random, startCore } from './core.ts';
import { addition, change, go, idsOf, tie, type Worker, work } from './live/contributors.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { found, said, until } from './live/rooms.ts';

const runs = 40;
/** So many at once; each waits most of the time. LIVE_SEED=… does one of them alone. */
const together = 3;
const guests = 3;

/** Cores take longer to make than a run. */
const spare: Bridge[] = [];

/** Over all runs: things that stand in the end, that were removed, and what was refused. */
const counts = { there: 0, gone: 0, refused: 0 };

/** What a contributor tries: much of it is not theirs to do. */
function attempt(next: () => number, worker: Worker, mark: string): Operation {
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  const nodes = idsOf(worker, 'nodes');
  const edges = idsOf(worker, 'edges');
  const what = next();
  if (what < 0.3 || nodes.length < 2) return addition(`n${mark}`);
  if (what < 0.45) return tie(`e${mark}`, pick(nodes), pick(nodes));
  if (what < 0.7) return change(pick(nodes), pick(['description', 'place']), `by ${worker.name}`);
  if (what < 0.8) return { op: 'moveNodes', positions: { [pick(nodes)]: [next() * 100, next() * 100] } };
  if (what < 0.85 && edges.length > 0) return { op: 'removeEdges', ids: [pick(edges)] };
  if (what < 0.95) return { op: 'removeNodes', ids: [pick(nodes)] };
  return { op: 'setNetwork', field: 'title', value: mark };
}

async function run(seed: number): Promise<void> {
  const next = random(seed);
  const relay = new MemoryRelay(random(seed + 1));
  const room = await found();
  const core = async () => {
    const made = spare.pop() ?? (await startCore());
    made.call('load', { network: {} });
    return made;
  };
  const host = await work(relay, room, 'facilitate', 'H', { founds: true, core: await core() });
  apply(host.core, addition('desk1'), addition('desk2'), tie('deskTie', 'desk1', 'desk2'));
  const second = await work(relay, room, 'facilitate', 'S', { founds: true, core: await core() });
  const contributors: Worker[] = [];
  for (let at = 0; at < guests; ++at)
    contributors.push(await work(relay, room, 'contribute', `G${at}`, { core: await core() }));
  const all = [host, second, ...contributors];
  relay.faults = { delay: 6 * next(), lost: 0.2 * next(), doubled: 0.3 * next(), unacknowledged: 0.1 * next() };
  const away = new Set<string>();
  /** What contributors added by the page that they added it on, and what the desk has removed. */
  const addedBy = new Map<string, string>();
  const byDesk = new Set<string>();
  const removals = new Map<string, string>();
  const ends = new Map<string, string[]>();

  for (let step = 0; step < 30; ++step) {
    const worker = all[Math.floor(next() * all.length)] as Worker;
    const what = next();
    if (what < 0.15) {
      const isAway = away.has(worker.name);
      relay.split(worker.name, !isAway);
      if (isAway) away.delete(worker.name);
      else away.add(worker.name);
    } else if (what < 0.3) await wait(10 * next());
    else if (worker.role === 'contribute') {
      const operation = attempt(next, worker, `${seed}.${step}`);
      const [refusedBefore] = [worker.refused.length];
      apply(worker.core, operation);
      const isTaken = worker.refused.length === refusedBefore;
      const id = ((operation.node ?? operation.edge) as JsonObject | undefined)?.id;
      if (isTaken && id) addedBy.set(String(id), worker.name);
      const { from, to } = (operation.edge ?? {}) as JsonObject;
      if (from) ends.set(String(id), [String(from), String(to)]);
      if (isTaken && operation.op.startsWith('remove')) removals.set((operation.ids as string[])[0] ?? '', worker.name);
    } else if (what > 0.9) {
      // The desk removes something of the contributors.
      const ids = idsOf(worker, 'nodes').filter((id) => !id.startsWith('desk'));
      const id = ids[Math.floor(next() * ids.length)];
      if (id !== undefined) {
        byDesk.add(id);
        apply(worker.core, { op: 'removeNodes', ids: [id] });
      }
    }
  }
  for (const name of away) relay.split(name, false);
  relay.faults = { delay: 1, lost: 0, doubled: 0, unacknowledged: 0 };
  const settled = () =>
    all.every(({ room: each }) => each.state.pending === 0 && !each.state.contributions?.waiting) &&
    new Set(all.map(({ doc }) => said(doc))).size === 1;
  await until(`run ${seed}: in step`, settled, 60_000).catch((error) => {
    for (const { name, room: each, doc } of all) {
      const { status, pending, contributions, dropped } = each.state;
      console.log(name, JSON.stringify({ status, pending, contributions, dropped }), said(doc).length);
    }
    throw error;
  });

  const { nodes, edges, title } = networkOf(host.core) as { nodes: JsonObject[]; edges: JsonObject[]; title?: string };
  for (const { name, core: each } of all)
    assert.deepEqual(networkOf(each), networkOf(host.core), `run ${seed}: ${name} sees something else`);
  assert.ok(!title, `run ${seed}: the title`);
  const byId = new Map([...nodes, ...edges].map((entity) => [String(entity.id), entity]));
  for (const id of ['desk1', 'desk2']) {
    const { description, place, position } = byId.get(id) ?? {};
    assert.deepEqual([description, place, position], [undefined, undefined, [1, 2]], `run ${seed}: ${id}`);
  }
  assert.ok(byId.has('deskTie'), `run ${seed}: the tie of the desk`);
  for (const [id, name] of addedBy) {
    const entity = byId.get(id);
    if (!entity) {
      // A tie goes with what it is tied to.
      const lacksEnd = ends.get(id)?.some((end) => !byId.has(end)) ?? false;
      assert.ok(byDesk.has(id) || removals.get(id) === name || lacksEnd, `run ${seed}: ${id} of ${name} is missing`);
      continue;
    }
    counts.there += 1;
    for (const field of ['description', 'place'])
      assert.ok(entity[field] === undefined || entity[field] === `by ${name}`, `run ${seed}: ${id}.${field}`);
  }
  counts.gone += [...addedBy.keys()].filter((id) => !byId.has(id)).length;
  for (const each of all) {
    counts.refused += each.refused.length;
    go(each);
    spare.push(each.core);
  }
}

test(`${runs} rooms in which three contribute and two put it through`, { timeout: 300_000 }, async () => {
  const { LIVE_SEED } = process.env;
  const seeds = LIVE_SEED ? [Number(LIVE_SEED)] : Array.from({ length: runs }, (_, index) => 5000 + index);
  const worker = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await run(seed);
  };
  await Promise.all(Array.from({ length: together }, worker));
  // It happened at all.
  if (!LIVE_SEED) assert.ok(counts.there > 50 && counts.gone > 10 && counts.refused > 50, JSON.stringify(counts));
});
