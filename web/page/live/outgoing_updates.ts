// What was done here, on its way to the relay: gathered, numbered, signed, and cut into pieces where it is too large or not this page's own.
import * as Y from 'yjs';
import { reportUncaught } from '../support/signal.ts';
import { joined, randomBytes } from './bytes.ts';
import type { IncomingUpdates } from './incoming_updates.ts';
import { longestBody } from './message.ts';
import { Outbox } from './outbox.ts';
import { piecesOf } from './pieces.ts';
import type { MessageType } from './sealing.ts';
import type { Timer, Timers } from './timers.ts';
import type { Connection } from './transport.ts';

/** Signs a message of this page. */
export type Sign = (type: MessageType, body: Uint8Array, counter: number) => Promise<Uint8Array>;

export class OutgoingUpdates {
  readonly #doc: Y.Doc;
  readonly #session: string;
  readonly #incoming: IncomingUpdates;
  readonly #timers: Timers;
  readonly #gather: number;
  readonly #sign: Sign;
  readonly #changed: () => void;
  readonly #outbox: Outbox;
  #gathered: Uint8Array[] = [];
  #gathering: Timer | undefined;
  /** Changes that are being cut into pieces. */
  #cutting = 0;
  /** Changes that go out with what the log lacks, once it has been read. */
  heldBack: number;
  /** How many messages this page has sent to be kept. */
  counter = 0;

  /**
   * `gather`: milliseconds for which changes are gathered after the first. `changed` hears that the count of what is on its way may be another
   * one, `kept` of each place in the log. `pause`: milliseconds until what was not kept so often is sent again. `unkept`: how many changes of an
   * earlier visit the relay had not kept.
   */
  constructor(
    doc: Y.Doc,
    session: string,
    incoming: IncomingUpdates,
    timers: Timers,
    how: {
      gather: number;
      sign: Sign;
      changed: () => void;
      kept: (place: number) => void;
      pause: (failed: number) => number;
      unkept: number;
    },
  ) {
    this.#doc = doc;
    this.#session = session;
    this.#incoming = incoming;
    this.#timers = timers;
    this.#gather = how.gather;
    this.#sign = how.sign;
    this.#changed = how.changed;
    this.heldBack = how.unkept;
    this.#outbox = new Outbox(how.kept, how.pause);
  }

  /** How many changes of this page the relay does not have yet. */
  get pending(): number {
    return this.#outbox.pending + this.heldBack + this.#cutting + (this.#gathered.length > 0 ? 1 : 0);
  }

  /** Everything that was sent is kept, changes and all else. */
  get isEmpty(): boolean {
    return this.#outbox.empty && this.pending === 0;
  }

  /** From now on it is sent over this connection, or waits for one. */
  connect(connection: Connection | null): void {
    this.#outbox.connect(connection);
    if (connection) this.#send();
  }

  /** Something was done in the document here. The first change goes at once, more of them together a little later. */
  add(update: Uint8Array): void {
    this.#gathered.push(update);
    if (this.#gathering === undefined) {
      this.#send();
      this.#gathering = this.#timers.after(this.#gather, () => {
        this.#gathering = undefined;
        this.#send();
      });
    }
    this.#changed();
  }

  #send(): void {
    if (this.#gathered.length === 0) return;
    const update = this.#gathered.length === 1 ? (this.#gathered[0] as Uint8Array) : Y.mergeUpdates(this.#gathered);
    this.#gathered = [];
    const clients = [...Y.parseUpdateMeta(update).from.keys()];
    // Another tab of this browser writes under another number, which may be known from before.
    const isOwn = clients.every((client) => (this.#incoming.writerOf(client) ?? this.#session) === this.#session);
    if (!isOwn || update.length > longestBody) {
      this.mend(update, true);
      return;
    }
    for (const client of clients) this.#incoming.setWriter(client, this.#session);
    this.#sendSigned('update', joined(Uint8Array.of(0), update), true);
  }

  /** Sends what is not, or not only, this page's own work. `change`: somebody here waits for it to be kept. */
  mend(update: Uint8Array, change: boolean): void {
    if (change) this.#cutting += 1;
    void piecesOf(randomBytes(8), 0, update)
      .then((pieces) => {
        for (const piece of pieces) this.#sendSigned('update', joined(Uint8Array.of(1), piece), change);
      })
      .catch(reportUncaught)
      .finally(() => {
        if (change) this.#cutting -= 1;
        this.#changed();
      });
  }

  /**
   * Writes the whole document into the log, so that who comes later need not read all of it. `covers`: the place of the log up to which all is
   * in it. Nothing is sent where `mayStill` says so once the pieces are there.
   */
  async sendSnapshot(covers: number, mayStill: () => boolean): Promise<void> {
    const pieces = await piecesOf(randomBytes(8), covers, Y.encodeStateAsUpdate(this.#doc));
    if (mayStill()) for (const piece of pieces) this.#sendSigned('snapshot', piece, false);
  }

  #sendSigned(type: MessageType, body: Uint8Array, change: boolean): void {
    this.counter += 1;
    const { counter } = this;
    this.#outbox.send(type, () => this.#sign(type, body, counter), change);
  }
}
