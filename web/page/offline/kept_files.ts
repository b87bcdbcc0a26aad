// The files of the site as the service worker keeps them. Between the site and this browser stand login pages of a wifi, updates that are
// half published and caches of others: so nothing is kept, and nothing kept is given, whose bytes are not those that the build made.
import { cacheName, isOwnCache } from '../support/cache_names.ts';

/** A file of the site; `revision` is the SHA-256 of its bytes in hexadecimal. `start`: the page cannot begin without it. */
export interface SiteFile {
  url: string;
  revision: string;
  start?: true;
}

/** What of the browser is used; tests bring their own. */
export interface Surroundings {
  /** The folder of the page, as an address that ends with a slash. */
  scope: string;
  caches: CacheStorage;
  fetch: (request: Request) => Promise<Response>;
}

/** The name of the page itself, which is what the address of the folder stands for. */
const page = 'index.html';
/** The parameter in which an entry's address says what its bytes are; the other one was that of earlier versions, and shorter. */
const revisionParameter = 'revision';
const revisionParameters = [revisionParameter, '__WB_REVISION__'];
/** Where the worker writes down what is left of versions before it. */
const noteParameter = 'outdated';
/** So many files are fetched at a time, and so many may be wrong before the rest is left for another time. */
const lanes = 4;
const mostFailures = 3;
/** What speaks of the bytes on their way, not of those that are kept. */
const travelHeaders = ['content-encoding', 'content-length', 'transfer-encoding', 'vary', 'age'];

export async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A file is missing or wrong, so the app is not kept as a whole. */
export class Incomplete extends Error {}

interface Note {
  /** The pages that were open when this version took over: they may still want what is outdated. */
  clients: string[];
  keys: string[];
  caches: string[];
}

export class KeptFiles {
  readonly #files: Map<string, SiteFile>;
  readonly #around: Surroundings;
  readonly #name: string;

  constructor(files: readonly SiteFile[], around: Surroundings) {
    this.#files = new Map(files.map((file) => [file.url, file]));
    this.#around = around;
    this.#name = cacheName(around.scope);
  }

  /** The file that an address of this site stands for, or null when it is none of ours. */
  fileAt(address: string): SiteFile | null {
    return this.#files.get(this.#pathOf(address) ?? '') ?? null;
  }

