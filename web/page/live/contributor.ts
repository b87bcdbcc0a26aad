// The side of who contributes: what they do is in their own picture at once and on its way as long as the document does not say what became of it. What
// is not allowed goes back to what the document says, and they hear why.
import { apart } from '../bridge/additions.ts';
import type { JsonObject, Operation } from '../bridge/model.ts';
import type { Core, Replica } from '../document/replica.ts';
import { reportUncaught, Signal } from '../support/signal.ts';
import { bytesOfLetters, letters } from './bytes.ts';
import { Contributed } from './contributed.ts';
import { bytesOfItems, itemsOf, keyOf, mostBytes, mostItems, replaces, targetOf } from './contribution.ts';
import { type Phase, refusalOf } from './contribution_rules.ts';
import { type ContributionStore, MemoryStore, type Sealed } from './kept_contributions.ts';
import { OnTheirWay } from './on_their_way.ts';
import { isRenewed, type Renewed, withIds } from './renewed_ids.ts';
import type { RoomPart, RoomPort } from './room_part.ts';
import type { ContributionsState } from './room_state.ts';
import type { Timer } from './timers.ts';
import { idsIn, touchedBy } from './touched.ts';
import { type Connection, TransportError } from './transport.ts';

/** Something that was not taken, and why: see Refusal; `core:` and the code of an issue where its values are not as they must be. */
export interface Refused {
  item: Operation;
  why: string;
  /** What it was called, when it was refused. */
  label: string;
}

const mostRefused = 100;

export class Contributor implements RoomPart {
  /** Hears of what was not taken, as it becomes known. */
  readonly onRefused = new Signal<Refused[]>();
  readonly #room: RoomPort;
  readonly #core: Core;
  readonly #replica: Replica;
  readonly #store: ContributionStore;
  readonly #contributed: Contributed;
  readonly #phase: Phase = 'open';
  /** Signed, and not known to be in the document, in the order in which it was done. */
  #sealed: Sealed[] = [];
  #beingSealed: Operation[] = [];
  #draft: Operation[] = [];
  readonly #refused: Refused[] = [];
  #refusedCount = 0;
  #view: OnTheirWay | null = null;
  #counter = 0;
  #connection: Connection | null = null;
  #publishing = false;
  #failed = 0;
  /** By key: when it was sent last, and how often again. */
  readonly #sentAt = new Map<string, number>();
  readonly #again = new Map<string, number>();
  #gathering: Timer | undefined;

