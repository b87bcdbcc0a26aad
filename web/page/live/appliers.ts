// Who puts contributions through: the devices that the roles list, in that order. The first that is here does so at once, each further one only where
// those before it have not done it in a while. Nobody is elected, and where nobody is here they wait in their log.
import type { Core, Replica } from '../document/replica.ts';
import { Applier } from './applier.ts';
import { Contributed } from './contributed.ts';
import type { Contribution } from './contribution.ts';
import { ContributionInbox } from './contribution_inbox.ts';
import type { Phase } from './contribution_rules.ts';
import { PartitionWatch, type PutTwice } from './partition_watch.ts';
import type { RoleDocument } from './role_document.ts';
import type { RoomPart, RoomPort } from './room_part.ts';
import type { Timer } from './timers.ts';
import { type Connection, TransportError } from './transport.ts';

/** Listed at most. */
const mostAppliers = 8;
/** In milliseconds: so long at a stretch, so that the page goes on drawing. */
const stretch = 12;

interface Waiting {
  contribution: Contribution;
  since: number;
}

export class Appliers implements RoomPart {
  readonly pending = 0;
  readonly state = null;
  readonly #room: RoomPort;
  readonly #contributed: Contributed;
  readonly #applier: Applier;
  readonly #inbox: ContributionInbox;
  #roles: RoleDocument | null = null;
  #connection: Connection | null = null;
  #reads = false;
  /** In the order of the log. */
  readonly #waiting = new Map<string, Waiting>();
  #timer: Timer | undefined;

  readonly #watch: PartitionWatch;

  /** `twice` hears of what a split of the network has brought back. */
  constructor(
    room: RoomPort,
    { core, replica, twice = () => {} }: { core: Core; replica: Replica; twice?: (found: PutTwice[]) => void },
  ) {
    this.#room = room;
    this.#contributed = new Contributed(room.doc);
    this.#watch = new PartitionWatch(this.#contributed, twice);
    this.#applier = new Applier(core, replica, this.#contributed, room.session);
    this.#inbox = new ContributionInbox(room.keys, {
      heard: (contribution) => this.#hear(contribution),
      refused: () => room.dropped(),
      newer: () => room.newer(),
    });
  }

  roles(document: RoleDocument): void {
    this.#roles = document;
    this.#inbox.setRoles(document);
    this.#follow();
  }

  live(connection: Connection): void {
    this.#connection = connection;
    this.#follow();
  }

  lost(): void {
    this.#connection = null;
    this.#reads = false;
    this.#inbox.connect(null);
    this.#room.timers.clear(this.#timer);
    this.#timer = undefined;
  }

  contributed(): void {
    if (this.#reads) void this.#inbox.read();
  }

  /** What contributors still have they send again. */
  relayForgot(): void {}

  beat(): void {
    if (this.#reads && this.#inbox.unreadFor > this.#room.timing.contributions) void this.#inbox.read();
    this.#work();
  }

  end(): void {
    this.lost();
    this.#watch.end();
    this.#contributed.end();
  }

  get #list(): readonly string[] {
    return this.#roles?.appliers ?? [];
  }

  /** Reads when it is listed; who facilitates is. */
  #follow(): void {
    const connection = this.#connection;
    if (!connection || !this.#roles) return;
    const { device, role } = this.#room;
    const listed = this.#list.includes(device);
    if (!listed && role === 'facilitate') void this.#enlist();
    if (listed === this.#reads) return;
    this.#reads = listed;
    this.#inbox.connect(listed ? connection : null);
  }

  /** In the place of the first that is not here, where the list is full; not at all where all are. */
  async #enlist(): Promise<void> {
    const list = [...this.#list];
    while (list.length >= mostAppliers) {
      const away = list.findIndex((each) => !this.#isHere(each));
      if (away < 0) return;
      list.splice(away, 1);
    }
    try {
      await this.#room.revise((document) => ({ ...document, appliers: [...list, this.#room.device] }));
    } catch (error) {
      // With the next connection.
      if (!(error instanceof TransportError)) throw error;
    }
  }

  #hear(contribution: Contribution): void {
    if (this.#contributed.isMarked(contribution.key)) return;
    if (!this.#waiting.has(contribution.key))
      this.#waiting.set(contribution.key, { contribution, since: performance.now() });
    this.#work();
  }

  /**
   * The one place that says under which rules what is next is put through now, or that it has to wait (null).
   * What a session may do to contributions stands in the roles, and is asked for here.
   */
  #ruleFor({ since }: Waiting): Phase | null {
    return performance.now() - since >= this.#rank * this.#room.timing.applier ? 'open' : null;
  }

  /** How many that stand before this device in the list are here and awake. */
  get #rank(): number {
    const before = this.#list.slice(0, this.#list.indexOf(this.#room.device));
    return before.filter((device) => this.#isHere(device)).length;
  }

  /** A page of this device is here, and awake. The name of a page has the first half of its device's mark in it. */
  #isHere(device: string): boolean {
    const people = this.#room.people();
    return people.some(({ id, self, state }) => !self && state !== 'asleep' && id.slice(8) === device.slice(0, 16));
  }

  #work(): void {
    if (this.#timer !== undefined || !this.#reads) return;
    const began = performance.now();
    for (const [key, waiting] of this.#waiting) {
      if (!this.#contributed.isMarked(key)) {
        const rule = this.#ruleFor(waiting);
        if (rule === null || performance.now() - began > stretch) {
          this.#workIn(rule === null ? this.#room.timing.applier / 4 : 0);
          return;
        }
        this.#applier.put(waiting.contribution, rule);
      }
      this.#waiting.delete(key);
    }
  }

  #workIn(milliseconds: number): void {
    this.#timer = this.#room.timers.after(milliseconds, () => {
      this.#timer = undefined;
      this.#work();
    });
  }
}