  /** Whether an address may be that of a part of an earlier version: those have their digest in their names. */
  mayBeOutdated(address: string): boolean {
    return /^(\w+-[A-Z0-9]{8}\.js|rest-[0-9a-f]+\.wasm)$/.test(this.#pathOf(address) ?? '');
  }

  /** The kept copy; null when there is none, or none that is right. */
  async get(file: SiteFile): Promise<Response | null> {
    return this.#checked(this.#name, this.#keyOf(file), file.revision);
  }

  /** The copy of a file that this version has no more, for a page that was open before it. */
  async getOutdated(address: string): Promise<Response | null> {
    const path = this.#pathOf(address);
    for (const entry of await this.#entries())
      if (entry.path === path) {
        const response = await this.#checked(entry.cache, entry.key, entry.revision);
        if (response) return response;
      }
    return null;
  }

  /** From the network and, if it is right, into the cache where there is one; null when what comes is not the file. */
  async fetch(file: SiteFile): Promise<Response | null> {
    const response = await this.#fetchChecked(file);
    // Whoever removed everything wants it gone.
    if (response && (await this.#around.caches.has(this.#name)))
      // It is of use where there is no room for it as well.
      await this.#put(file, response.clone()).catch(() => {});
    return response;
  }

  /** Fetches all that is not there. Throws Incomplete; what was right stays for the next time. */
  async complete(): Promise<void> {
    const waiting = [...this.#files.values()];
    const entries = await this.#entries();
    const missing: string[] = [];
    const work = async () => {
      for (let file = waiting.shift(); file && missing.length < mostFailures; file = waiting.shift())
        if (!(await this.#obtain(file, entries))) missing.push(file.url);
    };
    await Promise.all(Array.from({ length: lanes }, work));
    if (missing.length > 0) throw new Incomplete(missing.join(', '));
  }

  /** Whether everything that the page begins with has an entry, so that it never begins with files of two versions. */
  async canStart(): Promise<boolean> {
    const keys = new Set((await this.#entries()).filter(({ cache }) => cache === this.#name).map(({ key }) => key));
    return [...this.#files.values()].every((file) => !file.start || keys.has(this.#keyOf(file)));
  }

  /**
   * What earlier versions kept that is not what they meant to keep: an earlier one took any answer. `start`: a page that began with it
   * cannot have begun well. With `remove` it goes at once: it is of no use to anybody.
   */
  async poisoned(remove = false): Promise<{ any: boolean; start: boolean }> {
    const entries = (await this.#entries()).filter(({ cache }) => cache !== this.#name);
    const wrong: string[] = [];
    let shell = '';
    for (const { cache: name, key, path, revision } of entries) {
      const cache = await this.#around.caches.open(name);
      const bytes = await (await cache.match(key, { ignoreVary: true }))?.arrayBuffer();
      if (bytes && (await digestOf(bytes)).startsWith(revision)) {
        if (path === page) shell = new TextDecoder().decode(bytes);
        continue;
      }
      wrong.push(path);
      if (remove) await cache.delete(key, { ignoreVary: true });
    }
    const first = [page, 'app.js', 'style.css', 'impactweb.wasm'];
    const begins = /^(rest-\w+\.wasm|strings\/(nl|en)\.json|fonts\/.*)$/;
    const spoilt = (path: string) => first.includes(path) || begins.test(path) || shell.includes(`"${path}"`);
    const lost = entries.length > 0 && first.some((name) => !entries.some(({ path }) => path === name));
    return { any: wrong.length > 0 || lost, start: wrong.some(spoilt) || lost };
  }

  /** Writes down what earlier versions left; `clients` are the pages that may still want it. */
  async outdate(clients: readonly string[]): Promise<void> {
    const current = new Set([...this.#files.values()].map((file) => this.#keyOf(file)));
    const entries = await this.#entries();
    const note: Note = {
      clients: [...clients],
      keys: entries.filter(({ cache, key }) => cache === this.#name && !current.has(key)).map(({ key }) => key),
      caches: (await this.#caches()).filter((name) => name !== this.#name),
    };
    if (note.keys.length + note.caches.length === 0) return;
    const cache = await this.#around.caches.open(this.#name);
    await cache.put(this.#noteKey(), new Response(JSON.stringify(note)));
    await this.tidy(clients);
  }

  /** Removes what is outdated once none of the pages that may want it is open. */
  async tidy(clients: readonly string[]): Promise<void> {
    const found = await this.#around.caches.match(this.#noteKey(), { cacheName: this.#name });
    if (!found) return;
    const note = (await found.json()) as Note;
    if (note.clients.some((id) => clients.includes(id))) return;
    const cache = await this.#around.caches.open(this.#name);
    const current = new Set([...this.#files.values()].map((file) => this.#keyOf(file)));
    for (const key of note.keys) if (!current.has(key)) await cache.delete(key);
    for (const name of note.caches) await this.#around.caches.delete(name);
    await cache.delete(this.#noteKey());
  }

  /** Makes sure that a file is kept: it is, an earlier version kept the same bytes, or it is fetched. */
  async #obtain(file: SiteFile, entries: readonly Entry[]): Promise<boolean> {
    if (await this.get(file)) return true;
    for (const { cache, key, path, revision } of entries) {
      if (path !== file.url || !file.revision.startsWith(revision)) continue;
      const copy = await this.#checked(cache, key, file.revision);
      if (copy) {
        await this.#put(file, copy);
        return true;
      }
    }
    const response = await this.#fetchChecked(file);
    if (!response) return false;
    await this.#put(file, response);
    return true;
  }

  async #fetchChecked(file: SiteFile): Promise<Response | null> {
    // A host may lead from the one name of the page to the other.
    const address = this.#around.scope + (file.url === page ? '' : file.url);
    // The browser has most of it from loading the page: asking whether that is still the newest costs a few bytes. What stood between us
    // and the site may be in the browser's own cache as well, and the second way goes past it.
    for (const cache of ['no-cache', 'reload'] as const) {
      try {
        const request = new Request(address, { cache, credentials: 'same-origin', redirect: 'error' });
        const response = await this.#around.fetch(request);
        if (response.status !== 200 || response.redirected || !['basic', 'default'].includes(response.type)) continue;
        const bytes = await response.arrayBuffer();
        if ((await digestOf(bytes)) !== file.revision) continue;
        const headers = new Headers(response.headers);
        for (const name of travelHeaders) headers.delete(name);
        return new Response(bytes, { headers });
      } catch {
        // No network, or somebody who leads elsewhere.
      }
    }
    return null;
  }

  async #checked(cacheName: string, key: string, revision: string): Promise<Response | null> {
    const found = await this.#around.caches.match(key, { cacheName, ignoreVary: true });
    if (!found) return null;
    try {
      if ((await digestOf(await found.clone().arrayBuffer())).startsWith(revision)) return found;
    } catch {
      // It can no longer be read.
    }
    await (await this.#around.caches.open(cacheName)).delete(key, { ignoreVary: true });
    return null;
  }

  async #put(file: SiteFile, response: Response): Promise<void> {
    await (await this.#around.caches.open(this.#name)).put(this.#keyOf(file), response);
  }

  #keyOf(file: SiteFile): string {
    return `${this.#around.scope}${file.url}?${revisionParameter}=${file.revision}`;
  }

  #noteKey(): string {
    return `${this.#around.scope}?${noteParameter}`;
  }

  /** Below the folder of the page, without the query; null outside of it. */
  #pathOf(address: string): string | null {
    const { origin, pathname } = new URL(address);
    const path = origin + pathname;
    return path.startsWith(this.#around.scope) ? path.slice(this.#around.scope.length) || page : null;
  }

  async #caches(): Promise<string[]> {
    return (await this.#around.caches.keys()).filter((name) => isOwnCache(name, this.#around.scope));
  }

  async #entries(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (const cache of await this.#caches())
      for (const { url } of await (await this.#around.caches.open(cache)).keys()) {
        const path = this.#pathOf(url);
        const asked = new URL(url).searchParams;
        const revision = revisionParameters.map((name) => asked.get(name)).find((value) => value);
        if (path !== null && revision) entries.push({ cache, key: url, path, revision });
      }
    return entries;
  }
}

interface Entry {
  cache: string;
  key: string;
  path: string;
  /** The SHA-256 of the bytes, or its beginning. */
  revision: string;
}
