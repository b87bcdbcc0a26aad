// Keeps the whole app in the browser, so that a later visit needs no network. A new version is fetched as a whole and waits until a
// person takes it (updates.ts), but for one case: when what an earlier version kept is not the app, there is nobody who could press.

import { erasedLock } from '../support/cache_names.ts';
import { KeptFiles, type SiteFile } from './kept_files.ts';
import { anew, type Client, hasBegun } from './page_liveness.ts';

/** The part of the service worker's global scope that is used; TypeScript knows either this or the page's. */
interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: Lifecycle) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown> & Lifecycle) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetch) => void): void;
  skipWaiting(): Promise<void>;
  registration: { scope: string; active: object | null };
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<Client[]>;
  };
}
interface Lifecycle extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetch extends Lifecycle {
  request: Request;
  clientId: string;
  resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
}

/** Every file of the site with a digest of its bytes, put in by the build. */
declare const IMPACTWEB_FILES: SiteFile[];

const scope = self as unknown as Scope;
const folder = scope.registration.scope;
const kept = new KeptFiles(IMPACTWEB_FILES, { scope: folder, caches, fetch: (request) => fetch(request) });
/** Pages that began with what the network gave, because what is kept was not enough: all of them is to be of one version. */
const fromNetwork = new Set<string>();
/** How long such a page waits for the network when there is a copy all the same. */
const patience = 4000;

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(scope.skipWaiting());
  else if (event.data === 'complete') event.waitUntil(complete().then((whole) => event.ports[0]?.postMessage(whole)));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const file = kept.fileAt(request.url);
  const opens = request.mode === 'navigate';
  // What else is in the folder is not ours, and neither is the login page of a wifi.
  if (file) event.respondWith(opens && file.url === 'index.html' ? page(event, file) : part(event, file));
  else if (!opens && kept.mayBeOutdated(request.url)) event.respondWith(outdatedPart(request));
});

async function install(): Promise<void> {
  if (await isErased()) throw new Error('everything has just been removed');
  await kept.complete();
  if (scope.registration.active && (await kept.poisoned()).any) await scope.skipWaiting();
}

async function activate(): Promise<void> {
  const poisoned = await kept.poisoned(true);
  await scope.clients.claim();
  const pages = await ownPages();
  await kept.outdate(pages.map(({ id }) => id));
  // Not waited for: a page that is loaded anew waits until this worker is active.
  if (poisoned.start) for (const each of pages) void reloadPage(each);
}

/** Loads a page anew that cannot have begun. One that has, because it was open before the bad files came, is left alone. */
async function reloadPage(client: Client): Promise<void> {
  // Somebody may have typed an answer.
  if (/^#(card|answer)=/.test(new URL(client.url).hash) || (await hasBegun(client))) return;
  const address = new URL(client.url);
  // Some browsers take the same address for a place on the same page, when it has one (startup_check.ts takes it out again).
  if (address.hash) address.searchParams.set(anew, '');
  await client.navigate?.(address.href).catch(() => {});
}

/** Fetches what is missing, and removes what nobody needs any more; false when not all of it came. */
async function complete(): Promise<boolean> {
  if (await isErased()) return false;
  try {
    await kept.complete();
    await kept.tidy((await ownPages()).map(({ id }) => id));
    return true;
  } catch {
    return false;
  }
}

async function page({ request, resultingClientId }: Fetch, file: SiteFile): Promise<Response> {
  const copy = await kept.get(file);
  if (copy && (await kept.canStart())) return copy;
  if (resultingClientId) fromNetwork.add(resultingClientId);
  const network = fetch(request);
  if (!copy) return network;
  const instead = new Promise<Response>((resolve) => setTimeout(() => resolve(copy), patience));
  return Promise.race([network.catch(() => copy), instead]).then((response) => {
    if (response === copy) fromNetwork.delete(resultingClientId);
    return response;
  });
}

async function part({ request, clientId }: Fetch, file: SiteFile): Promise<Response> {
  if (fromNetwork.has(clientId)) {
    const response = await fetch(request).catch(() => null);
    if (response?.ok && !response.headers.get('content-type')?.startsWith('text/html')) return response;
  }
  // What comes instead of the file, such as a login page, is given as it is, and not kept.
  return (await kept.get(file)) ?? (await kept.fetch(file)) ?? fetch(request);
}

async function outdatedPart(request: Request): Promise<Response> {
  return (await kept.getOutdated(request.url)) ?? fetch(request);
}

async function ownPages(): Promise<Client[]> {
  const all = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(folder));
}

/** Whether a page is open that has just removed everything: another one, from before, must not bring it back. */
async function isErased(): Promise<boolean> {
  const { held } = (await navigator.locks?.query()) ?? {};
  return held?.some(({ name }) => name === erasedLock(folder)) === true;
}
