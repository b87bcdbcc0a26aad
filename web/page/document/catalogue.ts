// The list of networks that this browser keeps, and how each was last looked at.
import { createStore, del, entries, get, set, type UseStore, update } from 'idb-keyval';
import type { ViewState } from '../bridge.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { catalogueName, databaseName, deleteStored } from './storage.ts';

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
}

/** A deleted network may still be brought back by a tab that offers to; after this long none does. */
const graceMilliseconds = 10 * 60 * 1000;

export class Catalogue {
  #store: UseStore | null = null;
  /** What stands in for the database where the browser denies it. */
  readonly #memory = new Map<string, Entry>();
  readonly #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(catalogueName);
  readonly #listeners = new Set<() => void>();

  constructor() {
    try {
      this.#store = createStore(catalogueName, 'networks');
    } catch {
      this.#store = null;
    }
    this.#channel?.addEventListener('message', () => this.#changed(false));
  }

  /** Called when the list has changed, in another tab as well. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
      (store) => get<Entry>(id, store),
      () => this.#memory.get(id),
    );
    return entry?.deleted === undefined ? entry : undefined;
  }

  async add(entry: Entry): Promise<void> {
    await this.#try(
      (store) => set(entry.id, entry, store),
      () => void this.#memory.set(entry.id, entry),
    );
    this.#changed();
  }

  /** Changes what is known of a network; does nothing when it is not in the list. */
  async change(id: string, changes: Partial<Omit<Entry, 'id'>>): Promise<void> {
    const merged = (entry: Entry | undefined): Entry | undefined => entry && { ...entry, ...changes };
    await this.#try(
      async (store) => {
        if (await get<Entry>(id, store)) await update<Entry>(id, (entry) => merged(entry) as Entry, store);
      },
      () => {
        const entry = merged(this.#memory.get(id));
        if (entry) this.#memory.set(id, entry);
      },
    );
    this.#changed();
  }

  async remove(id: string): Promise<void> {
    await this.change(id, { deleted: Date.now() });
  }

  async restore(id: string): Promise<void> {
    const without = (entry: Entry): Entry => {
      const { deleted: _, ...rest } = entry;
      return rest;
    };
    await this.#try(
      async (store) => {
        const entry = await get<Entry>(id, store);
        if (entry) await set(id, without(entry), store);
      },
      () => {
        const entry = this.#memory.get(id);
        if (entry) this.#memory.set(id, without(entry));
      },
    );
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
      if (entry.deleted === undefined || Date.now() - entry.deleted < graceMilliseconds) continue;
      await deleteStored(databaseName(entry.id));
      keepView(entry.id, null);
      await this.#try(
        (store) => del(entry.id, store),
        () => void this.#memory.delete(entry.id),
      );
    }
  }

  async #all(): Promise<Entry[]> {
    return this.#try(
      async (store) => (await entries<string, Entry>(store)).map(([, entry]) => entry),
      () => [...this.#memory.values()],
    );
  }

  async #try<T>(kept: (store: UseStore) => Promise<T>, inMemory: () => T): Promise<T> {
    if (!this.#store) return inMemory();
    try {
      return await kept(this.#store);
    } catch {
      return inMemory();
    }
  }

  #changed(tellOthers = true): void {
    if (tellOthers) this.#channel?.postMessage('changed');
    for (const listener of this.#listeners) listener();
  }
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
