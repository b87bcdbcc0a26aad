// A relay of a test's own, and those who come to it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jwtAuthenticator, type NatsConnection, wsconnect } from '@nats-io/nats-core';
import {
  addressOf,
  type HostPass,
  readPass,
  type Scope,
  seedsOf,
  userClaims,
  userOf,
} from '../../web/page/live/relay_keys.ts';
import type { Log, RelayRight, Role, RoomAddress } from '../../web/page/live/transport.ts';

declare const IMPACTWEB_ROOT: string;
declare const RELAY_PROGRAM: string;

/** What the log of a room holds, as the relay counts it. */
interface LogState {
  messages: number;
  bytes: number;
  first_seq: number;
  last_seq: number;
  consumer_count: number;
}

export interface Relay {
  port: number;
  toolsPort: number;
  keys: { rooms: { address: RoomAddress }[] };
  keeper: {
    state(room: { address: RoomAddress }, log?: Log): Promise<LogState>;
    ask(subject: string, body?: object): Promise<Record<string, unknown>>;
  };
  said: string;
  live(options?: object): { relay: string; view: string; passes?: string };
  pass(): Promise<string | null>;
  restart(options?: { wiped?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

const script = (path: string) => import(pathToFileURL(join(IMPACTWEB_ROOT, path)).href);

/** Starts a relay; its folder goes when the tests are over. */
export async function testRelay(
  options: { folder?: string; rooms?: number; sync?: string; settings?: (keys: object, how: object) => string } = {},
): Promise<Relay> {
  const { startRelay } = (await script('web/relay/start.mjs')) as { startRelay(options: object): Promise<Relay> };
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'impactweb-relay-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return startRelay({ program: RELAY_PROGRAM, rooms: 3, ...options, folder });
}

export { script };

/** A room of one's own at a relay. */
export interface Room {
  pass: HostPass;
  address: RoomAddress;
  right(role: Role, known?: boolean): RelayRight;
}

export async function testRoom(relay: { port: number; pass(): Promise<string | null> }): Promise<Room> {
  const pass = await readPass((await relay.pass()) ?? '');
  const seeds = await seedsOf(pass.secret);
  const address = await addressOf(pass.secret);
  return {
    pass,
    address,
    right: (role, known = true) => ({
      role,
      relay: `ws://127.0.0.1:${relay.port}`,
      seed: seeds[role],
      signer: pass.signers[role],
      room: known ? address : null,
      ...(role === 'facilitate' && { eraser: pass.signers.erase }),
    }),
  };
}

/** A client that keeps to no rule but those of the relay. */
export interface Stranger {
  nats: NatsConnection;
  me: string;
  /** Why the relay did not do what was asked last. */
  refusals: string[];
  /** The relay has read all that was sent before. */
  settled(): Promise<void>;
}

export async function stranger(room: Room, role: Role, scope: Scope = role, port?: number): Promise<Stranger> {
  const right = room.right(role);
  const user = await userOf(new Uint8Array(right.seed));
  const me = user.getPublicKey();
  const nats = await wsconnect({
    servers: port ? `ws://127.0.0.1:${port}` : right.relay,
    authenticator: jwtAuthenticator(userClaims(me, room.pass.signers[scope]), user.getSeed()),
    inboxPrefix: `_INBOX.${me}`,
    reconnect: false,
    noAsyncTraces: true,
    timeout: 3000,
  });
  return { nats, me, refusals: refusalsOf(nats), settled: () => nats.flush() };
}

/** Why the relay did not do what was asked, as it says so. */
export function refusalsOf(nats: NatsConnection): string[] {
  const refusals: string[] = [];
  void (async () => {
    for await (const status of nats.status())
      if (status.type === 'error') refusals.push((status.error as Error).message);
  })();
  return refusals;
}
