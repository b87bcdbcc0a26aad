// The secrets of a room: each role's leads to those of the roles below it and never up (HKDF-SHA-256, RFC 5869).
import { text } from './bytes.ts';
import { type Role, roles } from './transport.ts';

const label = 'impactweb/live/1 ';

/** HKDF-SHA-256 without salt; `purpose` is the info, behind the label of this design. */
export async function derived(secret: Uint8Array, purpose: string, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', secret as BufferSource, 'HKDF', false, ['deriveBits']);
  const info = text(label + purpose);
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, 8 * count));
}

/** The secrets of 16 bytes that somebody of a role has: their own and those below. */
export async function secretsFrom(role: Role, secret: Uint8Array): Promise<Partial<Record<Role, Uint8Array>>> {
  const known: Partial<Record<Role, Uint8Array>> = { [role]: secret };
  let last = secret;
  for (const below of roles.slice(roles.indexOf(role) + 1)) {
    last = await derived(last, below, 16);
    known[below] = last;
  }
  return known;
}

/** What everybody in the room has: its name, and the keys of what is kept and of what is only told. */
export interface RoomKeys {
  /** 16 bytes. */
  room: Uint8Array;
  body: CryptoKey;
  presence: CryptoKey;
}

export async function roomKeys(viewSecret: Uint8Array): Promise<RoomKeys> {
  const [room, body, presence] = await Promise.all([
    derived(viewSecret, 'room', 16),
    derived(viewSecret, 'body', 32).then(cipherKey),
    derived(viewSecret, 'presence', 32).then(cipherKey),
  ]);
  return { room, body, presence };
}

/** The key of AES-256-GCM. */
export function cipherKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The key of the box in which a role's keys lie in the role document. */
export async function keyringKey(roleSecret: Uint8Array): Promise<CryptoKey> {
  return cipherKey(await derived(roleSecret, 'keyring', 32));
}
