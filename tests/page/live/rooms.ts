// Rooms for tests: short times, a founder, and members who come by their links.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { randomBytes } from '../../../web/page/live/bytes.ts';
import type { LiveLink } from '../../../web/page/live/live_link.ts';
import { founderMark, foundRoles, type RelayKeys, signRoles } from '../../../web/page/live/role_document.ts';
import { Room, type RoomOptions } from '../../../web/page/live/room.ts';
import type { Timing } from '../../../web/page/live/room_timing.ts';
import { secretsFrom } from '../../../web/page/live/secrets.ts';
import type { KeyPair } from '../../../web/page/live/signing.ts';
import { type Role, roles } from '../../../web/page/live/transport.ts';
import type { MemoryRelay } from './memory_relay.ts';

export const shortTiming: Timing = {
  gather: 4,
  contribute: 8,
  applier: 60,
  contributions: 100,
  presence: 2000,
  presencePause: 20,
  gone: { here: 35_000, asleep: 180_000 },
  fresh: 15_000,
  patience: 100,
  otherTab: 40,
  answers: 50,
  retry: 10,
  retryLongest: 60,
  unreachable: 60_000,
  snapshot: 300_000,
};

export interface Founded {
  links: Record<Role, LiveLink>;
  founded: NonNullable<RoomOptions['roles']>;
}

/** A room that nobody is in yet. */
export async function found(): Promise<Founded> {
  const secret = randomBytes(16);
  const secrets = (await secretsFrom('facilitate', secret)) as Record<Role, Uint8Array>;
  const relay = Object.fromEntries(
    roles.map((role) => [role, { seed: randomBytes(16), signer: `S${role}` }]),
  ) as unknown as RelayKeys;
  const { document, founder } = await foundRoles(
    secrets,
    { facilitate: 'F', edit: 'E', contribute: 'C', view: 'V' },
    relay,
  );
  const founded = await signRoles(document, founder.privateKey);
  const mark = await founderMark(founder.publicKey);
  const links = Object.fromEntries(
    roles.map((role) => [
      role,
      { role, secret: secrets[role], founder: mark, leastVersion: 1, relaySeed: relay.view.seed },
    ]),
  ) as unknown as Record<Role, LiveLink>;
  return { links, founded };
}

export interface Member {
  name: string;
  room: Room;
  doc: Y.Doc;
}

/** Somebody comes into a room; `doc`: what they have of it from before. The founder is the one who brings the roles. */
export async function come(
  relay: MemoryRelay,
  { links, founded }: Founded,
  role: Role,
  name: string,
  {
    doc = new Y.Doc(),
    founds = false,
    timing = {},
    clock,
    device,
  }: { doc?: Y.Doc; founds?: boolean; timing?: Partial<Timing>; clock?: () => number; device?: KeyPair } = {},
): Promise<Member> {
  const room = await Room.enter({
    doc,
    link: links[role],
    relay: { address: 'memory', signer: 'Sview' },
    connect: relay.connect(name),
    name,
    timing: { ...shortTiming, ...timing },
    ...(founds && { roles: founded }),
    ...(clock && { clock }),
    ...(device && { device }),
  });
  return { name, room, doc };
}

/** Waits until something holds, looking every few milliseconds. */
export async function until(what: string, holds: () => boolean, milliseconds = 10_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (holds()) return;
    await wait(3);
  }
  assert.ok(holds(), what);
}

export function nodesOf(doc: Y.Doc): string[] {
  return [...doc.getMap('nodes').keys()].sort();
}

export function addNode(doc: Y.Doc, id: string, more: object = {}): void {
  doc.getMap('nodes').set(id, { id, kind: 'actor', label: id, ...more });
}

/** All that a document says. */
export function said(doc: Y.Doc): string {
  const roots = [
    'nodes',
    'edges',
    'stories',
    'snapshots',
    'nodeFields',
    'edgeFields',
    'storyFields',
    'positions',
    'meta',
  ];
  return JSON.stringify(roots.map((name) => [...doc.getMap(name).entries()].sort(([a], [b]) => (a < b ? -1 : 1))));
}

export function leaveAll(members: readonly Member[]): void {
  for (const { room } of members) room.leave();
}
