// A device in a room: a key pair of its own, and the certificate with which a role says that it is one of theirs.
import { hex, joined, text } from './bytes.ts';
import type { RoomKeys } from './secrets.ts';
import { type KeyPair, publicKeyLength, publicKeyOf, sha256, sign, signatureLength, verifies } from './signing.ts';
import { type Role, roles } from './transport.ts';

/** Bytes: the role, the public key of the device, and the signature of the role over both. */
export const certificateLength = 1 + publicKeyLength + signatureLength;

export interface Device {
  keys: KeyPair;
  role: Role;
  certificate: Uint8Array;
}

const label = text('impactweb/live/1 device');

export async function certify(room: RoomKeys, role: Role, roleKey: CryptoKey, keys: KeyPair): Promise<Device> {
  const said = joined(Uint8Array.of(roles.indexOf(role)), keys.publicKey);
  return { keys, role, certificate: joined(said, await sign(roleKey, joined(label, room.room, said))) };
}

/** The 16 bytes that stand for a device. */
export async function deviceMark(publicKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return (await sha256(publicKey)).slice(0, 16);
}

/** What a page is called in its room. The device is in it, so that no other one can speak for the page by naming its session. */
export function pageName(device: Uint8Array, session: Uint8Array): string {
  return hex(session.subarray(0, 4)) + hex(device.subarray(0, 8));
}

/** Who a certificate speaks of. */
export interface Certified {
  role: Role;
  /** 16 bytes, hexadecimal elsewhere: which device it is. */
  device: Uint8Array;
  key: CryptoKey;
}

/** Null when no role of this room has signed it. `roleKeys`: public keys by role. */
export async function certifiedBy(
  room: RoomKeys,
  certificate: Uint8Array,
  roleKeys: Record<Role, Uint8Array>,
): Promise<Certified | null> {
  const role = roles[certificate[0] as number];
  if (!role || certificate.length !== certificateLength) return null;
  const said = certificate.slice(0, 1 + publicKeyLength);
  const publicKey = said.subarray(1);
  try {
    const roleKey = await publicKeyOf(roleKeys[role]);
    if (!(await verifies(roleKey, certificate.slice(said.length), joined(label, room.room, said)))) return null;
    return { role, device: await deviceMark(publicKey), key: await publicKeyOf(publicKey) };
  } catch {
    return null;
  }
}
