// Rooms under everything that networks do, again and again by seed: in the end all have the same, and nothing that was shown as kept is missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Role } from '../../web/page/live/transport.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { addNode, come, found, leaveAll, type Member, said, until } from './live/rooms.ts';

const runs = 200;
/** So many at once; each waits most of the time. LIVE_SEED=… does one of them alone. */
const together = 4;

/** Numbers from 0 to 1 that are the same for a seed (mulberry32). */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Everything that was written and removed. */
function written(doc: Y.Doc): string {
  return Buffer.from(Y.encodeSnapshot(Y.snapshot(doc))).toString('hex');
}

async function run(seed: number): Promise<void> {
  const random = numbersOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const relay = new MemoryRelay(numbersOf(seed + 1));
  const room = await found();
  const first = await come(relay, room, 'facilitate', 'P0', { founds: true });
  await first.room.caughtUp;
  relay.faults = { delay: 6 * random(), lost: 0.2 * random(), doubled: 0.3 * random(), unacknowledged: 0.1 * random() };
  const members: Member[] = [first];
  const count = 3 + Math.floor(6 * random());
  for (let index = 1; index < count; ++index) {
    const role: Role = random() < 0.2 ? 'view' : random() < 0.2 ? 'facilitate' : 'edit';
    members.push(await come(relay, room, role, `P${index}`));
  }
  const away = new Set<string>();
  /** Everything that somebody was told is kept at the relay, or that was there and nobody has removed. */
  const added = new Set<string>();
  const removed = new Set<string>();

  for (let step = 0; step < 24; ++step) {
    const member = pick(members);
    const { doc, name } = member;
    const what = random();
    const may = member.room.mayWrite;
    if (what < 0.45 && may) {
      const id = `n${seed}.${step}`;
      addNode(doc, id);
      added.add(id);
    } else if (what < 0.55 && may) {
      const ids = [...doc.getMap('nodes').keys()];
      if (ids.length > 0) {
        const id = pick(ids);
        doc.getMap('nodes').delete(id);
        removed.add(id);
      }
    } else if (what < 0.65 && may) {
      doc.getMap('meta').set('title', `title ${step}`);
    } else if (what < 0.75) {
      if (away.has(name)) {
        away.delete(name);
        relay.split(name, false);
      } else {
        away.add(name);
        relay.split(name, true);
      }
    } else if (what < 0.8) {
      // The page is killed and comes back with what it had stored.
      member.room.leave();
      const stored = Y.encodeStateAsUpdate(doc);
      const again = new Y.Doc();
      Y.applyUpdate(again, stored);
      const founds = member === first || member.room.role === 'facilitate';
      const index = members.indexOf(member);
      members[index] = await come(relay, room, member.room.role, name, { doc: again, founds });
    } else await wait(10 * random());
  }
  for (const name of away) relay.split(name, false);
  relay.faults = { delay: 1, lost: 0, doubled: 0, unacknowledged: 0 };
  await until(
    `run ${seed}: in step`,
    () =>
      members.every(({ room: each }) => each.state.pending === 0) &&
      new Set(members.map(({ doc }) => written(doc))).size === 1,
    60_000,
  ).catch((error) => {
    for (const { room: each, doc, name } of members)
      console.log(
        name,
        JSON.stringify({ ...each.state, people: each.state.people.map((p) => [p.id.slice(0, 4), p.role, p.state]) }),
        doc.getMap('nodes').size,
        written(doc).slice(0, 40),
        each.session.slice(0, 4),
      );
    throw error;
  });
  assert.equal(new Set(members.map(({ doc }) => said(doc))).size, 1, `run ${seed}: the documents differ`);
  const have = new Set((members[0] as Member).doc.getMap('nodes').keys());
  for (const id of added) if (!removed.has(id)) assert.ok(have.has(id), `run ${seed}: ${id} is missing`);
  leaveAll(members);
}

test(`${runs} rooms with everything that can go wrong`, { timeout: 600_000 }, async () => {
  const { LIVE_SEED } = process.env;
  const seeds = LIVE_SEED ? [Number(LIVE_SEED)] : Array.from({ length: runs }, (_, index) => 1000 + index);
  const worker = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await run(seed);
  };
  await Promise.all(Array.from({ length: together }, worker));
});
