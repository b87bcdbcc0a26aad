// The words of the page in Dutch and English: tables fetched from strings/, and switched at once.
import { fetchFile, type What } from '../support/fetching.ts';
import { setText } from '../support/pressing.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { Signal } from '../support/signal.ts';
import { hasText, type Language, language, languages, speak, type Table, t, table } from '../support/texts.ts';

export * from '../support/texts.ts';

let latest: Language = 'nl';
const tables = new Map<string, Promise<Table>>();
const further = new Set<string>();
const switched = new Signal<void>();
const extended = new Signal<void>();
let begin: () => void = () => {};
/** Resolves when there is a language. */
const begun = new Promise<void>((resolve) => {
  begin = resolve;
});

/** The remembered choice, or else the first of the browser's languages that we speak. */
export function preferredLanguage(): Language {
  const kept = readSetting('language');
  for (const wanted of [kept, ...navigator.languages]) {
    const found = languages.find((known) => wanted?.toLowerCase().split('-')[0] === known);
    if (found) return found;
  }
  return 'en';
}

function fetchTable(name: string): Promise<Table> {
  let promise = tables.get(name);
  if (!promise) {
    const what: What = Object.keys(table()).length === 0 ? 'start' : 'words';
    promise = fetchFile(`strings/${name}.json`, what, (response) => response.json() as Promise<Table>);
    promise.catch(() => tables.delete(name));
    tables.set(name, promise);
  }
  return promise;
}

async function wordsOf(wanted: Language): Promise<Table> {
  const names = [wanted, ...[...further].map((name) => `${name}-${wanted}`)];
  return Object.assign({}, ...(await Promise.all(names.map(fetchTable))));
}

/**
 * Fetches words that a first visit does without; from then on they are there in every language. `names` are those of files in
 * assets/strings/…/later. Throws FetchFailed.
 */
export async function moreWords(...names: string[]): Promise<void> {
  const wanted = names.filter((name) => !further.has(name));
  for (const name of wanted) further.add(name);
  try {
    await begun;
    let inLanguage: Language;
    let tables: Table[];
    do {
      inLanguage = language();
      tables = await Promise.all(names.map((name) => fetchTable(`${name}-${inLanguage}`)));
    } while (inLanguage !== language());
    speak(inLanguage, Object.assign({}, table(), ...tables));
  } catch (error) {
    for (const name of wanted) further.delete(name);
    throw error;
  }
  if (wanted.length === 0) return;
  translate(document.documentElement);
  extended.emit();
}

/** The same on the spot: `fetchNow` gives the table in a file. Throws what it throws. */
export function moreWordsNow(name: string, fetchNow: (file: string) => Table): void {
  const words = fetchNow(`strings/${name}-${language()}.json`);
  speak(language(), Object.assign({}, table(), words));
  further.add(name);
  translate(document.documentElement);
  extended.emit();
}

/** Switches the whole page; `remember` when a person chose it. Throws FetchFailed. */
export async function setLanguage(wanted: Language, remember = false): Promise<void> {
  latest = wanted;
  let count: number;
  let words: Table;
  do {
    count = further.size;
    words = await wordsOf(wanted);
  } while (further.size !== count);
  // The table of an earlier choice may come later.
  if (latest !== wanted) return;
  speak(wanted, words);
  if (remember) writeSetting('language', wanted);
  begin();
  document.documentElement.lang = wanted;
  translate(document.documentElement);
  extended.emit();
  switched.emit();
}

/** Called whenever there are other words than before: another language, or more of them. */
export function onWords(listener: () => void): () => void {
  return extended.add(listener);
}

/** Called after each change of language. */
export function onLanguage(listener: () => void): () => void {
  return switched.add(listener);
}

/** Fills in every element under `root` that names its text: data-i18n, data-i18n-label, data-i18n-title, data-i18n-placeholder. */
export function translate(root: Element): void {
  for (const [attribute, put] of places) {
    const elements = root.querySelectorAll<HTMLElement>(`[${attribute}]`);
    for (const element of elements) {
      const key = element.getAttribute(attribute) ?? '';
      // Some words come later than the page.
      if (hasText(key)) put(element, t(key));
    }
  }
}

const places: [string, (element: HTMLElement, text: string) => void][] = [
  ['data-i18n', setText],
  ['data-i18n-label', (element, text) => element.setAttribute('aria-label', text)],
  ['data-i18n-title', (element, text) => element.setAttribute('title', text)],
  ['data-i18n-placeholder', (element, text) => element.setAttribute('placeholder', text)],
];
