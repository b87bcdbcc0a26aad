// The list of networks that this browser keeps, and how each was last looked at.
import { createStore, del, entries, get, type UseStore } from 'idb-keyval';
import type { ViewState } from '../bridge/model.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { Signal } from '../support/signal.ts';
import { catalogueName, databaseName, deleteStored, StorageHangs, withPatience } from './storage.ts';

export interface Entry {
  id: string;
  title: string;
  /** Milliseconds since 1970. */
  created: number;
  changed: number;
  nodes: number;
  edges: number;
  /** When it was deleted; kept until a later visit, so that deleting can be undone. */
  deleted?: number;
  /** What was stored of a network that was damaged, as it was found: it can be saved as a file, not be opened. */
  damaged?: true;
}

/** A deleted network may still be brought back by a tab that offers to; after this long none does. */
const graceMilliseconds = 10 * 60 * 1000;

export class Catalogue {
  #store: UseStore | null = null;
  /** What the database does not take: it denies, it is full, or it does not answer. It goes there once it can. */
  readonly #memory = new Map<string, Entry>();
  /** What is known of each network, for a page that has no time left to read. */
  readonly #latest = new Map<string, Entry>();
  readonly #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(catalogueName);
  /** The list has changed, in another tab as well. */
  readonly onChange = new Signal<void>();
  /** The storage has stopped answering; the list is as it was last known. */
  readonly onHang = new Signal<void>();

  constructor() {
    void this.connect();
    this.#channel?.addEventListener('message', () => this.#changed(false));
  }

