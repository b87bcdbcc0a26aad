// People in a room with a core each: those who facilitate put contributions through, and those who contribute do so by what their core does.
import type { Bridge } from '../../../web/page/bridge/bridge.ts';
import type { Json, JsonObject, Operation } from '../../../web/page/bridge/model.ts';
import { Replica } from '../../../web/page/document/replica.ts';
import { Appliers } from '../../../web/page/live/appliers.ts';
import { Contributor, type Refused } from '../../../web/page/live/contributor.ts';
import { type ContributionStore, MemoryStore } from '../../../web/page/live/kept_contributions.ts';
import type { PutTwice } from '../../../web/page/live/partition_watch.ts';
import type { KeyPair } from '../../../web/page/live/signing.ts';
import type { Role } from '../../../web/page/live/transport.ts';
import { networkOf, startCore } from '../core.ts';
import type { MemoryRelay } from './memory_relay.ts';
import { come, type Founded, type Member } from './rooms.ts';

export interface Worker extends Member {
  role: Role;
  core: Bridge;
  replica: Replica;
  store: ContributionStore;
  contributor: Contributor | null;
  refused: Refused[];
  /** What a split of the network has brought back, as it was told. */
  twice: PutTwice[];
}

type Coming = Parameters<typeof come>[4] & { store?: ContributionStore; device?: KeyPair; core?: Bridge };

/** Somebody comes into the room with a page, and it is in step. */
export async function work(
  relay: MemoryRelay,
  room: Founded,
  role: Role,
  name: string,
  { store = new MemoryStore(), core, ...more }: Coming = {},
): Promise<Worker> {
  const member = await come(relay, room, role, name, more);
  await member.room.caughtUp;
  const program = core ?? (await startCore());
  const replica = new Replica(member.doc, program);
  replica.start();
  const refused: Refused[] = [];
  let contributor: Contributor | null = null;
  if (role === 'contribute') {
    const made = member.room.attach((port) => new Contributor(port, { core: program, replica, store }));
    made.onRefused.add((items) => refused.push(...items));
    replica.instead = (operations) => made.hear(operations);
    contributor = made;
  }
  const twice: PutTwice[] = [];
  const parts = { core: program, replica, twice: (found: PutTwice[]) => void twice.push(...found) };
  if (member.room.mayWrite) member.room.attach((port) => new Appliers(port, parts));
  return { ...member, role, core: program, replica, store, contributor, refused, twice };
}

/** Goes, as a page that is closed. */
export function go({ room, replica }: Worker): void {
  room.leave();
  replica.stop();
}

export function labels({ core }: Pick<Worker, 'core'>): Record<string, Json> {
  const nodes = (networkOf(core).nodes ?? []) as JsonObject[];
  return Object.fromEntries(nodes.map(({ id, label }) => [String(id), label ?? null]));
}

export const idsOf = ({ core }: Pick<Worker, 'core'>, collection: string): string[] =>
  ((networkOf(core)[collection] ?? []) as JsonObject[]).map(({ id }) => String(id)).sort();

export const addition = (id: string, label = id): Operation => ({
  op: 'addNode',
  node: { id, label, position: [1, 2] },
});
export const tie = (id: string, from: string, to: string): Operation => ({
  op: 'addEdge',
  edge: { id, from, to, kind: 'worksWith' },
});
export const change = (id: string, field: string, value: Json): Operation => ({ op: 'setNode', id, field, value });
