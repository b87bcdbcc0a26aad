// Rooms over the relay as it ships: a large network, a place that lets nobody through, a phone that slept.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { randomBytes } from '../../web/page/live/bytes.ts';
import type { LiveLink } from '../../web/page/live/live_link.ts';
import { connectToRelay } from '../../web/page/live/nats_transport.ts';
import {
  founderMark,
  foundRoles,
  type RelayKeys,
  type SignedRoles,
  signRoles,
} from '../../web/page/live/role_document.ts';
import { Room } from '../../web/page/live/room.ts';
import { beatOf, ordinaryTiming, type Timing } from '../../web/page/live/room_timing.ts';
import { secretsFrom } from '../../web/page/live/secrets.ts';
import { type Connect, longestMessage, type Role, roles } from '../../web/page/live/transport.ts';
import { type Relay, script, testRelay, testRoom } from './relay.ts';

interface Passage {
  state: 'open' | 'refuse' | 'login' | 'silent';
  cut(): void;
  silence(): void;
}

interface Site {
  server: Server;
  passage: Passage;
  url: string;
}

interface Founded {
  links: Record<Role, LiveLink>;
  signer: string;
  founded: SignedRoles;
}

async function until(what: string, holds: () => boolean, milliseconds = 30_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!holds()) {
    assert.ok(performance.now() < end, what);
    await wait(5);
  }
}

/** A room that nobody is in yet. */
async function found(relay: Relay): Promise<Founded> {
  const { pass, address, right } = await testRoom(relay);
  const secret = randomBytes(16);
  const secrets = (await secretsFrom('facilitate', secret)) as Record<Role, Uint8Array>;
  const keys = {} as RelayKeys;
  for (const role of roles) keys[role] = { seed: right(role).seed, signer: pass.signers[role] };
  keys.facilitate.eraser = pass.signers.erase;
  const { document, founder } = await foundRoles(secrets, address, keys);
  const mark = await founderMark(founder.publicKey);
  const links = {} as Record<Role, LiveLink>;
  for (const role of roles)
    links[role] = { role, secret: secrets[role], founder: mark, leastVersion: 1, relaySeed: right('view').seed };
  return { links, signer: pass.signers.view, founded: await signRoles(document, founder.privateKey) };
}