  constructor(
    room: RoomPort,
    { core, replica, store = new MemoryStore() }: { core: Core; replica: Replica; store?: ContributionStore },
  ) {
    this.#room = room;
    this.#core = core;
    this.#replica = replica;
    this.#store = store;
    this.#contributed = new Contributed(room.doc);
    const { sealed, draft } = store.read();
    this.#sealed = sealed.map((each) => ({ ...each, kept: false }));
    this.#draft = draft;
    room.doc.on('afterTransaction', this.#afterTransaction);
    // What became of it while this page was away.
    this.#settle();
    this.#show(this.#items);
    if (this.#draft.length > 0) this.#sealSoon();
  }

  // ---------------------------------------------------------------- what it looks like

  get pending(): number {
    const unsigned = this.#draft.length + this.#beingSealed.length > 0 ? 1 : 0;
    return this.#sealed.filter(({ kept }) => !kept).length + unsigned;
  }

  get state(): ContributionsState {
    return { waiting: this.#things.length, refused: this.#refusedCount };
  }

  /** What is on its way, in the order in which it was done. */
  get #items(): Operation[] {
    return [...this.#sealed.flatMap(({ items }) => items), ...this.#beingSealed, ...this.#draft];
  }

  /** Each thing that is on its way, with what it is called. */
  get waiting(): { item: Operation; label: string }[] {
    return this.#things.map((item) => ({ item, label: this.labelOf(item) }));
  }

  /** An item for each thing that is on its way: what is added and changed is added. */
  get #things(): Operation[] {
    const things = new Map<string, Operation>();
    for (const item of this.#items) {
      const { family, id, does } = targetOf(item) ?? {};
      const thing = `${family}/${id}`;
      if (does !== 'set' || !things.has(thing)) things.set(thing, item);
    }
    return [...things.values()];
  }

  /** What was not taken, the last first. */
  get refused(): readonly Refused[] {
    return this.#refused;
  }

  /** What is known of the network and of what is on its way, together. */
  get #known(): OnTheirWay {
    this.#view ??= new OnTheirWay(this.#contributed, this.#room.device, this.#items);
    return this.#view;
  }

  /** Whether this person may change it: they added it. */
  mayChange(id: string): boolean {
    return (['node', 'edge', 'story'] as const).some((family) => this.#known.by(family, id) === this.#room.device);
  }

  /** What a thing is called, or the two that a tie is between. */
  labelOf(item: Operation): string {
    const target = targetOf(item);
    return target ? this.#known.labelOf(target.family, target.id, item[target.family] as JsonObject | undefined) : '';
  }

  // ---------------------------------------------------------------- what is done here

  /** Takes what the core of this page has just done. */
  hear(operations: Operation[]): void {
    const wrong: Refused[] = [];
    const renewed: Renewed = new Map();
    for (const operation of apart(operations)) {
      let isWhole = true;
      for (const each of itemsOf(operation)) {
        const item = this.#renew(each, renewed);
        if (item !== each) isWhole = false;
        const why = refusalOf(item, this.#room.device, this.#known, this.#phase);
        if (why === null) {
          this.#add(item);
          continue;
        }
        isWhole = false;
        // The page gives a place to what has none; nobody has asked for that.
        if (!this.#isPlacing(item)) wrong.push({ item, why, label: this.labelOf(item) });
      }
      if (!isWhole) this.#restore([operation]);
    }
    if (renewed.size > 0) this.#show(this.#items.filter((item) => isRenewed(item, renewed)));
    this.#refuse(wrong);
    this.#keep();
    this.#sealSoon();
    this.#room.changed();
  }

  /**
   * What somebody removed of their own and takes back is added as something new: whoever puts it through cannot tell it from an old addition that
   * came late.
   */
  #renew(item: Operation, renewed: Renewed): Operation {
    const target = targetOf(item);
    const known = this.#known;
    if (target?.does === 'add' && !known.is(target.family, target.id) && known.was(target.family, target.id))
      if (known.by(target.family, target.id) === this.#room.device)
        renewed.set(target.id, this.#core.call('makeId', {}).id);
    return renewed.size === 0 ? item : withIds(item, renewed);
  }

  #isPlacing({ op, positions }: Operation): boolean {
    const places = this.#room.doc.getMap('positions');
    return op === 'moveNodes' && Object.keys(positions as object).every((id) => !places.has(id));
  }

  #add(item: Operation): void {
    const last = this.#draft.at(-1);
    if (last && replaces(item, last)) this.#draft.pop();
    this.#draft.push(item);
    this.#known.take(item);
  }

  #refuse(wrong: Refused[]): void {
    if (wrong.length === 0) return;
    this.#refusedCount += wrong.length;
    this.#refused.unshift(...wrong);
    this.#refused.length = Math.min(this.#refused.length, mostRefused);
    this.onRefused.emit(wrong);
  }

  /** Puts back what the document says of all that these are about, and on top of it what is on its way. */
  #restore(operations: readonly Operation[]): void {
    const touched = touchedBy(operations);
    const back = this.#replica.operationsOf(touched);
    this.#core.call('apply', { operations: back, origin: 'remote' });
    const ids = new Set([...touched.node, ...touched.edge, ...touched.story, ...touched.positions]);
    this.#show(this.#items.filter((item) => ids.has(targetOf(item)?.id ?? '')));
  }

  /** Lets the core show what is on its way. It is not a step of this page's history once more. */
  #show(items: readonly Operation[]): void {
    if (items.length === 0) return;
    const operations = items.map((item) => this.#contributed.withTies(item));
    this.#core.call('apply', { operations, origin: 'remote' });
  }

  // ---------------------------------------------------------------- what the document says

  readonly #afterTransaction = (transaction: { changed: Map<unknown, Set<string | null>> }): void => {
    this.#view = null;
    const settled = transaction.changed.has(this.#contributed.marks) && this.#settle();
    const items = this.#items;
    if (items.length > 0) {
      // What others did has just been put into the core as they have it.
      const ids = idsIn(this.#room.doc, transaction.changed);
      this.#show(items.filter((item) => ids.has(targetOf(item)?.id ?? '')));
    }
    if (settled) this.#room.changed();
  };

  /** Lets go of what the document says was put through. True when there was something. */
  #settle(): boolean {
    const through = this.#sealed.filter(({ key }) => this.#contributed.isMarked(key));
    if (through.length === 0) return false;
    const wrong: Refused[] = [];
    for (const { key, items } of through)
      for (const [index, why] of Object.entries(this.#contributed.mark(key)?.no ?? {})) {
        const item = items[Number(index)];
        if (item) wrong.push({ item, why: String(why), label: this.labelOf(item) });
      }
    this.#sealed = this.#sealed.filter((each) => !through.includes(each));
    this.#view = null;
    this.#keep();
    if (wrong.length > 0) this.#restore(wrong.map(({ item }) => item));
    this.#refuse(wrong);
    return true;
  }

  // ---------------------------------------------------------------- on its way

  #keep(): void {
    this.#store.write({ sealed: this.#sealed, draft: [...this.#beingSealed, ...this.#draft] });
  }

  /** The first goes at once, more of them together a little later. */
  #sealSoon(): void {
    if (this.#gathering !== undefined || this.#draft.length === 0) return;
    this.#gathering = this.#room.timers.after(this.#room.timing.contribute, () => {
      this.#gathering = undefined;
      this.#sealSoon();
    });
    void this.#seal().catch(reportUncaught);
  }

  async #seal(): Promise<void> {
    // One after another: each is what comes next.
    if (this.#beingSealed.length > 0) return;
    while (this.#draft.length > 0) {
      this.#beingSealed = this.#draft.splice(0, fitting(this.#draft));
      this.#counter += 1;
      const counter = this.#counter;
      try {
        const data = await this.#room.sign('contribution', bytesOfItems(this.#beingSealed), counter);
        const items = this.#beingSealed;
        this.#beingSealed = [];
        this.#sealed.push({ key: keyOf(this.#room.session, counter), items, data: letters(data), kept: false });
      } catch (error) {
        this.#draft.unshift(...this.#beingSealed);
        this.#beingSealed = [];
        throw error;
      }
      this.#keep();
      // It may be that nothing of it is on its way any more: the room is asked anew.
      void this.#publish();
      this.#room.changed();
    }
  }

  live(connection: Connection): void {
    this.#connection = connection;
    this.#failed = 0;
    void this.#publish();
    this.#sealSoon();
  }

  lost(): void {
    this.#connection = null;
  }

  /** One after another, so that the log has them in the order in which they were done. */
  async #publish(): Promise<void> {
    if (this.#publishing) return;
    this.#publishing = true;
    try {
      for (let next = this.#next; this.#connection && next; next = this.#next) {
        const connection = this.#connection;
        try {
          await connection.publish('contribution', bytesOfLetters(next.data) ?? new Uint8Array());
          next.kept = true;
          this.#sentAt.set(next.key, performance.now());
          this.#failed = 0;
          this.#room.changed();
        } catch (error) {
          if (!(error instanceof TransportError)) throw error;
          this.#failed += 1;
          // Whether it was kept or not: what is there twice is put through once.
          if (this.#connection === connection) await this.#pause();
        }
      }
    } finally {
      this.#publishing = false;
    }
  }

  get #next(): Sealed | undefined {
    return this.#sealed.find(({ kept }) => !kept);
  }

  #pause(): Promise<void> {
    const { retry, retryLongest } = this.#room.timing;
    return new Promise((resolve) => setTimeout(resolve, Math.min(retryLongest, retry * 2 ** (this.#failed - 1))));
  }

  relayForgot(): void {
    for (const each of this.#sealed) each.kept = false;
    void this.#publish();
  }

  roles(): void {}

  contributed(): void {}

  /** Whoever floods a log pushes out what waits in it: what nobody puts through although they are here is sent again, ever less often. */
  beat(): void {
    const isHere = this.#room.people().some(({ role, state }) => role === 'facilitate' && state === 'here');
    const { presence } = this.#room.timing;
    for (const each of this.#sealed) {
      const again = this.#again.get(each.key) ?? 0;
      if (!isHere || !each.kept || performance.now() - (this.#sentAt.get(each.key) ?? 0) < presence * 2 ** again)
        continue;
      this.#again.set(each.key, again + 1);
      each.kept = false;
    }
    if (!this.#publishing && this.#next) void this.#publish();
  }

  end(): void {
    this.#connection = null;
    this.#room.doc.off('afterTransaction', this.#afterTransaction);
    this.#contributed.end();
  }
}

/** How many of these fit into one message; one at least. */
function fitting(items: readonly Operation[]): number {
  let size = 0;
  let count = 0;
  for (const item of items.slice(0, mostItems)) {
    size += JSON.stringify(item).length + 1;
    if (count > 0 && size > mostBytes) break;
    count += 1;
  }
  return count;
}
