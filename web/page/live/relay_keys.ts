// The keys of a room at the relay, and what is told with them: the pass of a host, the right of a user, the subjects of messages. The relay's own
// tools (web/relay) use this file too.

import { fromSeed, type KeyPair, Prefix } from '@nats-io/nkeys';
import { Codec } from '@nats-io/nkeys/lib/codec.js';
import { type Kind, type Log, logs, type Role, type RoomAddress, rights, roles } from './transport.ts';

export { logs, rights, roles } from './transport.ts';

/** What the relay gives a right for: being one of a role, and purging. */
export const scopes = [...roles, 'erase'] as const;
export type Scope = (typeof scopes)[number];

/** What a host is given by who keeps the relay: the right to one room. */
export interface HostPass {
  /** 16 bytes from which the seeds of the room's four kinds of users come (`seedsOf`). */
  secret: Uint8Array<ArrayBuffer>;
  /** For `RelayRight.signer` and `RelayRight.eraser`: the seed of the scope's signing key, a point, and the account that it signs for. */
  signers: Record<Scope, string>;
}

/** `cut`: something is missing or wrong in it. `newer`: it is of a version that this page does not know. */
export type PassFault = 'cut' | 'newer';

export class PassError extends Error {
  readonly fault: PassFault;

  constructor(fault: PassFault) {
    super(`Not a pass: ${fault}`);
    this.fault = fault;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const passVersion = 1;
const passLength = 1 + 16 + scopes.length * 32 + 2 * 32 + 4;

// ---------------------------------------------------------------- derivation

async function derived(
  secret: Uint8Array<ArrayBuffer>,
  label: string,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const how = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: encoder.encode(`impactweb/relay/1 ${label}`),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, bytes * 8));
}

/** The seeds of a room's four kinds of users, 16 bytes each (`RelayRight.seed`), from the secret in its host's pass. */
export async function seedsOf(secret: Uint8Array<ArrayBuffer>): Promise<Record<Role, Uint8Array<ArrayBuffer>>> {
  const seeds = await Promise.all(roles.map((role) => derived(secret, role, 16)));
  return Object.fromEntries(roles.map((role, index) => [role, seeds[index]])) as Record<Role, Uint8Array<ArrayBuffer>>;
}

/** The key pair of a user from their seed of 16 bytes. */
export async function userOf(seed: Uint8Array<ArrayBuffer>): Promise<KeyPair> {
  return fromSeed(Codec.encodeSeed(Prefix.User, await derived(seed, 'user', 32)));
}

/** Where the room is that belongs to a host's pass. */
export async function addressOf(secret: Uint8Array<ArrayBuffer>): Promise<RoomAddress> {
  const seeds = await seedsOf(secret);
  const users = await Promise.all(roles.map((role) => userOf(seeds[role])));
  return Object.fromEntries(roles.map((role, index) => [role, users[index]?.getPublicKey()])) as unknown as RoomAddress;
}

// ---------------------------------------------------------------- passes

const toBase64 = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

const checksum = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 4);

const textOf = (bytes: Uint8Array) => decoder.decode(bytes);

/** The signer's text from the raw bytes of its seed and its account's public key. */
const signerOf = (seed: Uint8Array, account: Uint8Array) =>
  `${textOf(Codec.encodeSeed(Prefix.Account, seed))}.${textOf(Codec.encode(Prefix.Account, account))}`;

function signerParts(signer: string): { seed: Uint8Array; account: string } {
  const [seed = '', account = ''] = signer.split('.');
  return { seed: encoder.encode(seed), account };
}

/** The text of a pass, as hosts get it. */
export async function writePass({ secret, signers }: HostPass): Promise<string> {
  const bytes = new Uint8Array(passLength);
  let at = 0;
  const put = (part: Uint8Array) => {
    bytes.set(part, at);
    at += part.length;
  };
  put(new Uint8Array([passVersion]));
  put(secret);
  for (const scope of scopes) put(Codec.decodeSeed(signerParts(signers[scope]).seed).buf);
  for (const scope of ['view', 'erase'] as const)
    put(Codec.decode(Prefix.Account, encoder.encode(signerParts(signers[scope]).account)));
  put(await checksum(bytes.slice(0, at)));
  return toBase64(bytes);
}

