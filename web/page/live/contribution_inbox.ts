// Contributions as they come: read from their own log, always in its order. What comes live says only that there is something to read, for it may
// come in another order, or not at all.

import { type Contribution, itemsIn, keyOf, mostBytes } from './contribution.ts';
import { Inbox, type Incoming } from './inbox.ts';
import { isAt, noPlace } from './log_place.ts';
import { plainBody } from './message.ts';
import type { RoleDocument } from './role_document.ts';
import type { RoomKeys } from './secrets.ts';
import { type Connection, type Kept, TransportError } from './transport.ts';

export interface ContributionListener {
  heard(contribution: Contribution): void;
  refused(): void;
  newer(): void;
}

export class ContributionInbox {
  readonly #inbox: Inbox;
  readonly #on: ContributionListener;
  #connection: Connection | null = null;
  /** Everything up to here was heard. */
  #place = noPlace;
  #reading = false;
  #again = false;
  #readAt = 0;

  constructor(keys: RoomKeys, on: ContributionListener) {
    this.#on = on;
    this.#inbox = new Inbox(
      keys,
      async (incoming) => this.#hear(incoming),
      () => on.refused(),
    );
  }

  setRoles(document: RoleDocument): void {
    this.#inbox.setRoles(document);
  }

  /** Reads over this connection from now on; null: does not read. */
  connect(connection: Connection | null): void {
    this.#connection = connection;
    if (connection) void this.read();
  }

  /** Milliseconds since it was last read to its end. */
  get unreadFor(): number {
    return performance.now() - this.#readAt;
  }

  /** Reads what has come since. */
  async read(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again && this.#connection) {
        this.#again = false;
        await this.#readFrom(this.#connection);
        this.#readAt = performance.now();
      }
    } catch (error) {
      // The connection is being lost, or it is tried again in a while.
      if (!(error instanceof TransportError)) throw error;
    } finally {
      this.#reading = false;
    }
  }

  async #readFrom(connection: Connection): Promise<void> {
    const before = this.#place;
    const come: Kept[] = [];
    await connection.replay(Math.max(1, before.at), (message) => come.push(message), 'contribution');
    if (connection !== this.#connection) return;
    if (before.at > 0 && !isAt(come[0], before)) {
      // It is another log than it was. Who has heard something already passes it over.
      this.#place = noPlace;
      this.#again = true;
      return;
    }
    for (const { data } of before.at > 0 ? come.slice(1) : come) void this.#inbox.take(data, ['contribution'], true);
    await this.#inbox.settled();
    const { sequence, data } = come.at(-1) ?? { sequence: null, data: noPlace.data };
    if (sequence !== null && connection === this.#connection) this.#place = { at: sequence, data };
  }

  #hear(incoming: Incoming): void {
    const signed = incoming.type === 'signed' ? incoming.signed : null;
    // Who may write does so; who may only look has nothing to say, whoever put it there for them.
    const body = signed?.role === 'contribute' ? plainBody(signed.message, 2 * mostBytes) : null;
    const items = incoming.type === 'unknown' ? 'newer' : body && itemsIn(body);
    if (items === 'newer') this.#on.newer();
    else if (!items || !signed) this.#on.refused();
    else this.#on.heard({ key: keyOf(signed.session, signed.message.counter), device: signed.device, items });
  }
}
