// The words of the page in Dutch and English: tables fetched from strings/, switched at once, and dates and numbers of that language.
import { fetchFile, type What } from '../support/fetching.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { deliver } from '../support/signal.ts';

export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];
export type Table = Record<string, string>;

let current: Language = 'nl';
let latest: Language = 'nl';
let words: Table = {};
const tables = new Map<string, Promise<Table>>();
const further = new Set<string>();
const listeners = new Set<() => void>();
const wordListeners = new Set<() => void>();
let begin: () => void = () => {};
/** Resolves when there is a language. */
const begun = new Promise<void>((resolve) => {
  begin = resolve;
});

export function language(): Language {
  return current;
}

export function table(): Table {
  return words;
}

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
    const what: What = Object.keys(words).length === 0 ? 'start' : 'words';
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
      inLanguage = current;
      tables = await Promise.all(names.map((name) => fetchTable(`${name}-${inLanguage}`)));
    } while (inLanguage !== current);
    words = Object.assign({}, words, ...tables);
  } catch (error) {
    for (const name of wanted) further.delete(name);
    throw error;
  }
  if (wanted.length === 0) return;
  translate(document.documentElement);
  deliver(wordListeners, undefined);
}

/** Switches the whole page; `remember` when a person chose it. Throws FetchFailed. */
export async function setLanguage(wanted: Language, remember = false): Promise<void> {
  latest = wanted;
  let count: number;
  let table: Table;
  do {
    count = further.size;
    table = await wordsOf(wanted);
  } while (further.size !== count);
  // The table of an earlier choice may come later.
  if (latest !== wanted) return;
  words = table;
  current = wanted;
  if (remember) writeSetting('language', wanted);
  begin();
  document.documentElement.lang = wanted;
  translate(document.documentElement);
  deliver([...wordListeners, ...listeners], undefined);
}

/** Called whenever there are other words than before: another language, or more of them. */
export function onWords(listener: () => void): void {
  wordListeners.add(listener);
}

/** Called after each change of language. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function hasText(key: string): boolean {
  return key in words;
}

/** The text of `key`, with {0} {1} … replaced; the key itself when the table lacks it. */
export function t(key: string, ...params: (string | number)[]): string {
  return fill(words[key] ?? key, params);
}

export function fill(text: string, params: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (_, index: string) => {
    const value = params[Number(index)];
    return value === undefined ? '' : typeof value === 'number' ? number(value) : value;
  });
}

/** `key.one` or `key.other`, whichever suits `count`, which is {0}. */
export function plural(key: string, count: number, ...params: (string | number)[]): string {
  return t(`${key}.${new Intl.PluralRules(current).select(count) === 'one' ? 'one' : 'other'}`, count, ...params);
}

/** The person's own variety of the language: British dates are not American ones. */
function locale(): string {
  return navigator.languages.find((tag) => tag.split('-')[0]?.toLowerCase() === current) ?? current;
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** A size in megabytes. */
export function bytes(count: number): string {
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(count / 1_000_000);
}

export function clockTime(time: number): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(time);
}

/** The day, and the time as well when it is today. */
export function dayOrTime(time: number): string {
  const today = new Date().toDateString() === new Date(time).toDateString();
  return today
    ? t('date.today', clockTime(time))
    : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(time);
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
  [
    'data-i18n',
    (element, text) => {
      element.textContent = text;
    },
  ],
  ['data-i18n-label', (element, text) => element.setAttribute('aria-label', text)],
  ['data-i18n-title', (element, text) => element.setAttribute('title', text)],
  ['data-i18n-placeholder', (element, text) => element.setAttribute('placeholder', text)],
];