/** What is in a pass; throws PassError when it is none. Space around it and within it, as mail makes it, does no harm. */
export async function readPass(text: string): Promise<HostPass> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = fromBase64(text.replaceAll(/\s/g, ''));
  } catch {
    throw new PassError('cut');
  }
  if (bytes.length > 0 && bytes[0] !== passVersion)
    throw new PassError((bytes[0] ?? 0) > passVersion ? 'newer' : 'cut');
  if (bytes.length !== passLength) throw new PassError('cut');
  const end = passLength - 4;
  const sum = await checksum(bytes.slice(0, end));
  if (sum.some((byte, index) => byte !== bytes[end + index])) throw new PassError('cut');
  const part = (index: number) => bytes.slice(17 + index * 32, 17 + (index + 1) * 32);
  const [guest, host] = [part(scopes.length), part(scopes.length + 1)];
  const signers = Object.fromEntries(
    scopes.map((scope, index) => [scope, signerOf(part(index), scope === 'erase' ? host : guest)]),
  ) as Record<Scope, string>;
  return { secret: bytes.slice(1, 17), signers };
}

// ---------------------------------------------------------------- rights

const part = (value: object) => toBase64(encoder.encode(JSON.stringify(value)));

/** Claims about `subject`, signed, as NATS wants them. */
export function signedClaims(subject: string, name: string, nats: object, by: KeyPair): string {
  const claims = {
    jti: toBase64(crypto.getRandomValues(new Uint8Array(16))),
    iat: Math.floor(Date.now() / 1000),
    iss: by.getPublicKey(),
    sub: subject,
    name,
    nats,
  };
  const text = `${part({ typ: 'JWT', alg: 'ed25519-nkey' })}.${part(claims)}`;
  return `${text}.${toBase64(by.sign(encoder.encode(text)))}`;
}

/** What a user says of themselves, signed by the scope's key: what the scope allows, nothing of their own. */
export function userClaims(user: string, signer: string): string {
  const { seed, account } = signerParts(signer);
  return signedClaims(user, 'guest', { issuer_account: account, type: 'user', version: 2 }, fromSeed(seed));
}

// ---------------------------------------------------------------- subjects

/**
 * How a message's subject ends. The first letter tells whether those may read it who look or contribute, the second whether editors may, so that
 * all that a role may read is one pattern.
 */
const endings: Record<Kind, string> = {
  roles: 'v.e.f',
  update: 'v.e.u',
  snapshot: 'v.e.s',
  contribution: 'x.e.q',
  private: 'x.x.p',
};
const readable: Record<Role, string> = { facilitate: '*.*.*', edit: '*.e.*', contribute: 'v.*.*', view: 'v.*.*' };

const users = (address: RoomAddress) => roles.map((role) => address[role]).join('.');

/** An address in which only one user is known: all rooms of theirs, which is one. */
export const anyWith = (role: Role, user: string): RoomAddress => ({
  facilitate: '*',
  edit: '*',
  contribute: '*',
  view: '*',
  [role]: user,
});

export const subjectOf = (address: RoomAddress, kind: Kind) => `room.${users(address)}.${endings[kind]}`;
export const readableBy = (role: Role, address: RoomAddress) => `room.${users(address)}.${readable[role]}`;
export const presenceOf = (address: RoomAddress) => `here.${users(address)}`;

const letters: Record<Log, string> = { open: 'v', contribution: 'q', private: 'p' };

/** The name of a log at the relay. */
export const logOf = ({ view }: RoomAddress, log: Log) => `${view}-${letters[log]}`;
/** Where a user asks for what is in a log of their room: by their own key alone, so that nobody names the log of another room. */
export const readingOf = (user: string, log: Log) => `g.${letters[log]}.${user}`;
/** Where the host asks for a log to be emptied. */
export const erasureOf = (user: string, log: Log) => `e.${letters[log]}.${user}`;
export const everyLog = Object.keys(logs) as Log[];
export const logKeeping = (kind: Kind) => everyLog.find((log) => (logs[log] as readonly Kind[]).includes(kind)) as Log;
export const logsReadBy = (role: Role) => everyLog.filter((log) => rights[role].read.includes(logs[log][0]));

const kinds = new Map(Object.entries(endings).map(([kind, ending]) => [ending, kind as Kind]));

/** What the subject of a message says; null when it is not one of a room. */
export function parseSubject(subject: string): { address: RoomAddress; kind: Kind } | null {
  const [room, facilitate, edit, contribute, view, ...ending] = subject.split('.');
  const kind = kinds.get(ending.join('.'));
  if (room !== 'room' || !kind || !facilitate || !edit || !contribute || !view) return null;
  return { address: { facilitate, edit, contribute, view }, kind };
}
