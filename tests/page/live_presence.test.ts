// Who is here, also when people go without a word, come back, sleep, or have a wrong clock; and when somebody shows people who have gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Freshness } from '../../web/page/live/freshness.ts';
import type { Presence } from '../../web/page/live/presence.ts';
import { beatOf, ordinaryTiming, type Timing } from '../../web/page/live/room_timing.ts';
import type { Role } from '../../web/page/live/transport.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { addNode, come, type Founded, found, leaveAll, type Member, nodesOf, until } from './live/rooms.ts';

/** All that hangs on time, that many times as fast. */
function faster(times: number): Partial<Timing> {
  const { presence, presencePause, gone, patience } = ordinaryTiming;
  return {
    presence: presence / times,
    presencePause: presencePause / times,
    gone: { here: gone.here / times, asleep: gone.asleep / times },
    patience: patience / times,
  };
}

const counts = (members: readonly Member[]) => members.map(({ room }) => room.state.people.length);

test('nine of thirty are killed and ten reload: the count is right everywhere within 35 s', async () => {
  assert.ok(ordinaryTiming.gone.here + beatOf(ordinaryTiming) <= 35_000, 'the times of the page');
  // One word that gets lost makes nobody disappear.
  assert.ok(ordinaryTiming.gone.here > 2 * (ordinaryTiming.presence + beatOf(ordinaryTiming)), 'nor too early');
  const timing = faster(10);
  const relay = new MemoryRelay();
  const room = await found();
  const enter = (role: Role, name: string, founds = false) => come(relay, room, role, name, { founds, timing });
  const members = [await enter('facilitate', 'P0', true)];
  await members[0]?.room.caughtUp;
  for (let index = 1; index < 30; ++index) members.push(await enter(index % 3 === 0 ? 'view' : 'edit', `P${index}`));
  const all = [...members];
  try {
    await until('thirty are here', () => counts(members).every((count) => count === 30), 30_000);
    for (const { name } of members.splice(20, 9)) relay.split(name, true);
    for (const [index, { room: before, name }] of members.splice(10, 10).entries()) {
      // Of some the goodbye gets lost.
      if (index % 2 === 0) before.leave();
      else relay.split(name, true);
      const again = await enter(before.role, `${name} again`);
      members.push(again);
      all.push(again);
    }
    await until('twenty-one are here', () => counts(members).every((count) => count === 21), 20_000);
    const told = relay.wire.length;
    await until('each has spoken again', () => relay.wire.length > told + 2 * 21);
    assert.deepEqual(new Set(counts(members)), new Set([21]), 'and it stays so');
  } finally {
    leaveAll(all);
  }
});

test('a wrong clock keeps nobody out, and one that is set meanwhile neither', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  let ahead = -3_600_000;
  const timing = { fresh: 1000, presence: 300, gone: { here: 700, asleep: 4000 } };
  const f = await come(relay, room, 'facilitate', 'F', { founds: true, timing });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'E', { timing, clock: () => Date.now() + ahead });
  const v = await come(relay, room, 'view', 'V', { timing, clock: () => Date.now() + 86_400_000 });
  const all = [f, e, v];
  try {
    await until('three are here', () => counts(all).every((count) => count === 3));
    ahead = 120_000;
    const told = relay.wire.length;
    await until('much was said since', () => relay.wire.length > told + 20);
    await until('all the same', () => counts(all).every((count) => count === 3), 3000);
    await until('and confirmed', () => e.room.state.confirmed && v.room.state.confirmed);
    assert.deepEqual(
      all.map(({ room: each }) => each.state.dropped),
      [0, 0, 0],
    );
  } finally {
    leaveAll(all);
  }
});

/** Two are here, one goes; all that was told was recorded. */
async function withGhost(
  timing: Partial<Timing>,
  clock: () => number,
  ghostClock: () => number,
): Promise<{ relay: MemoryRelay; room: Founded; f: Member; words: Uint8Array[] }> {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true, timing, clock });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'Ghost', { timing, clock: ghostClock });
  await e.room.caughtUp;
  await until('two are here', () => f.room.state.people.length === 2 && e.room.state.people.length === 2);
  const before = relay.wire.length;
  for (let count = 1; count < 6; ++count) {
    e.room.setSelection([`n${count}`]);
    await until('it is told', () => f.room.state.people[1]?.selected[0] === `n${count}`);
  }
  const words = relay.wire.slice(before);
  relay.split('Ghost', true);
  e.room.leave();
  return { relay, room, f, words };
}

