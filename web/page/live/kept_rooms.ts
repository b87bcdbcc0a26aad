// What lets this browser come back into a room: kept with the network, or, of who contributes, by itself.
import { readSetting, writeSetting } from '../support/settings.ts';
import { bytesOfLetters, letters } from './bytes.ts';
import { forgetContributions } from './kept_contributions.ts';
import { type LiveLink, lettersOfLink } from './live_link.ts';
import { rolesOf, type SignedRoles } from './role_document.ts';
import { exportPrivate, type KeyPair, keyPairOf } from './signing.ts';

export interface KeptRoom {
  link: string;
  name: string;
  device: JsonWebKey;
  roles: string;
}

const settingOf = (id: string) => `live-${id}`;
/** How many changes the relay has not kept, for a page that is loaded again while it is away. */
const unkeptOf = (id: string) => `live-unkept-${id}`;
const guest = 'guest-';
/** Of who contributes nothing of the network is kept, but who they are is, so that what they added stays theirs. */
export const guestOf = (id: string): string => `${guest}${id}`;

export async function keepRoom(
  id: string,
  { link, name, device, roles }: { link: LiveLink; name: string; device: KeyPair; roles: SignedRoles },
): Promise<void> {
  const record: KeptRoom = {
    link: await lettersOfLink(link),
    name,
    device: await exportPrivate(device.privateKey),
    roles: letters(roles.bytes),
  };
  writeSetting(settingOf(id), JSON.stringify(record));
}

export function keepUnkept(id: string, pending: number): void {
  writeSetting(unkeptOf(id), pending > 0 ? String(pending) : null);
}

export function unkeptIn(id: string): number {
  return Number(readSetting(unkeptOf(id)) ?? 0) || 0;
}

export function forgetRoom(id: string): void {
  writeSetting(settingOf(id), null);
  writeSetting(unkeptOf(id), null);
  // The room has ended: nobody puts anything through any more.
  if (id.startsWith(guest)) forgetContributions(id.slice(guest.length));
}

export function keptRoom(id: string): KeptRoom | null {
  try {
    return JSON.parse(readSetting(settingOf(id)) ?? 'null') as KeptRoom | null;
  } catch {
    return null;
  }
}

/** The keys of this device and the roles, as they were kept. Nothing where they are of no use any more. */
export async function keptKeys(
  kept: KeptRoom | null,
  link: LiveLink,
): Promise<{ device?: KeyPair; roles?: SignedRoles }> {
  if (!kept) return {};
  const signed = await rolesOf(bytesOfLetters(kept.roles) ?? new Uint8Array(), link.founder);
  const device = await keyPairOf(kept.device).catch(() => undefined);
  return { ...(device && { device }), ...(signed && { roles: signed }) };
}
