// The address that leads into a room: what it carries, and why one is no good.
import { ByteReader, bytesOfLetters, joined, letters, sameBytes, uint32 } from './bytes.ts';
import { sha256 } from './signing.ts';
import { type Role, roles } from './transport.ts';

export interface LiveLink {
  role: Role;
  /** The secret of the role, 16 bytes. */
  secret: Uint8Array;
  /** The first 16 bytes of SHA-256 of the founder's public key: who signs the roles. */
  founder: Uint8Array;
  /** The version of the roles below which nothing is accepted. */
  leastVersion: number;
  /** From which the key pair of those who look is derived, at the relay; 16 bytes. */
  relaySeed: Uint8Array;
}

/** `cut`: letters are missing or were changed on the way. `newer`: of a version that this page does not know. */
export type LinkFault = 'cut' | 'newer';

const version = 1;
const checkLength = 4;
const length = 1 + 1 + 16 + 16 + 4 + 16 + checkLength;

/** The letters of a link. */
export async function lettersOfLink(link: LiveLink): Promise<string> {
  const body = joined(
    Uint8Array.of(version, roles.indexOf(link.role)),
    link.secret,
    link.founder,
    uint32(link.leastVersion),
    link.relaySeed,
  );
  return letters(joined(body, (await sha256(body)).subarray(0, checkLength)));
}

/** The letters in a whole address, or in what is behind `#live=` in one. Chats and mails put spaces and full stops behind them. */
export function lettersIn(address: string): string {
  return /(?:#live=|^)([\w-]+)[\s.,;)>\]"']*$/.exec(address.trim())?.[1] ?? '';
}

/** Reads a whole address, or what is behind `#live=` in one. */
export async function linkOf(address: string): Promise<LiveLink | LinkFault> {
  const bytes = bytesOfLetters(lettersIn(address));
  if (!bytes || bytes.length < 2) return 'cut';
  if (bytes[0] !== version) return (bytes[0] as number) > version && bytes.length >= length ? 'newer' : 'cut';
  const role = roles[bytes[1] as number];
  if (bytes.length !== length || !role) return 'cut';
  const body = bytes.subarray(0, length - checkLength);
  if (!sameBytes((await sha256(body)).subarray(0, checkLength), bytes.subarray(length - checkLength))) return 'cut';
  const reader = new ByteReader(body.subarray(2));
  return {
    role,
    secret: reader.take(16),
    founder: reader.take(16),
    leastVersion: reader.uint32(),
    relaySeed: reader.take(16),
  };
}
