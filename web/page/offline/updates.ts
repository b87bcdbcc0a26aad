// The app without a network: the service worker is registered once the picture stands, and a new version is announced, but taken only
// on a person's word and never under work that is not saved.

import { forgetApp, onEraseElsewhere } from '../document/erase.ts';
import { attempt } from '../loading/late_parts.ts';
import { servedBy } from '../loading/reload.ts';
import { scriptUrl } from '../support/script_urls.ts';
import { showTrouble } from '../widgets/dialogs.ts';
import { notify } from '../widgets/toast.ts';
import { moreWords, t } from '../words/i18n.ts';

/** What the person is working on. */
export interface Work {
  /** Resolves when everything is on disk (true) or will not be (false). */
  saved(): Promise<boolean>;
  saveFile(): void;
}

/** How often a page that stays open asks for a new version, and when it tries again what did not come. */
const checkEvery = 60 * 60 * 1000;
const firstRetry = 60 * 1000;
/** A page that comes into sight again may have another network by now. */
const soonAgain = 10 * 1000;

/** Registers the service worker, and watches for new versions. Never rejects. */
export async function workOffline(work: Work): Promise<void> {
  const container = navigator.serviceWorker;
  if (!container) return;
  // Another tab may take a new version while this one is still at its first picture.
  if (servedBy && container.controller !== servedBy) void attempt(() => announceElsewhere(work));
  let taking = false;
  let ended = false;
  let watched: ServiceWorkerRegistration | undefined;

  const announce = () => {
    const waiting = watched?.waiting;
    // Without a page that it serves, a new worker is the first one.
    if (!waiting || !container.controller) return;
    void attempt(() =>
      announceUpdate(work, () => {
        taking = true;
        waiting.postMessage('take over');
      }),
    );
  };
  container.addEventListener('controllerchange', () => {
    if (taking) location.reload();
    else if (servedBy) void attempt(() => announceElsewhere(work));
  });
  // Another tab removes everything: nothing of it may come back from here.
  onEraseElsewhere(() => {
    ended = true;
    void forgetApp().catch(() => {});
  });

  /** True when the app is kept as a whole. */
  const look = async (): Promise<boolean> => {
    const registration = await container.register(scriptUrl('service-worker.js'), { updateViaCache: 'none' });
    if (ended) {
      await forgetApp();
      return true;
    }
    if (registration !== watched) {
      watched = registration;
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', announce);
      });
      announce();
    } else {
      await registration.update();
    }
    const arrived = await settled(registration.installing);
    return (await isWhole(registration.active)) && arrived;
  };

  let looking = false;
  let looked = 0;
  let well = false;
  let pause = firstRetry;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lookNow = async () => {
    if (looking || ended) return;
    looking = true;
    clearTimeout(timer);
    well = await look().catch((error: unknown) => {
      // Denied, unreachable, or not the site that answered: the page works as it did before there were service workers.
      console.debug('Impactweb: no work without a network', error);
      return false;
    });
    looked = Date.now();
    looking = false;
    pause = well ? firstRetry : Math.min(pause * 2, checkEvery);
    if (!well && !ended) timer = setTimeout(() => void lookNow(), pause);
  };
  window.addEventListener('online', () => {
    if (!well) void lookNow();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - looked >= (well ? checkEvery : soonAgain))
      void lookNow();
  });
  await lookNow();
}

/** Whether a worker that is being installed came in one piece. */
function settled(worker: ServiceWorker | null): Promise<boolean> {
  if (!worker) return Promise.resolve(true);
  return new Promise((resolve) => {
    const see = () => {
      if (worker.state !== 'installing') resolve(worker.state !== 'redundant');
    };
    worker.addEventListener('statechange', see);
    see();
  });
}

/** Lets the worker look after what it keeps; false when something is missing that did not come. */
function isWhole(worker: ServiceWorker | null): Promise<boolean> {
  if (!worker) return Promise.resolve(true);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    // One of an earlier version does not answer.
    setTimeout(() => resolve(true), firstRetry);
    worker.postMessage('complete', [port2]);
  });
}

async function announceUpdate(work: Work, take: () => void): Promise<void> {
  await moreWords('data');
  notify({
    text: t('update.ready'),
    kind: 'info',
    stays: true,
    action: { label: t('update.take'), run: () => void whenSaved(work, take) },
  });
}

/** Another tab has taken the new version; this page is still the old one. */
async function announceElsewhere(work: Work): Promise<void> {
  await moreWords('data');
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
