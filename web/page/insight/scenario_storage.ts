// Scenarios beside the network that they are about: in the same database of the browser, so that they go with it when it is removed. They
// are never part of the network itself.
import type { Json, Operation } from '../bridge/model.ts';
import { databaseName, openDatabase } from '../document/storage.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Scenario {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  created: number;
  /** When it was carried out, if it was. */
  done?: number;
  operations: Operation[];
}

const store = 'custom';
const key = 'scenarios';

/** Of networks that the browser does not keep: as long as the page is open. */
const inMemory = new Map<string, Scenario[]>();

/** What was kept, as far as it is of the form that is written here. */
export function scenariosIn(value: unknown): Scenario[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (each): each is Scenario =>
      each !== null &&
      typeof each === 'object' &&
      typeof each.id === 'string' &&
      typeof each.name === 'string' &&
      typeof each.created === 'number' &&
      Array.isArray(each.operations) &&
      each.operations.every((operation: Json) => typeof (operation as { op?: Json } | null)?.op === 'string'),
  );
}

/** The database of the network, which is never made here; undefined when there is none. May reject. */
async function databaseOf(workspace: Workspace): Promise<IDBDatabase | undefined> {
  const { current } = workspace;
  if (!current || current.viewOnly || !(await current.persistence.settled())) return undefined;
  const db = await openDatabase(databaseName(current.id));
  if (!db || db.objectStoreNames.contains(store)) return db;
  db.close();
  return undefined;
}

const placeOf = ({ current }: Workspace) => `${current?.id ?? ''} ${current?.replica.doc.guid ?? ''}`;

/** Reads the list, and writes what `change` makes of it in the same transaction. `lasting`: the browser keeps it. */
async function follow(
  workspace: Workspace,
  change?: (list: Scenario[]) => Scenario[],
): Promise<{ list: Scenario[]; lasting: boolean }> {
  const place = placeOf(workspace);
  const db = await databaseOf(workspace).catch(() => undefined);
  if (db) {
    try {
      const list = await new Promise<Scenario[]>((resolve, reject) => {
        const transaction = db.transaction(store, change ? 'readwrite' : 'readonly');
        const scenarios = transaction.objectStore(store);
        let list: Scenario[] = [];
        const reading = scenarios.get(key);
        reading.onsuccess = () => {
          list = scenariosIn(reading.result);
          if (!change) return;
          list = change(list);
          scenarios.put(list, key);
        };
        transaction.oncomplete = () => resolve(list);
        transaction.onabort = () => reject(transaction.error);
      });
      return { list, lasting: true };
    } catch {
      // No room, say: as long as the page is open, then.
    } finally {
      db.close();
    }
  }
  const list = change ? change(inMemory.get(place) ?? []) : (inMemory.get(place) ?? []);
  inMemory.set(place, list);
  return { list, lasting: false };
}

/** The scenarios of the open network, in the order in which they were made. */
export function scenariosOf(workspace: Workspace): Promise<{ list: Scenario[]; lasting: boolean }> {
  return follow(workspace);
}

/** True when the browser keeps it; else it lasts as long as the page. */
export async function addScenario(
  workspace: Workspace,
  { name, operations }: Pick<Scenario, 'name' | 'operations'>,
): Promise<boolean> {
  const id = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const { lasting } = await follow(workspace, (list) => [
    ...list,
    { id, name: name.slice(0, 300), created: Date.now(), operations },
  ]);
  return lasting;
}

export async function changeScenario(
  workspace: Workspace,
  id: string,
  changes: Partial<Omit<Scenario, 'id'>>,
): Promise<void> {
  await follow(workspace, (list) => list.map((each) => (each.id === id ? { ...each, ...changes } : each)));
}

/** Gives what was thrown away, so that it can be put back. */
export async function removeScenario(workspace: Workspace, id: string): Promise<() => Promise<void>> {
  let gone: Scenario | undefined;
  let at = 0;
  await follow(workspace, (list) => {
    at = list.findIndex((each) => each.id === id);
    gone = list[at];
    return list.filter((each) => each.id !== id);
  });
  return async () => {
    const scenario = gone;
    if (scenario) await follow(workspace, (list) => [...list.slice(0, at), scenario, ...list.slice(at)]);
  };
}
