// Keeps the whole app in the browser, so that a later visit needs no network. A new version is fetched as a whole and waits until a
// person takes it (updates.ts).
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** The part of the service worker's global scope that is used; TypeScript knows either this or the page's. */
interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: Lifecycle) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
interface Lifecycle extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

/** Every file of the site with a digest of its bytes, put in by the build. */
declare const IMPACTWEB_FILES: { url: string; revision: string }[];

const scope = self as unknown as Scope;
const controller = new PrecacheController({
  plugins: [
    {
      // The page has just loaded most of it: asking whether that is still the newest costs a few bytes, loading it again costs all.
      requestWillFetch: async ({ request }) => new Request(request, { cache: 'no-cache' }),
    },
  ],
});
controller.addToCacheList(IMPACTWEB_FILES);

scope.addEventListener(
  'install',
  (event) => void controller.install(event as Parameters<typeof controller.install>[0]),
);
scope.addEventListener('activate', (event) => {
  void controller.activate(event as Parameters<typeof controller.activate>[0]);
  event.waitUntil(scope.clients.claim());
});
scope.addEventListener('message', (event) => {
  if (event.data === 'take over') void scope.skipWaiting();
});

cleanupOutdatedCaches();
registerRoute(new PrecacheRoute(controller));
registerRoute(new NavigationRoute(controller.createHandlerBoundToURL('index.html')));
