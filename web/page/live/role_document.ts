// The document that says who may do what in a room: the roles' public keys, and for each role a box with its private keys, which only opens with
// the role's secret. Signed by the founder, so nobody else can make one.
import { bytesOfLetters, joined, letters, randomBytes, sameBytes, text, textOf } from './bytes.ts';
import { keyringKey } from './secrets.ts';
import {
  exportPrivate,
  type KeyPair,
  newKeyPair,
  publicKeyOf,
  sha256,
  sign,
  signatureLength,
  verifies,
} from './signing.ts';
import { type Role, type RoomAddress, roles } from './transport.ts';

/** What lies in the box of a role. */
export interface RoleBox {
  /** Signs what those of this role send. */
  key: JsonWebKey;
  /** At the relay: see RelayRight. */
  seed: string;
  signer: string;
  eraser?: string;
}

export interface RoleDocument {
  /** Counts up from 1; the highest counts. */
  version: number;
  /** Where the room is at the relay. */
  room: RoomAddress;
  /** Public keys, base64 of addresses. The one of those who facilitate is the founder's. */
  keys: Record<Role, string>;
  /** AES-GCM: 12 bytes and the box, base64 of addresses. */
  keyrings: Record<Role, string>;
  /** The devices that put contributions through, hexadecimal: the first that is here does it. Rooms of before have none. */
  appliers?: string[];
  /** The facilitator has ended the room. */
  ended: boolean;
  /** When this version was made, in milliseconds since 1970; said to people, decides nothing. */
  made: number;
}

/** A role document that was signed, with its bytes as they were. */
export interface SignedRoles {
  document: RoleDocument;
  /** Signature and text. */
  bytes: Uint8Array;
}

const signatureLabel = text('impactweb/live/1 roles');

/** A box that anybody of the role can open. */
async function sealBox(roleSecret: Uint8Array, box: RoleBox): Promise<string> {
  const iv = randomBytes(12);
  const key = await keyringKey(roleSecret);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text(JSON.stringify(box)));
  return letters(joined(iv, new Uint8Array(sealed)));
}

/** The box of a role. Rejects when the secret is of another role. */
export async function openBox(document: RoleDocument, role: Role, roleSecret: Uint8Array): Promise<RoleBox> {
  const bytes = bytesOfLetters(document.keyrings[role]) ?? new Uint8Array();
  const key = await keyringKey(roleSecret);
  const iv = bytes.slice(0, 12);
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.slice(12));
  return JSON.parse(textOf(new Uint8Array(plain))) as RoleBox;
}

/** What the relay gave for each role. */
export type RelayKeys = Record<Role, { seed: Uint8Array; signer: string; eraser?: string }>;

/** The first version of a new room, with key pairs of its own. `secrets`: those of all roles. `appliers`: devices, see RoleDocument. */
export async function foundRoles(
  secrets: Record<Role, Uint8Array>,
  room: RoomAddress,
  relay: RelayKeys,
  appliers: string[] = [],
): Promise<{ document: RoleDocument; founder: KeyPair }> {
  const pairs = await Promise.all(roles.map(async (role) => [role, await newKeyPair()] as const));
  const keys = {} as Record<Role, string>;
  const keyrings = {} as Record<Role, string>;
  for (const [role, { publicKey, privateKey }] of pairs) {
    const { seed, signer, eraser } = relay[role];
    keys[role] = letters(publicKey);
    keyrings[role] = await sealBox(secrets[role], {
      key: await exportPrivate(privateKey),
      seed: letters(seed),
      signer,
      ...(eraser !== undefined && { eraser }),
    });
  }
  const [[, founder]] = pairs as [[Role, KeyPair]];
  return { document: { version: 1, room, keys, keyrings, appliers, ended: false, made: Date.now() }, founder };
}

export async function signRoles(document: RoleDocument, founder: CryptoKey): Promise<SignedRoles> {
  const body = text(JSON.stringify(document));
  return { document, bytes: joined(await sign(founder, joined(signatureLabel, body)), body) };
}

/** The bytes of a link that stand for a founder. */
export async function founderMark(publicKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return (await sha256(publicKey)).slice(0, 16);
}

/** What was signed by the founder whom the link names; null when it is not, or not of the shape that it must have. */
export async function rolesOf(bytes: Uint8Array, founder: Uint8Array): Promise<SignedRoles | null> {
  try {
    const signature = bytes.slice(0, signatureLength);
    const body = bytes.slice(signatureLength);
    const document = JSON.parse(textOf(body)) as RoleDocument;
    const publicKey = bytesOfLetters(document.keys.facilitate);
    if (!publicKey || !sameBytes(await founderMark(publicKey), founder)) return null;
    if (!(await verifies(await publicKeyOf(publicKey), signature, joined(signatureLabel, body)))) return null;
    const whole =
      Number.isSafeInteger(document.version) &&
      document.version > 0 &&
      typeof document.ended === 'boolean' &&
      (document.appliers === undefined || isList(document.appliers)) &&
      roles.every(
        (role) =>
          typeof document.keys[role] === 'string' &&
          typeof document.keyrings[role] === 'string' &&
          typeof document.room[role] === 'string',
      );
    return whole ? { document, bytes } : null;
  } catch {
    return null;
  }
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Which of two counts: the higher version; of one version the one with the larger bytes, so that all choose alike. */
export function newerRoles(a: SignedRoles, b: SignedRoles): SignedRoles {
  if (a.document.version !== b.document.version) return a.document.version > b.document.version ? a : b;
  return letters(a.bytes) >= letters(b.bytes) ? a : b;
}
