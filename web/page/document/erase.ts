// Removing everything that Impactweb keeps in this browser: networks, list, choices, and the app itself. A database can only go when
// nobody has it open, so the page notes the wish, loads anew, and removes before anything is opened.
import { settingNames, writeSetting } from '../settings.ts';
import { databaseName, deleteStored, emptyCatalogue, storedIds } from './storage.ts';

const wish = 'impactweb-erase';
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(wish);

/** Called when another tab is about to remove everything: let go of what is open, and write nothing more. */
export function onEraseElsewhere(listener: () => void): void {
  channel?.addEventListener('message', listener);
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
    if (wanted === null) return false;
    sessionStorage.removeItem(wish);
    ids = JSON.parse(wanted) as string[];
  } catch {
    return false;
  }
  // Not every browser tells which databases it has.
  const names = new Set([...ids, ...((await storedIds()) ?? [])].map(databaseName));
  await emptyCatalogue().catch(() => {});
  await Promise.all([...names].map(deleteStored));
  for (const name of settingNames()) writeSetting(name, null);
  await forgetApp().catch(() => {});
  return true;
}

/** What lets the page work without a network. */
async function forgetApp(): Promise<void> {
  const scope = new URL('./', location.href).href;
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? [])
    if (registration.scope === scope) await registration.unregister();
  for (const key of await caches.keys()) if (key.includes(scope)) await caches.delete(key);
}
