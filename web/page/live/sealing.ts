// What goes over the wire: one byte for the version, one for what it is, and the rest encrypted (AES-256-GCM). Who has no link can neither read
// nor make one, and one of another room or of another type does not open.
import { joined, randomBytes, text } from './bytes.ts';
import type { RoomKeys } from './secrets.ts';

/** What a message is; the byte on the wire. Never changed, only added to. */
export const messageTypes = {
  roles: 1,
  update: 2,
  snapshot: 3,
  contribution: 4,
  private: 5,
  presence: 6,
  hint: 7,
} as const;

export type MessageType = keyof typeof messageTypes;

const wireVersion = 1;
const label = text('impactweb/live/1');
const ivLength = 12;
const tagLength = 16;
/** Bytes of a message that are not its contents. */
export const sealingLength = 2 + ivLength + tagLength;

/** Told, not kept. */
function keyFor({ body, presence }: RoomKeys, type: MessageType): CryptoKey {
  return type === 'presence' || type === 'hint' ? presence : body;
}

/** What is authenticated besides the contents, and signed with them. */
export function context(keys: RoomKeys, type: MessageType): Uint8Array<ArrayBuffer> {
  return contextOf(keys, messageTypes[type]);
}

function contextOf(keys: RoomKeys, type: number): Uint8Array<ArrayBuffer> {
  return joined(label, keys.room, Uint8Array.of(wireVersion, type));
}

export async function seal(keys: RoomKeys, type: MessageType, plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const iv = randomBytes(ivLength);
  const params = { name: 'AES-GCM', iv, additionalData: context(keys, type) };
  const sealed = await crypto.subtle.encrypt(params, keyFor(keys, type), plain as BufferSource);
  return joined(Uint8Array.of(wireVersion, messageTypes[type]), iv, new Uint8Array(sealed));
}

/** The contents; `unknown` where somebody in the room made it with a page that knows more than this one; null where it was not made with this room's keys or is of a version that is not known. */
export async function unseal(
  keys: RoomKeys,
  data: Uint8Array,
): Promise<{ type: MessageType | 'unknown'; plain: Uint8Array<ArrayBuffer> } | null> {
  if (data.length < sealingLength || data[0] !== wireVersion) return null;
  const type = (Object.keys(messageTypes) as MessageType[]).find((name) => messageTypes[name] === data[1]);
  const additionalData = contextOf(keys, data[1] as number);
  const params = { name: 'AES-GCM', iv: data.slice(2, 2 + ivLength), additionalData };
  for (const key of type ? [keyFor(keys, type)] : [keys.body, keys.presence])
    try {
      const plain = await crypto.subtle.decrypt(params, key, data.slice(2 + ivLength));
      return { type: type ?? 'unknown', plain: new Uint8Array(plain) };
    } catch {
      // Not made with this key.
    }
  return null;
}