describe('a room over the relay', { timeout: 240_000 }, () => {
  let relay: Relay;
  const root = mkdtempSync(join(tmpdir(), 'impactweb-site-'));
  const folder = mkdtempSync(join(tmpdir(), 'impactweb-relay-'));
  const sites: Site[] = [];
  const rooms: Room[] = [];

  before(async () => {
    writeFileSync(join(root, 'index.html'), 'page');
    relay = await testRelay({ rooms: 5, folder });
  });
  after(async () => {
    for (const room of rooms) room.leave();
    for (const { server, passage } of sites) {
      passage.cut();
      server.close();
      server.closeAllConnections();
    }
    await relay.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** A server of the page with a way to the relay of its own. */
  async function site(): Promise<Site> {
    const { serve } = await script('web/serve.mjs');
    const made: Site = await serve({ root, relay });
    sites.push(made);
    return made;
  }

  async function enter(
    { url }: { url: string },
    { links, signer, founded }: Founded,
    role: Role,
    more: { doc?: Y.Doc; founds?: boolean; connect?: Connect; timing?: Partial<Timing> } = {},
  ): Promise<Room> {
    const { doc = new Y.Doc(), founds = false, connect = connectToRelay, timing = {} } = more;
    const relayAt = { address: `${url.replace('http', 'ws')}live`, signer };
    const options = { doc, link: links[role], relay: relayAt, connect, name: role, timing };
    const room = await Room.enter({ ...options, ...(founds && { roles: founded }) });
    rooms.push(room);
    return room;
  }

  it('takes a network of 10,000 nodes and 30,000 ties in messages that the relay takes, and gives it to who comes', async () => {
    const place = await site();
    const founded = await found(relay);
    const doc = largeNetwork('n');
    const sizes: number[] = [];
    const measured: Connect = async (right, listener) => {
      const connection = await connectToRelay(right, listener);
      const { publish } = connection;
      connection.publish = (kind, data) => {
        sizes.push(data.length);
        return publish.call(connection, kind, data);
      };
      return connection;
    };
    const f = await enter(place, founded, 'facilitate', { doc, founds: true, connect: measured });
    await f.caughtUp;
    await until('all is kept', () => f.state.pending === 0);
    const sent = sizes.length;
    assert.ok(sent > 10, `${sent} messages`);

    const began = performance.now();
    const e = await enter(place, founded, 'edit');
    await e.caughtUp;
    console.log(`  joined in ${Math.round(performance.now() - began)} ms, of ${sent} messages`);
    assert.equal(e.doc.getMap('nodes').size, 10_000);
    assert.equal(e.doc.getMap('edges').size, 30_000);
    await until('both have the same', () => f.state.everybodyHas && e.state.dropped === 0);

    // As much again in one change, as a file that is brought in.
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(largeNetwork('m')), 'brought in');
    await until('it is kept', () => f.state.pending === 0);
    await until('all have it', () => e.doc.getMap('edges').size === 60_000 && f.state.everybodyHas);
    assert.ok(sizes.length > 1.5 * sent);
    assert.ok(Math.max(...sizes) <= longestMessage, `${Math.max(...sizes)} bytes`);
    assert.equal(f.state.dropped + e.state.dropped, 0);
    for (const room of [f, e]) room.leave();
  });

  it('says within 10 s what stops it, and comes in when it is let', async () => {
    const founded = await found(relay);
    const host = await enter(await site(), founded, 'facilitate', { founds: true });
    await host.caughtUp;
    // The times of the page, and what looks at them.
    assert.ok(ordinaryTiming.unreachable + beatOf(ordinaryTiming) <= 10_000);
    const stopped = async (state: Passage['state'], reason: string) => {
      const place = await site();
      place.passage.state = state;
      const began = performance.now();
      const room = await enter(place, founded, 'view');
      await assert.rejects(room.caughtUp);
      console.log(`  ${state}: told after ${Math.round(performance.now() - began)} ms`);
      assert.deepEqual([room.state.status, room.state.reason], ['unreachable', reason], state);
      place.passage.cut();
      place.passage.state = 'open';
      await until(`${state}: in`, () => room.state.status === 'live' && room.state.reason === null);
      // Who is in is told as well, when a page to sign in takes the place of the relay.
      place.passage.state = 'login';
      place.passage.cut();
      await until(`${state}: told later`, () => room.state.reason === 'login', 10_000);
      room.leave();
    };
    await Promise.all([stopped('refuse', 'blocked'), stopped('silent', 'blocked'), stopped('login', 'login')]);
    host.leave();
  });

  it('has a phone that slept in step within 3 s of coming back', async () => {
    const founded = await found(relay);
    const f = await enter(await site(), founded, 'facilitate', { founds: true });
    await f.caughtUp;
    const { passage, ...place } = await site();
    const phone = await enter(place, founded, 'edit');
    await phone.caughtUp;
    await until('two are here', () => f.state.people.length === 2 && phone.state.people.length === 2);
    phone.setAsleep(true);
    await until('it says so', () => f.state.people.some(({ state }) => state === 'asleep'));
    passage.silence();
    f.doc.getMap('nodes').set('meanwhile', { id: 'meanwhile' });
    phone.doc.getMap('nodes').set('typed', { id: 'typed' });
    await until('F has kept it', () => f.state.pending === 0);
    const began = performance.now();
    phone.setAsleep(false);
    await until('in step', () => [f, phone].every(({ doc }) => doc.getMap('nodes').size === 2));
    console.log(`  in step after ${Math.round(performance.now() - began)} ms`);
    for (const room of [f, phone]) room.leave();
  });

  it('has nothing on its disk that can be read, and after the end nothing at all', async () => {
    const founded = await found(relay);
    const words = ['Buurthuis', 'Kastanje', 'Vertrouwelijk'];
    const f = await enter(await site(), founded, 'facilitate', { founds: true });
    await f.caughtUp;
    f.setName('Kastanje');
    f.doc.getMap('nodes').set('n1', { id: 'n1', label: 'Buurthuis', description: 'Vertrouwelijk '.repeat(40) });
    f.setSelection(['n1']);
    const e = await enter(await site(), founded, 'edit');
    await e.caughtUp;
    await until('both have it', () => e.doc.getMap('nodes').size === 1 && f.state.everybodyHas);
    const kept = () =>
      readdirSync(folder, { recursive: true })
        .map((name) => join(folder, String(name)))
        .filter((file) => statSync(file).isFile());
    const size = () => kept().reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(size() > 1000, 'there is something');
    for (const file of kept()) {
      const bytes = readFileSync(file);
      for (const word of words)
        for (const encoding of ['utf8', 'utf16le', 'base64'] as const) {
          const sought = Buffer.from(word, encoding === 'base64' ? 'utf8' : encoding);
          const text = encoding === 'base64' ? sought.toString('base64').replace(/=+$/, '').slice(0, -1) : sought;
          assert.ok(!bytes.includes(text), `${word} in ${file}`);
        }
    }
    const [address] = relay.keys.rooms.filter(({ address: each }) => each.view === founded.founded.document.room.view);
    assert.ok(address);
    assert.ok((await relay.keeper.state(address)).messages > 1);
    await f.end({ erase: true });
    await until('both hear of it', () => [f, e].every(({ state }) => state.reason === 'ended'));
    // What stays says that it has ended.
    assert.equal((await relay.keeper.state(address)).messages, 1);
  });
});

function largeNetwork(mark: string): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let at = 0; at < 10_000; ++at) {
      const id = `${mark}${at}`;
      doc.getMap('nodes').set(id, { id, kind: 'actor', label: `Organisation ${at}`, place: `Place ${at % 97}` });
      doc.getMap('positions').set(id, [((at * 7919) % 10_007) / 3, ((at * 104_729) % 10_009) / 7]);
    }
    for (let at = 0; at < 30_000; ++at) {
      const id = `${mark}e${at}`;
      const [from, to] = [`${mark}${at % 10_000}`, `${mark}${(at * 31 + 7) % 10_000}`];
      doc.getMap('edges').set(id, { id, from, to, kind: 'worksWith' });
    }
  });
  return doc;
}
