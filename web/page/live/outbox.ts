// What goes out: numbered and signed in the order in which it was done, and kept here until the relay has it.
import type { MessageType } from './sealing.ts';
import type { Connection, Kind } from './transport.ts';

/** The kind of the log for a type of message that is kept. */
export const kindOf: Partial<Record<MessageType, Kind>> = {
  roles: 'roles',
  update: 'update',
  snapshot: 'snapshot',
  contribution: 'contribution',
  private: 'private',
};

interface Sent {
  kind: Kind;
  data: Uint8Array;
  /** It counts as one of this page's changes until the relay has it. */
  change: boolean;
  /** The connection over which it is on its way. */
  via: Connection | null;
  /** How often in a row it was not kept. */
  failed: number;
}

export class Outbox {
  readonly #kept: (sequence: number) => void;
  readonly #unkept = new Set<Sent>();
  #making: Promise<unknown> = Promise.resolve();
  #beingMade = 0;
  #connection: Connection | null = null;

  readonly #pause: (failed: number) => number;

  /**
   * `kept` hears of each message that the relay has kept, and at which place. `pause`: so many milliseconds after it was not kept, while the
   * connection goes on, it is sent again.
   */
  constructor(kept: (sequence: number) => void, pause: (failed: number) => number) {
    this.#kept = kept;
    this.#pause = pause;
  }

  /** How many changes the relay does not have yet. */
  get pending(): number {
    let pending = this.#beingMade;
    for (const { change } of this.#unkept) if (change) pending += 1;
    return pending;
  }

  get empty(): boolean {
    return this.#beingMade === 0 && this.#unkept.size === 0;
  }

  /** Sends what `make` makes, after all that was given before. */
  send(type: MessageType, make: () => Promise<Uint8Array>, change = true): void {
    const kind = kindOf[type];
    if (!kind) throw new Error(`Messages of the type ${type} are not kept`);
    if (change) this.#beingMade += 1;
    this.#making = this.#making.then(async () => {
      try {
        const sent: Sent = { kind, data: await make(), change, via: null, failed: 0 };
        this.#unkept.add(sent);
        this.#publish(sent);
      } finally {
        if (change) this.#beingMade -= 1;
      }
    });
    this.#making = this.#making.catch((error) => console.error('Impactweb: a change could not be sent', error));
  }

  /** Sends over this connection from now on, what is not kept yet first; null: waits for another one. */
  connect(connection: Connection | null): void {
    this.#connection = connection;
    if (!connection) return;
    for (const sent of this.#unkept) {
      sent.failed = 0;
      this.#publish(sent);
    }
  }

  #publish(sent: Sent): void {
    const connection = this.#connection;
    if (!connection || sent.via === connection) return;
    sent.via = connection;
    connection.publish(sent.kind, sent.data).then(
      (sequence) => {
        if (this.#unkept.delete(sent)) this.#kept(sequence);
      },
      () => {
        // It may have been kept: it is sent again, and who has it already passes it over.
        if (sent.via !== connection) return;
        sent.via = null;
        sent.failed += 1;
        setTimeout(() => {
          if (this.#connection === connection && this.#unkept.has(sent)) this.#publish(sent);
        }, this.#pause(sent.failed));
      },
    );
  }
}
