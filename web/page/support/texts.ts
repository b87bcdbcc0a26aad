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

/** {0}, {0, date} or {0, plural, =0 {…} one {…} other {…}}; what stands in a form may name other parameters. */
const placeholder = /\{(\d)(?:, (date)|, plural,((?: (?:=\d+|one|other) \{(?:[^{}]|\{\d\})*\})+))?\}/g;

/**
 * `text` with what {0} {1} … stand for. In the forms of a plural # is the number itself; both languages say one of 1 alone. A date
 * is one of ISO 8601, as far as it is known.
 */
export function fill(text: string, params: readonly (string | number)[]): string {
  return text.replace(placeholder, (_, index: string, date: string | undefined, forms: string | undefined) => {
    const value = params[Number(index)];
    if (value === undefined) return '';
    if (date) return day(String(value));
    const shown = typeof value === 'number' ? number(value) : value;
    if (!forms) return shown;
    const form = (name: string) => new RegExp(` ${name} \\{((?:[^{}]|\\{\\d\\})*)\\}`).exec(forms)?.[1];
    const suiting = form(`=${value}`) ?? (Number(value) === 1 ? form('one') : undefined) ?? form('other') ?? '';
    return suiting
      .split('#')
      .map((piece) => fill(piece, params))
      .join(shown);
  });
}

/** 2026-03-14, 2026-03 or 2026 as people write it; any other text as it is. */
export function day(date: string): string {
  const [, year, month, inMonth] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(date) ?? [];
  if (!year || !month) return date;
  const known: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC' };
  if (inMonth) known.day = 'numeric';
  const time = Date.parse(`${year}-${month}-${inMonth ?? '01'}`);
  return Number.isNaN(time) ? date : new Intl.DateTimeFormat(locale(), known).format(time);
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
