// A relay on a server of one's own, made as web/relay/README.md says.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { promisify } from 'node:util';
import { connectToRelay } from '../../web/page/live/nats_transport.ts';
import { addressOf, readPass, seedsOf } from '../../web/page/live/relay_keys.ts';

declare const IMPACTWEB_ROOT: string;
declare const RELAY_PROGRAM: string;

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'impactweb-tool-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const tool = async (...words: string[]) =>
  (await run(process.execPath, [join(IMPACTWEB_ROOT, 'web/relay/tool.mjs'), ...words])).stdout.trim();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const there = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (there) return;
    assert.ok(Date.now() < end, 'the relay does not listen');
  }
}

it('is made by a few commands, and gets more rooms while it runs', { timeout: 180_000 }, async () => {
  const mine = join(folder, 'relay');
  const [tools, websocket] = [await freePort(), await freePort()];
  const server = ['--server', `127.0.0.1:${tools}`];
  await tool(
    ...['make', mine, '--rooms', '1', '--store', join(folder, 'logs')],
    ...['--tools', `127.0.0.1:${tools}`, '--websocket', `127.0.0.1:${websocket}`],
  );
  assert.equal(statSync(join(mine, 'keys.json')).mode & 0o077, 0);
  const secrets = readFileSync(join(mine, 'keys.json'), 'utf8').match(/"S[A-Z2-7]{57}"/g) ?? [];
  assert.ok(secrets.length >= 10);
  for (const secret of secrets)
    assert.ok(!readFileSync(join(mine, 'relay.conf'), 'utf8').includes(secret.slice(1, -1)));
  await assert.rejects(tool('make', mine), /has keys already/);
  await assert.rejects(tool('rooms', mine, ...server), /does not answer/);

  const relay = spawn(RELAY_PROGRAM, ['-c', join(mine, 'relay.conf')], { stdio: 'ignore' });
  after(() => relay.kill());
  await listening(tools);
  assert.equal(await tool('rooms', mine, ...server), '1 rooms: 0 in use, 1 that nobody has');

  const nobody = { message: () => {}, presence: () => {}, lost: () => {} };
  const keep = async (text: string) => {
    const { secret, signers } = await readPass(text);
    const right = {
      role: 'facilitate' as const,
      relay: `ws://127.0.0.1:${websocket}`,
      seed: (await seedsOf(secret)).facilitate,
    };
    const connection = await connectToRelay(
      { ...right, signer: signers.facilitate, room: await addressOf(secret) },
      nobody,
    );
    return { connection, place: await connection.publish('update', new Uint8Array(9)) };
  };
  const first = await keep(await tool('pass', mine, ...server));
  assert.equal(first.place, 1);
  await assert.rejects(tool('pass', mine, ...server), /Every room has been given/);

  await tool('add', mine, '--rooms', '2');
  relay.kill('SIGHUP');
  assert.equal(await tool('rooms', mine, ...server), '3 rooms: 1 in use, 2 that nobody has');
  const second = await keep(await tool('pass', mine, ...server));
  assert.equal(second.place, 1);
  assert.equal(await first.connection.publish('update', new Uint8Array(9)), 2);
  for (const { connection } of [first, second]) connection.close();
});
