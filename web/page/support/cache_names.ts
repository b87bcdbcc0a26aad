// What the browser knows the kept app by: names that the service worker and the page share.

export function cacheName(scope: string): string {
  return `impactweb-files-${scope}`;
}

/** The caches of this page, those of earlier versions included; never those of a page in a folder below it. */
export function isOwnCache(name: string, scope: string): boolean {
  return name === cacheName(scope) || (name.startsWith('workbox-') && name.endsWith(`-${scope}`));
}

/** The lock that a page holds which has just removed everything, for as long as it is open. */
export function erasedLock(scope: string): string {
  return `impactweb-erased-${scope}`;
}
