// Key measures of a report, each with a sentence of what it says and on how much of the data it rests.

import type { Measure } from '../bridge/measures.ts';
import { number, t } from '../words/i18n.ts';
import type { Block, Figure } from './blocks.ts';
import { percent, type ReportFacts } from './facts.ts';

type Reading = (measure: Measure & { value: number }) => Pick<Figure, 'value' | 'sentence'>;

function share(sentence: string): Reading {
  return ({ value }) => ({ value: percent(value), sentence: t(sentence, percent(value)) });
}

/** In the order of the report. Measures without a value are left out, and named below. */
const readings: readonly { id: string; label: string; read: Reading }[] = [
  { id: 'density', label: 'report.density', read: share('report.densityText') },
  { id: 'reciprocity', label: 'report.reciprocity', read: share('report.reciprocityText') },
  { id: 'iqv', label: 'report.diversity', read: share('report.diversityText') },
  {
    id: 'eiIndex',
    label: 'report.between',
    // From −1 (all ties within sectors) to 1 (all between them): the share of those between is (1 + value) / 2.
    read: ({ value }) => {
      const between = percent((1 + value) / 2);
      return { value: between, sentence: t('report.betweenText', between) };
    },
  },
  { id: 'independence', label: 'report.independence', read: share('report.independenceText') },
  { id: 'centralisation', label: 'report.centralisation', read: share('report.centralisationText') },
  {
    id: 'needCoverage',
    label: 'report.coverage',
    read: ({ covered, needs }) => ({
      value: t('report.outOf', Number(covered), Number(needs)),
      sentence: t('report.coverageText', Number(covered), Number(needs)),
    }),
  },
  {
    id: 'fundingHhi',
    label: 'report.funding',
    read: ({ value }) => ({ value: number(Math.round(value * 100) / 100), sentence: t('report.fundingText') }),
  },
];

function basis({ completeness }: Measure): string {
  return completeness && completeness.known < completeness.of
    ? t('report.basis', completeness.known, completeness.of)
    : '';
}

export async function figuresOf(facts: ReportFacts): Promise<Block[]> {
  const found = await facts.measures([...readings.map(({ id }) => id), 'stage']);
  const figures: Figure[] = [];
  const missing: string[] = [];
  for (const { id, label, read } of readings) {
    const measure = found[id];
    if (!measure || typeof measure.value !== 'number') missing.push(t(label));
    else
      figures.push({
        label: t(label),
        ...read({ ...measure, value: measure.value }),
        basis: basis(measure),
      });
  }
  const stage = found.stage?.value;
  if (typeof stage === 'string')
    figures.push({
      label: t('report.stage'),
      value: t(`report.stage-${stage}`),
      sentence: t(`report.stageText-${stage}`),
      basis: t('report.stageBasis'),
    });
  return [
    { kind: 'text', text: t('report.figuresText') },
    { kind: 'figures', figures },
    ...(missing.length > 0 ? [{ kind: 'text' as const, text: t('report.missing', missing.join(', ')) }] : []),
  ];
}
