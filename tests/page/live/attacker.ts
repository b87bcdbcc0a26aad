// Somebody who has a link and writes their own program.

import { certify, type Device } from '../../../web/page/live/device.ts';
import { openBox } from '../../../web/page/live/role_document.ts';
import { type RoomKeys, roomKeys, secretsFrom } from '../../../web/page/live/secrets.ts';
import { keyPairOf, newKeyPair } from '../../../web/page/live/signing.ts';
import type { Role } from '../../../web/page/live/transport.ts';
import type { Founded } from './rooms.ts';

export interface Attacker {
  keys: RoomKeys;
  device: Device;
}

export async function attacker({ links, founded }: Founded, role: Role): Promise<Attacker> {
  const secrets = await secretsFrom(role, links[role].secret);
  const keys = await roomKeys(secrets.view as Uint8Array);
  const box = await openBox(founded.document, role, links[role].secret);
  const device = await certify(keys, role, (await keyPairOf(box.key)).privateKey, await newKeyPair());
  return { keys, device };
}
