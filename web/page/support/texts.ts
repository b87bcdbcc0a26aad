// The words of the page in the language of now, and dates and numbers of that language. words/i18n.ts fetches the tables.

export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];
export type Table = Record<string, string>;

let current: Language = 'nl';
let words: Table = {};

export function language(): Language {
  return current;
}

export function table(): Table {
  return words;
}

/** From now on everything is said in these words. */
export function speak(wanted: Language, table: Table): void {
  current = wanted;
  words = table;
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
