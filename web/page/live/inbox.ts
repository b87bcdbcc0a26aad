// What comes in, in the order in which it is cheapest to refuse it: the seal, the shape, how much may be verified at all, the certificate, the
// signature, how much one device may send. Gives on what stood, in the order in which it came.
import { reportUncaught } from '../support/signal.ts';
import { bytesOfLetters, hex } from './bytes.ts';
import { type Certified, certifiedBy, pageName } from './device.ts';
import { isSigned, type Message, messageIn } from './message.ts';
import type { RoleDocument } from './role_document.ts';
import { type MessageType, unseal } from './sealing.ts';
import type { RoomKeys } from './secrets.ts';
import { longestMessage, type Role, roles } from './transport.ts';

/** A message that was signed by a device of this room. */
export interface Signed {
  message: Message;
  role: Role;
  /** Of the device; hexadecimal. */
  device: string;
  /** Of the page; hexadecimal, with the device in it. */
  session: string;
}

export type Incoming =
  | { type: 'signed'; signed: Signed }
  /** A role document, signed within itself. */
  | { type: 'roles'; bytes: Uint8Array }
  /** Said by somebody in the room, and signed by nobody. */
  | { type: 'hint'; bytes: Uint8Array }
  /** Of a page that knows more than this one. */
  | { type: 'unknown' };

/** So much may be done in a second, and so much at once after a quiet time. */
class Allowance {
  readonly #perSecond: number;
  readonly #most: number;
  #left: number;
  #at: number;

  constructor(perSecond: number, most: number) {
    this.#perSecond = perSecond;
    this.#most = most;
    this.#left = most;
    this.#at = performance.now();
  }

  /** False when there is nothing left. */
  take(): boolean {
    const now = performance.now();
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  /** Milliseconds until something is left. */
  get wait(): number {
    return Math.max(1, ((1 - this.#left) * 1000) / this.#perSecond);
  }
}

const mostCertificates = 2000;
/** What waits because nothing more may be verified. */
const mostWaiting = 20_000;

export class Inbox {
  readonly #keys: RoomKeys;
  readonly #heard: (incoming: Incoming) => Promise<void>;
  readonly #refused: () => void;
  #roleKeys: Record<Role, Uint8Array> | undefined;
  /** By certificate. */
  readonly #devices = new Map<string, Promise<Certified | null>>();
  readonly #quotas = new Map<string, Allowance>();
  /**
   * What may be verified. Certificates that are not known yet cost as much as signatures, and anybody with a link can make up as many as they
   * like; what is in the log has cost its sender a place in it.
   */
  readonly #allowances = {
    kept: { certificates: new Allowance(200, 2000), signatures: new Allowance(2000, 20_000) },
    told: { certificates: new Allowance(60, 300), signatures: new Allowance(300, 1000) },
  };
  #order: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(keys: RoomKeys, heard: (incoming: Incoming) => Promise<void>, refused: () => void) {
    this.#keys = keys;
    this.#heard = heard;
    this.#refused = refused;
  }

  /** The roles that count from now on. Until there are any nothing that is signed by a device can be heard. */
  setRoles(document: RoleDocument): void {
    const keys = {} as Record<Role, Uint8Array>;
    for (const role of roles) keys[role] = bytesOfLetters(document.keys[role]) ?? new Uint8Array();
    this.#roleKeys = keys;
    this.#devices.clear();
  }

  /**
   * Takes in what came. `kept`: it stands in the log, so what cannot be verified now is verified later; what was only told is let go. Resolves
   * when it, and all before it, was given on or refused.
   */
  take(data: Uint8Array, types: readonly MessageType[], kept: boolean): Promise<void> {
    if (data.length > longestMessage || this.#waiting >= mostWaiting) {
      this.#refused();
      return this.#order;
    }
    this.#waiting += 1;
    const opened = this.#open(data, types, kept).catch(() => null);
    this.#order = this.#order.then(async () => {
      const incoming = await opened;
      this.#waiting -= 1;
      if (incoming) await this.#heard(incoming).catch(reportUncaught);
      else if (incoming === null) this.#refused();
    });
    return this.#order;
  }

  /** Resolves when all that came was given on. */
  settled(): Promise<void> {
    return this.#order;
  }

  /** Null: refused. Undefined: let go without a word, there is too much of it. */
  async #open(data: Uint8Array, types: readonly MessageType[], kept: boolean): Promise<Incoming | null | undefined> {
    const found = await unseal(this.#keys, data);
    if (found?.type === 'unknown') return { type: 'unknown' };
    if (!found || !types.includes(found.type)) return null;
    if (found.type === 'roles') return { type: 'roles', bytes: found.plain };
    if (found.type === 'hint') return { type: 'hint', bytes: found.plain };
    const message = messageIn(this.#keys, found.type, found.plain);
    if (!message) return null;
    const by = await this.#deviceOf(message.certificate, kept);
    if (!by) return by;
    const device = hex(by.device);
    if (!kept && !this.#quotaOf(device).take()) return null;
    if (!(await granted(this.#allowances[kept ? 'kept' : 'told'].signatures, kept))) return undefined;
    if (!(await isSigned(message, by))) return null;
    return {
      type: 'signed',
      signed: { message, role: by.role, device, session: pageName(by.device, message.session) },
    };
  }

  async #deviceOf(certificate: Uint8Array, kept: boolean): Promise<Certified | null | undefined> {
    const roleKeys = this.#roleKeys;
    if (!roleKeys) return undefined;
    const name = hex(certificate);
    const known = this.#devices.get(name);
    if (known) return known;
    if (!(await granted(this.#allowances[kept ? 'kept' : 'told'].certificates, kept))) return undefined;
    const asked = certifiedBy(this.#keys, certificate, roleKeys);
    if (await asked) {
      if (this.#devices.size >= mostCertificates) this.#devices.clear();
      this.#devices.set(name, asked);
    }
    return asked;
  }

  #quotaOf(device: string): Allowance {
    let quota = this.#quotas.get(device);
    if (!quota) {
      if (this.#quotas.size >= mostCertificates) this.#quotas.clear();
      quota = new Allowance(40, 200);
      this.#quotas.set(device, quota);
    }
    return quota;
  }
}

async function granted(allowance: Allowance, waits: boolean): Promise<boolean> {
  while (!allowance.take()) {
    if (!waits) return false;
    await new Promise((resolve) => setTimeout(resolve, allowance.wait));
  }
  return true;
}
