// The app without a network: the service worker is registered once the picture stands, and a new version is announced, but taken only
// on a person's word and never under work that is not saved.
import { showTrouble } from '../dialogs.ts';
import { t } from '../i18n.ts';
import { scriptUrl } from '../script_urls.ts';
import { notify } from '../toast.ts';

/** What the person is working on. */
export interface Work {
  /** Resolves when everything is on disk (true) or will not be (false). */
  saved(): Promise<boolean>;
  saveFile(): void;
}

/** How often a page that stays open asks for a new version. */
const checkEvery = 60 * 60 * 1000;

/** Registers the service worker, and watches for new versions. Never rejects. */
export async function workOffline(work: Work): Promise<void> {
  const container = navigator.serviceWorker;
  if (!container) return;
  const before = container.controller;
  let taking = false;
  try {
    const registration = await container.register(scriptUrl('service-worker.js'), { updateViaCache: 'none' });
    const announce = () => {
      const { waiting } = registration;
      // Without a page that it serves, a new worker is the first one.
      if (waiting && container.controller) announceUpdate(work, () => take(waiting));
    };
    const take = (waiting: ServiceWorker) => {
      taking = true;
      waiting.postMessage('take over');
    };
    container.addEventListener('controllerchange', () => {
      if (taking) location.reload();
      else if (before) announceElsewhere(work);
    });
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', announce);
    });
    announce();
    let checked = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || Date.now() - checked < checkEvery) return;
      checked = Date.now();
      registration.update().catch(() => {});
    });
  } catch (error) {
    // Denied or unreachable: the page works as it did before there were service workers.
    console.debug('Impactweb: no work without a network', error);
  }
}

function announceUpdate(work: Work, take: () => void): void {
  notify({
    text: t('update.ready'),
    kind: 'info',
    stays: true,
    action: { label: t('update.take'), run: () => void whenSaved(work, take) },
  });
}

/** Another tab has taken the new version; this page is still the old one. */
function announceElsewhere(work: Work): void {
  notify({
    text: t('update.elsewhere'),
    kind: 'info',
    stays: true,
    action: { label: t('common.reload'), run: () => void whenSaved(work, () => location.reload()) },
  });
}

async function whenSaved(work: Work, act: () => void): Promise<void> {
  if (await work.saved()) return act();
  await showTrouble(t('storage.trouble'), t('update.unsaved'), {
    label: t('storage.file'),
    run: () => work.saveFile(),
  });
}
