// SplitProgram of the page that come when they are used: script, words and style. All of them go through here, so that one that does not come
// is told of, with why and a way on, and so that another press tries again.

import { FetchFailed, fetchFile, type What } from '../support/fetching.ts';
import { make } from '../widgets/dom.ts';
import { notify, shownNotice, takeAway } from '../widgets/toast.ts';
import { moreWords, t } from '../words/i18n.ts';
import { reloadPastCache } from './reload.ts';

/** The parts by the names of their files, and what they are called. */
const parts = {
  share: 'share',
  cards: 'cards',
  fill: 'insight',
  panel: 'insight',
  lens_text: 'insight',
  introduction_cards: 'output',
  output: 'output',
  pdfkit: 'pdf',
  word: 'output',
  import: 'import',
  bring_in: 'import',
  api_calls: 'import',
  data: 'data',
  handbook: 'handbook',
  live: 'live',
  view: 'view',
  updates: 'offline',
} as const satisfies Record<string, What>;

export type Part = keyof typeof parts;

/** So long nobody wonders whether the press was noticed. */
const patience = 600;

/** Files that came; they are there for the script that imports them. */
const fetched = new Map<string, Promise<void>>();
/** How many presses of a person are being answered. */
let answering = 0;
let tries = 0;
/** The notice of what did not come; another press is its end. */
let failure: Element | null = null;

/** The files of a part, as the build wrote them into the page (web/build.mjs). */
function filesOf(part: Part): string[] {
  if (typeof document === 'undefined') return [];
  const written = document.querySelector<HTMLMetaElement>('meta[name="impactweb-parts"]')?.content ?? '{}';
  return (JSON.parse(written) as Record<string, string[]>)[part] ?? [];
}

function fetchOnce(file: string, what: What): Promise<void> {
  let coming = fetched.get(file);
  if (!coming) {
    coming = fetchFile(file, what, async (response) => {
      await response.arrayBuffer();
    });
    coming.catch(() => fetched.delete(file));
    fetched.set(file, coming);
  }
  return coming;
}

/**
 * Imports a part: `load` is the import itself, and `part` the name of the file in it. Throws FetchFailed when it cannot be had.
 *
 * Browsers remember an import that failed and never try it again, and a part imports others. So the files are fetched before, which can
 * be tried as often as one likes.
 */
export async function later<T>(part: Part, load: () => Promise<T>): Promise<T> {
  const what = parts[part];
  const files = filesOf(part);
  return whileTold(what, async () => {
    await Promise.all(files.map((file) => fetchOnce(file, what)));
    try {
      return await load();
    } catch (error) {
      const [script] = files;
      if (script === undefined) throw error;
      for (const file of files) fetched.delete(file);
      // It was there a moment ago. Under another name it is another import.
      tries += 1;
      const address = new URL(`${script}?again=${tries}`, document.baseURI).href;
      return (await import(address).catch(() => {
        throw new FetchFailed('server', what, error);
      })) as T;
    }
  });
}

const styles = new Map<string, Promise<void>>();

/** Fetches the style of a part, named after its folder. Throws FetchFailed. */
export function fetchStyle(name: string, what: What): Promise<void> {
  let loaded = styles.get(name);
  if (!loaded) {
    loaded = fetchOnce(`${name}.css`, what).then(
      () =>
        new Promise<void>((resolve, reject) => {
          const link = make('link', { rel: 'stylesheet', href: `${name}.css` });
          link.addEventListener('load', () => resolve());
          link.addEventListener('error', () => {
            link.remove();
            reject(new FetchFailed('server', what));
          });
          document.head.append(link);
        }),
    );
    loaded.catch(() => {
      styles.delete(name);
      fetched.delete(`${name}.css`);
    });
    styles.set(name, loaded);
  }
  return loaded;
}

/**
 * Fetches what a part needs beside its script: words and style. `name` is that of its file in assets/strings/…/later and of its folder
 * here. Throws FetchFailed.
 */
export async function fetchLater(name: 'cards' | 'handbook' | 'import' | 'insight' | 'live'): Promise<void> {
  await whileTold(name, () => Promise.all([moreWords(name), fetchStyle(name, name)]));
}

/** Does what somebody pressed for, and tells when a part of it cannot be fetched. Never rejects. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  answering += 1;
  takeAway(failure);
  try {
    await work();
  } catch (error) {
    if (error instanceof FetchFailed) return tellOf(error, () => void attempt(work));
    console.error(error);
    notify({ text: t('common.wentWrong'), kind: 'error' });
  } finally {
    answering -= 1;
  }
}

/** Says what could not be fetched, and offers a way on; `again` is what was wanted. */
export function tellOf(error: FetchFailed, again: () => void): void {
  notify({ text: error.message, kind: 'error', stays: true, action: wayOn(error, again) });
  failure = shownNotice();
}

/** What can be done when something did not come: to try again, or to load the page anew when that is what would help. */
export function wayOn(error: FetchFailed, again: () => void): { label: string; run: () => void } {
  return error.reason === 'renewed' || error.what === 'start'
    ? { label: t('common.reload'), run: () => void reloadPastCache() }
    : { label: t('common.again'), run: again };
}

/** Says that something is on its way, once it takes a moment, when a person waits for it. */
async function whileTold<T>(what: What, work: () => Promise<T>): Promise<T> {
  if (answering === 0) return work();
  let notice: Element | null = null;
  const timer = setTimeout(() => {
    const text = t('fetching.underWay', t(`part.${what}`));
    notify({ text, kind: 'info', stays: true });
    notice = shownNotice();
  }, patience);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    takeAway(notice);
  }
}
