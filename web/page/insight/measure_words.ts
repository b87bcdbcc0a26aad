// A measure in words: its value, what it means, where it comes from, and on how much of the data it rests.
import type { Measure } from '../bridge/measures.ts';
import { hasText, number, t } from '../words/i18n.ts';

/** Of the network as a whole. */
export function wholeText(id: string, { value, count }: Measure): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return number(value.length);
  if (id === 'communities' && typeof count === 'number') return number(count);
  if (typeof value === 'number') return number(Math.round(value * 1000) / 1000);
  return hasText(`measure.stage.${value}`) ? t(`measure.stage.${value}`) : String(value);
}

export function explanation(id: string, { completeness, approximate, value }: Measure): string {
  return [
    t(`measure.about.${id}`),
    t('measures.source', t(`measure.source.${id}`)),
    ...(value === null ? [t('measures.undefined')] : []),
    ...(completeness && completeness.known < completeness.of
      ? [t('measures.restsOn', completeness.known, completeness.of)]
      : []),
    ...(approximate
      ? [t('measures.estimate', number(approximate.error), `${number(Math.round(approximate.confidence * 100))}%`)]
      : []),
  ].join(' ');
}
