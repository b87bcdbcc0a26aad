// The texts of a lens's answer in words: what core/insight/lens_answer.hpp says of their params.
import type { LensAnswer, LensText } from '../api/api_types.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { Json } from '../bridge/model.ts';
import { fill, hasText, moreWords, number, t, table } from '../words/i18n.ts';

/** In the language of the page; fetches the words of the lenses when they are not there yet. */
export async function lensText(bridge: Bridge, text: LensText): Promise<string> {
  await moreWords('insight');
  const { sectors = [] } = bridge.call('snapshot', {}).network as { sectors?: { id: string; label?: string }[] };
  const labels = new Map(sectors.map(({ id, label }) => [id, label]));
  return formatText(text, (id) => labels.get(id) || named('sector', id));
}

/** With the words that are there. `sectorName` gives the name of a sector. */
export function formatText(text: LensText, sectorName: (id: string) => string): string {
  return fill(
    table()[text.code] ?? text.code,
    text.params.map((param) => formatParam(param, sectorName)),
  );
}

function named(family: string, id: string): string {
  const key = `${family}.${id}`;
  return hasText(key) ? t(key) : id;
}

function formatParam(param: Json, sectorName: (id: string) => string): string | number {
  if (typeof param === 'number') return Math.round(param * 1000) / 1000;
  if (param === null || typeof param !== 'object' || Array.isArray(param)) return String(param ?? '');
  if (typeof param.code === 'string') return formatText(param as unknown as LensText, sectorName);
  if (typeof param.percent === 'number') return share(param.percent);
  if (typeof param.amount === 'number') return money(param.amount, String(param.currency ?? ''));
  if (Array.isArray(param.list)) return joined(param.list.map((each) => fill('{0}', [formatParam(each, sectorName)])));
  if (typeof param.sector === 'string') return sectorName(param.sector);
  for (const [family, id] of Object.entries(param)) return named(family, String(id));
  return '';
}

export function share(value: number, digits = 0): string {
  const style = { style: 'percent', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(document.documentElement.lang, style).format(value);
}

/** Currencies are free words; those that are no code stand behind the number as they are. */
function money(value: number, currency: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return [number(value), currency].filter(Boolean).join(' ');
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'currency',
    currency,
    maximumFractionDigits: Number.isInteger(value) ? 0 : 2,
  }).format(value);
}

function joined(parts: string[]): string {
  return new Intl.ListFormat(document.documentElement.lang).format(parts);
}

/** A number of an answer as it is read, and a dash where there is none. */
export function valueText(entry: LensAnswer['numbers'][number] | undefined): string {
  if (!entry || entry.value === null) return '–';
  return entry.unit === 'share' ? share(entry.value) : number(Math.round(entry.value * 100) / 100);
}