  /** Opens the database of the list, once more when it did not answer; what is in memory goes into it. */
  async connect(): Promise<void> {
    try {
      this.#store = createStore(catalogueName, 'networks');
    } catch {
      this.#store = null;
    }
    for (const entry of [...this.#memory.values()]) await this.#put(entry);
  }

  /** Keeps the list in memory from now on: the storage does not answer. */
  disconnect(): void {
    this.#store = null;
  }

  /** Tells this page to read the list anew. */
  refresh(): void {
    this.#changed(false);
  }

  /** Those that are not deleted, the latest change first. */
  async list(): Promise<Entry[]> {
    const all = await this.#all();
    return all
      .filter((entry) => entry.deleted === undefined)
      .sort((a, b) => b.changed - a.changed || (a.id < b.id ? -1 : 1));
  }

  async find(id: string): Promise<Entry | undefined> {
    const entry = await this.#try(
      async (store) => this.#memory.get(id) ?? (await get<Entry>(id, store)),
      () => this.#memory.get(id) ?? this.#latest.get(id),
    );
    return entry?.deleted === undefined ? entry : undefined;
  }

  /** Whether a network was deleted, as far as this page knows. */
  isDeleted(id: string): boolean {
    return this.#latest.get(id)?.deleted !== undefined;
  }

  /** True when the list is there and has no such network, deleted ones included; false as well when that cannot be found out. */
  async lacks(id: string): Promise<boolean> {
    if (this.#memory.has(id)) return false;
    return this.#try(
      async (store) => (await get<Entry>(id, store)) === undefined,
      () => false,
    );
  }

  async add(entry: Entry): Promise<void> {
    await this.#put(entry);
    this.#changed();
  }

  /** Changes what is known of a network; does nothing when it is not in the list. */
  async change(id: string, changes: Partial<Omit<Entry, 'id'>>): Promise<void> {
    await this.#edit(id, (entry) => ({ ...entry, ...changes }));
    this.#changed();
  }

  /** The same for a page that goes away in this moment: by what was last known of the network, and handed over at once. */
  changeAtOnce(id: string, changes: Partial<Omit<Entry, 'id'>>): void {
    const entry = this.#latest.get(id);
    if (!entry || entry.deleted !== undefined) return;
    void this.#put({ ...entry, ...changes });
    this.#channel?.postMessage('changed');
  }

  async remove(id: string): Promise<void> {
    await this.change(id, { deleted: Date.now() });
  }

  async restore(id: string): Promise<void> {
    await this.#edit(id, ({ deleted: _, ...rest }) => rest);
    this.#changed();
  }

  /** Adds what is kept and not in the list; `find` is asked for it with the ids that the list knows. */
  async recover(find: (known: ReadonlySet<string>) => Promise<Entry[]>): Promise<void> {
    const known = new Set((await this.#all()).map((entry) => entry.id));
    for (const entry of await find(known)) await this.add(entry);
  }

  /** Throws away for good what an earlier visit has deleted. */
  async purge(): Promise<void> {
    for (const entry of await this.#all()) {
      // Deleted long before now, or, when the clock was ahead, long after it.
      if (entry.deleted === undefined || Math.abs(Date.now() - entry.deleted) < graceMilliseconds) continue;
      await deleteStored(databaseName(entry.id));
      keepView(entry.id, null);
      this.#latest.delete(entry.id);
      this.#memory.delete(entry.id);
      await this.#try(
        (store) => del(entry.id, store),
        () => {},
      );
    }
  }

  async #all(): Promise<Entry[]> {
    const all = new Map(
      await this.#try(
        (store) => entries<string, Entry>(store),
        () => [...this.#latest],
      ),
    );
    for (const [id, entry] of this.#memory) all.set(id, entry);
    for (const [id, entry] of all) this.#latest.set(id, entry);
    return [...all.values()];
  }

  async #put(entry: Entry): Promise<void> {
    this.#latest.set(entry.id, entry);
    const waiting = [...this.#memory.values()].filter(({ id }) => id !== entry.id);
    await this.#try(
      async (store) => {
        await write(store, [...waiting, entry]);
        for (const { id } of [...waiting, entry]) this.#memory.delete(id);
      },
      () => void this.#memory.set(entry.id, entry),
    );
  }

  /** Reads and writes in one transaction: another tab may be changing the same entry. */
  async #edit(id: string, edit: (entry: Entry) => Entry): Promise<void> {
    const inMemory = this.#memory.get(id);
    if (inMemory) return this.#put(edit(inMemory));
    await this.#try(
      (store) =>
        store('readwrite', (networks) => {
          const reading: IDBRequest<Entry | undefined> = networks.get(id);
          reading.onsuccess = () => {
            if (!reading.result) return;
            const entry = edit(reading.result);
            this.#latest.set(id, entry);
            networks.put(entry, id);
            networks.transaction.commit?.();
          };
          return completed(networks.transaction);
        }),
      () => {
        const latest = this.#latest.get(id);
        if (latest) this.#memory.set(id, edit(latest));
      },
    );
  }

  async #try<T>(kept: (store: UseStore) => Promise<T>, inMemory: () => T): Promise<T> {
    const store = this.#store;
    if (!store) return inMemory();
    try {
      return await withPatience(kept(store));
    } catch (error) {
      if (error instanceof StorageHangs && store === this.#store) {
        this.disconnect();
        this.onHang.emit();
      }
      return inMemory();
    }
  }

  #changed(tellOthers = true): void {
    if (tellOthers) this.#channel?.postMessage('changed');
    this.onChange.emit();
  }
}

/** In one transaction that commits by itself, so that nothing has to come back to the page before it is done. */
function write(store: UseStore, list: readonly Entry[]): Promise<void> {
  return store('readwrite', (networks) => {
    for (const entry of list) networks.put(entry, entry.id);
    networks.transaction.commit?.();
    return completed(networks.transaction);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** How a network was last looked at in this browser; null when never, or when it cannot be read. */
export function keptView(id: string): ViewState | null {
  const text = readSetting(`view-${id}`);
  if (text === null) return null;
  try {
    const view: unknown = JSON.parse(text);
    return view !== null && typeof view === 'object' && !Array.isArray(view) ? (view as ViewState) : null;
  } catch {
    return null;
  }
}

export function keepView(id: string, view: ViewState | null): void {
  writeSetting(`view-${id}`, view === null ? null : JSON.stringify(view));
}
