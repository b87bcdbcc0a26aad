// A relay in the memory of a test, which can do what real ones and the networks before them do: lose, double, delay, reorder, split, forget,
// answer wrongly.
import {
  type Connect,
  type Connection,
  type Kept,
  type Kind,
  type Listener,
  logs,
  type RelayRight,
  type RoomAddress,
  rights,
  TransportError,
} from '../../../web/page/live/transport.ts';

export interface Faults {
  /** Milliseconds that a message takes, at most. */
  delay: number;
  /** The share of live messages that do not arrive, and that arrive twice. */
  lost: number;
  doubled: number;
  /** The share of acknowledgements that do not arrive; the message is kept. */
  unacknowledged: number;
  /** The share of messages that are refused, or whose acknowledgement does not come in time, while the connection goes on. */
  unanswered?: number;
}

interface Member {
  name: string;
  right: RelayRight;
  listener: Listener;
  open: boolean;
  /** Nothing goes through any more, and nobody is told. */
  dead: boolean;
}

export class MemoryRelay {
  readonly log: { kind: Kind; data: Uint8Array }[] = [];
  /** The logs of what only some read. */
  readonly contributed: { kind: Kind; data: Uint8Array }[] = [];
  readonly private: { kind: Kind; data: Uint8Array }[] = [];
  /** Everything that went over the wire. */
  readonly wire: Uint8Array[] = [];
  faults: Faults = { delay: 0, lost: 0, doubled: 0, unacknowledged: 0 };
  readonly #members = new Set<Member>();
  /** Who cannot be reached now. */
  readonly #away = new Set<string>();
  readonly #random: () => number;
  readonly #room: RoomAddress;

  constructor(
    random: () => number = Math.random,
    room: RoomAddress = { facilitate: 'F', edit: 'E', contribute: 'C', view: 'V' },
  ) {
    this.#random = random;
    this.#room = room;
  }

  /** How a member connects; `name` is only for `split`. */
  connect(name: string): Connect {
    return async (right, listener) => {
      await this.#pause();
      if (this.#away.has(name)) throw new TransportError('blocked');
      const member: Member = { name, right, listener, open: true, dead: false };
      this.#members.add(member);
      return this.#connection(member);
    };
  }

  /** Cuts somebody off, or lets them back. */
  split(name: string, away: boolean): void {
    if (!away) {
      this.#away.delete(name);
      return;
    }
    this.#away.add(name);
    for (const member of this.#members) if (member.name === name) this.#lose(member);
  }

  /** What somebody has of connections goes dead without a word, as that of a phone that slept does; a new one goes through. */
  silence(name: string): void {
    for (const member of this.#members) if (member.name === name) member.dead = true;
  }

  /** Forgets everything, as a relay does that is started anew with an empty disk. */
  wipe(): void {
    this.log.length = 0;
    this.contributed.length = 0;
    for (const member of this.#members) this.#lose(member);
  }

  /** Puts something into the log and before everybody, as one does who got in. */
  inject(kind: Kind, data: Uint8Array): void {
    this.#logOf(kind).push({ kind, data });
    for (const member of this.#members) this.#give(member, kind, data);
  }

  #logOf(kind: Kind): { kind: Kind; data: Uint8Array }[] {
    return kind === 'contribution' ? this.contributed : kind === 'private' ? this.private : this.log;
  }

  tell(data: Uint8Array): void {
    for (const member of this.#members) if (member.open && !member.dead) member.listener.presence(data);
  }

  #lose(member: Member): void {
    this.#members.delete(member);
    member.open = false;
    setTimeout(() => member.listener.lost(new TransportError('lost')), 0);
  }

  #give(member: Member, kind: Kind, data: Uint8Array): void {
    if (!rights[member.right.role].read.includes(kind) || this.#random() < this.faults.lost) return;
    const times = this.#random() < this.faults.doubled ? 2 : 1;
    for (let time = 0; time < times; ++time)
      void this.#pause().then(() => {
        if (member.open && !member.dead) member.listener.message({ kind, data, sequence: null });
      });
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.#random() * this.faults.delay));
  }

  #connection(member: Member): Connection {
    const check = () => {
      if (!member.open) throw new TransportError('lost');
    };
    const reach = async () => {
      check();
      if (member.dead) await new Promise(() => {});
    };
    const { read, publish } = rights[member.right.role];
    return {
      room: this.#room,
      publish: async (kind, data) => {
        await reach();
        this.wire.push(data);
        if (!publish.includes(kind)) throw new TransportError('refused');
        if (this.#random() < (this.faults.unanswered ?? 0)) throw new TransportError('lost');
        const log = this.#logOf(kind);
        log.push({ kind, data });
        const sequence = log.length;
        for (const each of this.#members) this.#give(each, kind, data);
        await this.#pause();
        if (this.#random() < this.faults.unacknowledged) {
          this.#lose(member);
          throw new TransportError('lost');
        }
        check();
        return sequence;
      },
      replay: async (from, each, name = 'open') => {
        await this.#pause();
        await reach();
        const log = this.#logOf(logs[name][0]);
        const last = log.length;
        for (const [index, { kind, data }] of log.slice(0, last).entries())
          if (index + 1 >= from && read.includes(kind)) each({ kind, data, sequence: index + 1 });
        await this.#pause();
        check();
        return last;
      },
      latest: async (kind): Promise<Kept | null> => {
        await this.#pause();
        await reach();
        const log = this.#logOf(kind);
        const index = log.map((each) => each.kind).lastIndexOf(kind);
        return index < 0 ? null : { kind, data: (log[index] as { data: Uint8Array }).data, sequence: index + 1 };
      },
      tellPresence: (data) => {
        if (!member.open || member.dead) return;
        this.wire.push(data);
        for (const each of this.#members)
          if (this.#random() >= this.faults.lost)
            void this.#pause().then(() => each.open && !each.dead && each.listener.presence(data));
      },
      answers: (milliseconds) =>
        member.dead ? new Promise((resolve) => setTimeout(resolve, milliseconds, false)) : Promise.resolve(member.open),
      erase: async () => {
        await reach();
        if (member.right.role !== 'facilitate') throw new TransportError('refused');
        for (const log of [this.log, this.contributed, this.private]) log.length = 0;
      },
      close: () => {
        member.open = false;
        this.#members.delete(member);
      },
    };
  }
}
