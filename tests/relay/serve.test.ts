// The page's server with a relay behind it, and what may stand between.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { connectToRelay } from '../../web/page/live/nats_transport.ts';
import { readPass } from '../../web/page/live/relay_keys.ts';
import { type Connection, type Listener, TransportError } from '../../web/page/live/transport.ts';
import { type Relay, type Room, script, testRelay, testRoom } from './relay.ts';

interface Passage {
  state: 'open' | 'refuse' | 'login' | 'silent';
  delay: number;
  readonly count: number;
  cut(): void;
}

const failure = (kind: string) => (error: unknown) => error instanceof TransportError && error.failure === kind;

describe('the page’s server', { timeout: 120_000 }, () => {
  let relay: Relay;
  let server: Server;
  let passage: Passage;
  let url: string;
  let room: Room;
  const root = mkdtempSync(join(tmpdir(), 'impactweb-site-'));
  before(async () => {
    writeFileSync(join(root, 'index.html'), 'page');
    relay = await testRelay({ rooms: 3 });
    const { serve } = await script('web/serve.mjs');
    ({ server, passage, url } = await serve({ root, prefix: 'map', relay }));
    room = await testRoom(relay);
  });
  after(async () => {
    passage.cut();
    server.close();
    server.closeAllConnections();
    await relay.stop();
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(() => {
    passage.state = 'open';
    passage.delay = 0;
  });

  const nobody: Listener = { message: () => {}, presence: () => {}, lost: () => {} };
  const join_ = (listener = nobody): Promise<Connection> =>
    connectToRelay({ ...room.right('facilitate'), relay: `${url.replace('http', 'ws')}live` }, listener);
  const post = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      request(`${url}live/pass`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
  /** The first line that an upgrade at a path is answered with. */
  async function upgradeAt(path: string): Promise<string> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    const [data] = await once(socket, 'data');
    socket.destroy();
    return String(data).split('\r\n', 1)[0] ?? '';
  }

  it('says where the relay is, and lets nobody write by that', async () => {
    const live = await (await fetch(`${url}live.json`)).json();
    assert.deepEqual(Object.keys(live), ['relay', 'view', 'passes']);
    assert.equal(live.relay, 'live');
    assert.equal(live.passes, 'live/pass');
    assert.equal(live.view, room.pass.signers.view);
  });

  it('passes a connection on, and all that it says', async () => {
    const connection = await join_();
    const place = await connection.publish('update', new TextEncoder().encode('through'));
    const got: string[] = [];
    assert.equal(await connection.replay(1, ({ data }) => got.push(new TextDecoder().decode(data))), place);
    assert.deepEqual(got, ['through']);
    connection.close();
  });

  it('opens no other door of the relay', async () => {
    assert.match(await upgradeAt('/map/live'), / 101 /);
    for (const path of [
      '/map/mqtt',
      '/map/leafnode',
      '/map/live/mqtt',
      '/map/live/leafnode',
      '/live',
      '/',
      '/map/live?x',
    ])
      assert.match(await upgradeAt(path), / 404 /, path);
  });

  it('tells a login page from a silence and from a refusal', async () => {
    const timed = async (state: Passage['state']) => {
      passage.state = state;
      const began = Date.now();
      const error = await join_().then(
        () => assert.fail('it connected'),
        (why) => why,
      );
      assert.ok(Date.now() - began < 5200, `${state}: ${Date.now() - began} ms`);
      return error;
    };
    assert.ok(failure('login')(await timed('login')));
    assert.ok(failure('blocked')(await timed('refuse')));
    assert.ok(failure('blocked')(await timed('silent')));
    passage.cut();
    passage.state = 'open';
    await relay.restart();
    (await join_()).close();
  });

  it('tells when the network goes, also one that only falls silent', async () => {
    const lost = () => {
      let tell: (error: TransportError) => void = () => {};
      const told = new Promise<TransportError>((resolve) => {
        tell = resolve;
      });
      return { told, listener: { ...nobody, lost: tell } };
    };
    const first = lost();
    await join_(first.listener);
    passage.cut();
    assert.equal((await first.told).failure, 'lost');
    const second = lost();
    await join_(second.listener);
    const began = Date.now();
    passage.delay = 600_000;
    assert.equal((await second.told).failure, 'lost');
    assert.ok(Date.now() - began < 10_000);
    passage.cut();
  });

  it('gives passes to its own page alone, each room once, and says when there is none left', async () => {
    const { host } = new URL(url);
    assert.equal(await post({ origin: 'http://127.0.0.1:9' }), 403);
    assert.equal(await post({ host: 'rebound.example' }), 403);
    assert.equal((await fetch(`${url}live/pass`)).status, 403);
    const passes = await Promise.all([1, 2, 3].map(() => fetch(`${url}live/pass`, { method: 'POST' })));
    assert.deepEqual(passes.map(({ status }) => status).sort(), [200, 200, 503]);
    const texts = await Promise.all(passes.map((answer) => answer.text()));
    const secrets = await Promise.all(
      texts.filter((_, index) => passes[index]?.ok).map(async (text) => (await readPass(text)).secret.join()),
    );
    assert.equal(new Set([...secrets, room.pass.secret.join()]).size, 3);
    assert.match(texts.find((_, index) => !passes[index]?.ok) ?? '', /none is free/);
    assert.equal(await post({ origin: `http://${host}` }), 503);
  });

  it('has a relay that comes back when it falls, and rooms anew for those that are forgotten', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'impactweb-fall-'));
    const { configuration } = await script('web/relay/config.mjs');
    // The first time that it starts again it does not succeed.
    const broken = [false, true, false];
    const settings = (keys: object, how: object) => (broken.shift() ? 'no settings {' : configuration(keys, how));
    let own = await testRelay({ folder, rooms: 2, settings });
    const [one] = own.keys.rooms;
    assert.ok(await own.pass());
    const connection = await connectToRelay(
      { ...room.right('view'), relay: `ws://127.0.0.1:${own.port}`, signer: own.live().view },
      nobody,
    );
    const its = Number(/^\[(\d+)\]/.exec(own.said)?.[1]);
    const { port } = own;
    process.kill(its, 'SIGKILL');
    const view = () =>
      connectToRelay({ ...room.right('view'), relay: `ws://127.0.0.1:${port}`, signer: own.live().view }, nobody);
    const end = Date.now() + 15_000;
    for (;;) {
      const again = await view().catch(() => null);
      if (again) {
        again.close();
        break;
      }
      assert.ok(Date.now() < end, 'it does not come back');
    }
    connection.close();
    await own.stop();

    // Three days later.
    const file = join(folder, 'keys.json');
    const keys = JSON.parse(readFileSync(file, 'utf8'));
    keys.rooms[0].given -= 3 * 24 * 3600 * 1000;
    writeFileSync(file, JSON.stringify(keys));
    own = await testRelay({ folder, rooms: 2 });
    assert.equal(own.keys.rooms.length, 2);
    assert.ok(!own.keys.rooms.some(({ address }) => address.view === one?.address.view));
    assert.ok(await own.pass());
    await assert.rejects(testRelay({ folder }), /another server/);
    await own.stop();
  });

  it('has nothing of it without a relay', async () => {
    const { serve } = await script('web/serve.mjs');
    const alone = await serve({ root });
    assert.equal((await fetch(`${alone.url}live.json`)).status, 404);
    assert.equal((await fetch(`${alone.url}live`)).status, 404);
    assert.equal((await fetch(`${alone.url}live/pass`, { method: 'POST' })).status, 404);
    alone.server.close();
    alone.server.closeAllConnections();
  });
});
