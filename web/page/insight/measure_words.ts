// A measure in words: its value, what it means, where it comes from, and on how much of the data it rests.
import type { Measure } from '../bridge/measures.ts';
import { share } from '../lenses/lens_text.ts';
import { hasText, number, t } from '../words/i18n.ts';

/** These are shares of a whole, and are read as such wherever they are shown. */
const shares = ['density', 'reciprocity', 'independence', 'centralisation', 'iqv', 'needCoverage'];

/** A measure that is a number. `exact` shows a tenth of a percent too, where two that are alike are told apart. */
export function measureText(id: string, value: number, exact = false): string {
  return shares.includes(id) ? share(value, exact ? 1 : 0) : number(Math.round(value * 1000) / 1000);
}

/** Of the network as a whole. */
export function wholeText(id: string, { value, perNode }: Measure): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return number(value.length);
  // Who stands alone is no group.
  if (id === 'communities' && perNode) {
    const groups = Object.values(perNode);
    return number(new Set(groups.filter((group, at) => groups.indexOf(group) !== at)).size);
  }
  if (typeof value === 'number') return measureText(id, value);
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
