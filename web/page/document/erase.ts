// Removing everything that Impactweb keeps in this browser: networks, list, choices, and the app itself. A database can only go when
// nobody has it open, so the page notes the wish, loads anew, and removes before anything is opened.
import { erasedLock, isOwnCache } from '../support/cache_names.ts';
import { settingNames, writeSetting } from '../support/settings.ts';
import { databaseName, deleteStored, emptyCatalogue, storedIds } from './storage.ts';

const wish = 'impactweb-erase';
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(wish);
/** On which a page that comes says so; on the other one every word means that everything goes. */
const visits = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('impactweb-visit');
let erasedElsewhere = false;
channel?.addEventListener('message', () => {
  erasedElsewhere = true;
});

/** How often it is looked whether something of the app came back after all, in milliseconds. */
const lookEvery = 4000;

/** Called when another tab is about to remove everything, or has: let go of what is open, and write nothing more. */
export function onEraseElsewhere(listener: () => void): void {
  channel?.addEventListener('message', listener);
  if (erasedElsewhere) listener();
}

/** Removes everything; the page is loaded anew and does not come back from this call. `ids`: the networks of the list. */
export function eraseAll(ids: readonly string[]): void {
  channel?.postMessage('erase');
  sessionStorage.setItem(wish, JSON.stringify(ids));
  history.replaceState(null, '', location.pathname + location.search);
  location.reload();
}

/** To be awaited before anything is opened. True when everything has just been removed, as a person asked before this page came. */
export async function eraseIfAsked(): Promise<boolean> {
  let ids: string[];
  try {
    const wanted = sessionStorage.getItem(wish);
    if (wanted === null) {
      visits?.postMessage('visit');
      return false;
    }
    sessionStorage.removeItem(wish);
    ids = JSON.parse(wanted) as string[];
  } catch {
    return false;
  }
  // Tabs that began to come while this one loaded anew have not heard of it.
  channel?.postMessage('erase');
  holdOffOthers();
  const names = new Set([...ids, ...((await storedIds()) ?? [])].map(databaseName));
  // Not every browser tells which databases it has.
  await emptyCatalogue().catch(() => {});
  await Promise.all([...names].map(deleteStored));
  for (const name of settingNames()) writeSetting(name, null);
  await forgetApp().catch(() => {});
  return true;
}

const scope = () => new URL('./', location.href).href;

/** Removes what lets the page work without a network. */
export async function forgetApp(): Promise<void> {
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? [])
    if (registration.scope === scope()) await registration.unregister();
  for (const key of await caches.keys()) if (isOwnCache(key, scope())) await caches.delete(key);
}

/**
 * A tab from before may be about to keep the app, and its worker at fetching it. Until somebody visits the page anew, this one has the
 * worker refuse (offline/service_worker.ts), and looks whether something came back all the same.
 */
function holdOffOthers(): void {
  let visited = () => {};
  const visit = new Promise<void>((resolve) => {
    visited = resolve;
  });
  void navigator.locks?.request(erasedLock(scope()), () => visit).catch(() => {});
  const timer = setInterval(() => void forgetApp().catch(() => {}), lookEvery);
  visits?.addEventListener('message', () => {
    clearInterval(timer);
    visited();
  });
}
