// Loading the page anew when it did not come as a whole.

/** Loads the page anew, and past what the browser may have kept of a network that answered in its place. */
export async function reloadPastCache(): Promise<void> {
  const named = document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>(
    'script[src], link[rel*="load"], link[rel="stylesheet"]',
  );
  const files = [...named].map((each) => ('src' in each ? each.src : each.href));
  const patience = new Promise((resolve) => setTimeout(resolve, 8000));
  await Promise.race([Promise.all(files.map((file) => fetch(file, { cache: 'reload' }).catch(() => {}))), patience]);
  location.reload();
}

/** The worker that this page came from. */
export const servedBy = typeof navigator === 'undefined' ? null : navigator.serviceWorker?.controller;

/** For a page that cannot begin: takes a newer version if there is one, without a word, for nobody has anything in it to lose. */
export async function takeNewVersion(): Promise<void> {
  const container = navigator.serviceWorker;
  const registration = await container?.getRegistration().catch(() => undefined);
  if (!registration?.active) return;
  if (container.controller !== servedBy) return location.reload();
  container.addEventListener('controllerchange', () => location.reload());
  const take = () => registration.waiting?.postMessage('take over');
  const watch = () => registration.installing?.addEventListener('statechange', take);
  registration.addEventListener('updatefound', watch);
  take();
  watch();
  registration.active.postMessage('complete');
  await registration.update().catch(() => {});
}
