// The browser's databases: whether there are any, which are ours, and what a document's database holds. Reading never creates one.

const prefix = 'impactweb-';
/** The database of the list of networks. */
export const catalogueName = 'impactweb-catalogue';

export function databaseName(id: string): string {
  return prefix + id;
}

/** Whether this browser lets us keep anything: denied by a setting, by private browsing or by an embedding page. */
export async function storageWorks(): Promise<boolean> {
  try {
    const opened = await withTimeout(
      open(catalogueName, (db) => db.createObjectStore('networks')),
      4000,
    );
    opened?.close();
    return opened !== undefined;
  } catch {
    return false;
  }
}

/** The updates that a document's database holds, or undefined when there is no such database. */
export async function readStored(name: string): Promise<Uint8Array[] | undefined> {
  const db = await open(name);
  if (!db) return undefined;
  try {
    if (!db.objectStoreNames.contains('updates')) return undefined;
    const all = db.transaction('updates').objectStore('updates').getAll();
    const values: unknown[] = await settled(all);
    return values.map((value) => (value instanceof Uint8Array ? value : new Uint8Array()));
  } finally {
    db.close();
  }
}

/** When the document was last known to be on disk, in milliseconds since 1970. */
export async function readSavedAt(name: string): Promise<number | undefined> {
  const db = await open(name);
  if (!db) return undefined;
  try {
    const time: unknown = await settled(db.transaction('custom').objectStore('custom').get('savedAt'));
    return typeof time === 'number' ? time : undefined;
  } finally {
    db.close();
  }
}

/** Adds an update to a document's database, which is made when it is not there. */
export async function writeStored(name: string, update: Uint8Array): Promise<void> {
  const db = await open(name, (created) => {
    created.createObjectStore('updates', { autoIncrement: true });
    created.createObjectStore('custom');
  });
  if (!db) return;
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction('updates', 'readwrite', { durability: 'strict' });
      transaction.objectStore('updates').add(update);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

export function deleteStored(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    // Blocked means that a tab still has it open; the browser deletes it when that tab lets go.
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}

/** Empties the list of networks. Every tab holds its database open, so it cannot be deleted. */
export async function emptyCatalogue(): Promise<void> {
  const db = await open(catalogueName);
  if (!db) return;
  try {
    for (const store of db.objectStoreNames)
      await settled(db.transaction(store, 'readwrite').objectStore(store).clear());
  } finally {
    db.close();
  }
}

/** Ids of the documents that are there, or undefined in a browser that does not tell. */
export async function storedIds(): Promise<string[] | undefined> {
  try {
    const databases = await indexedDB.databases();
    return databases
      .map(({ name, version }) => (version ? (name ?? '') : ''))
      .filter((name) => name.startsWith(prefix) && name !== catalogueName)
      .map((name) => name.slice(prefix.length));
  } catch {
    return undefined;
  }
}

/** Opens a database. Without `create`, undefined stands for one that does not exist, and it is not created either. */
function open(name: string, create?: (db: IDBDatabase) => void): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let missing = false;
    request.onupgradeneeded = () => {
      if (create) create(request.result);
      else {
        missing = true;
        request.transaction?.abort();
      }
    };
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => db.close();
      resolve(db);
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (missing) resolve(undefined);
      else reject(request.error);
    };
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function withTimeout<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  return Promise.race([promise, new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds))]);
}