for (const [what, ahead] of [
  ['whose clock was right', 0],
  ['whose clock was wrong', 7_200_000],
] as const)
  test(`somebody who has gone, ${what}, is not shown again by what was recorded of them`, async () => {
    const timing = { presence: 200, gone: { here: 500, asleep: 4000 } };
    let passed = 0;
    const clock = () => Date.now() + passed;
    const { relay, room, f, words } = await withGhost(timing, clock, () => clock() + ahead);
    await until('F sees that they have gone', () => f.room.state.people.length === 1, 3000);
    // A little later. Somebody who comes now never heard of them.
    passed = 1.2 * ordinaryTiming.fresh;
    const late = await come(relay, room, 'edit', 'L', { timing, clock });
    try {
      await late.room.caughtUp;
      await until('two are here', () => counts([f, late]).every((count) => count === 2));
      const shown = new Set<string>();
      for (const { room: each } of [f, late])
        each.onState.add(({ people }) => {
          for (const { name } of people) shown.add(name);
        });
      for (const data of words) relay.tell(data);
      addNode(late.doc, 'after');
      await until('work goes on', () => nodesOf(f.doc).includes('after') && late.room.state.everybodyHas);
      assert.ok(!shown.has('Ghost'), 'nobody sees a ghost');
      assert.deepEqual(counts([f, late]), [2, 2]);
    } finally {
      leaveAll([f, late]);
    }
  });

test('an answer that was held back says nothing of now, and nothing that was recorded since counts by it', () => {
  let now = 1_000_000;
  const freshness = new Freshness(
    15_000,
    () => now,
    () => now,
  );
  const words = (m: number, r: string[] = []): Presence => ({ n: '', m, x: 1, v: 1, c: 0, k: {}, h: '', j: '', r });
  assert.ok(freshness.isFresh('right', words(now - 1000)));
  assert.equal(freshness.ask(), null);
  assert.ok(!freshness.isFresh('wrong', words(now - 60_000)));
  const [nonce = '', asked] = freshness.ask() ?? [];
  assert.deepEqual(asked, ['wrong']);
  now += 100;
  assert.ok(freshness.isFresh('wrong', words(now - 60_000, [nonce])), 'it was answered');
  assert.ok(freshness.isFresh('wrong', words(now - 61_000)), 'the clock is known from then on');
  assert.ok(!freshness.isFresh('wrong', words(now - 80_000)), 'older than that');
  assert.ok(!freshness.isFresh('other', words(now - 60_000)), 'and of nobody else');
  assert.notEqual(freshness.ask(), null);
  now += 3_600_000;
  assert.ok(!freshness.isFresh('other', words(now - 3_600_000, [nonce])), 'an hour later');
});

test('who comes back over a connection that has gone dead without a word is in step at once', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  try {
    await until('two are here', () => counts([f, e]).every((count) => count === 2));
    e.room.setAsleep(true);
    relay.silence('E');
    addNode(f.doc, 'meanwhile');
    addNode(e.doc, 'typed in the tunnel');
    await until('F has kept it', () => f.room.state.pending === 0);
    assert.deepEqual(nodesOf(f.doc), ['meanwhile']);
    e.room.setAsleep(false);
    await until('in step', () => [f, e].every(({ doc }) => nodesOf(doc).length === 2), 3000);
    await until('kept', () => e.room.state.pending === 0 && e.room.state.status === 'live');
  } finally {
    leaveAll([f, e]);
  }
});

test('who comes later hears where somebody looks who has not moved since, when they ask', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  f.room.tellHint(null, [0, 1, 20, 30]);
  const e = await come(relay, room, 'view', 'E');
  await e.room.caughtUp;
  try {
    await until('two are here', () => counts([f, e]).every((count) => count === 2));
    const seen: unknown[] = [];
    e.room.onHint.add(({ person, view }) => seen.push([person, view]));
    await e.room.askView(f.room.session);
    await until('it is told', () => seen.length > 0);
    assert.deepEqual(seen, [[f.room.session, [0, 1, 20, 30]]]);
  } finally {
    leaveAll([f, e]);
  }
});
