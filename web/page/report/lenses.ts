// The insight lenses as sections of a report: the answer, what can be done, who makes it so, and the numbers with what they rest on.
import type { LensAnswer, LensText } from '../api/api_types.ts';
import { formatText, valueText } from '../lenses/lens_text.ts';
import { t } from '../words/i18n.ts';
import type { Block, ReportSection } from './blocks.ts';
import type { ReportFacts } from './facts.ts';

/** More of a list than this nobody reads on paper. */
const most = 5;

async function sectionOf(id: string, facts: ReportFacts): Promise<Block[]> {
  const answer = await facts.answer(id);
  if (!answer.confident) return [];
  const tell = (text: LensText) => formatText(text, (sector) => facts.sectorName(sector));
  const list = (heading: string, items: string[]): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', text: t(heading) },
          { kind: 'list', items: items.slice(0, most) },
        ];
  return [
    ...[answer.sentence, ...answer.notes].map((text) => ({ kind: 'text' as const, text: tell(text) })),
    ...list(
      'lens.actions',
      answer.actions.map((action) => [tell(action), ...action.reasons.map(tell)].join('. ')),
    ),
    ...list(
      'lens.nodes',
      answer.nodes.map(({ id: node, reason }) => `${facts.name(node)}: ${tell(reason)}`),
    ),
    ...list(
      'lens.missing',
      answer.missing.map((each) => tell(each)),
    ),
    ...numbersOf(answer, tell),
  ];
}

function numbersOf(answer: LensAnswer, tell: (text: LensText) => string): Block[] {
  const basis = answer.completeness.map(({ code, known, of }) => t('lens.knownOf', known, of, t(code))).join('; ');
  const figures = answer.numbers.map((entry) => ({
    label: t(entry.code),
    value: valueText(entry),
    sentence: [
      t(entry.code.replace('lens.number.', 'lens.about.')),
      ...[entry.why, entry.reference].filter((text) => text !== null).map(tell),
    ].join(' '),
  }));
  if (figures.length === 0) return [];
  return [
    { kind: 'heading', text: t('lens.numbers') },
    { kind: 'figures', figures },
    ...(basis === '' ? [] : [{ kind: 'text' as const, text: `${t('lens.rests')}: ${basis}.` }]),
  ];
}

/** In the order in which a reader wants to know. */
export const lensIds = [
  'stage',
  'introductions',
  'market',
  'spider',
  'reciprocity',
  'helix',
  'vision',
  'practice',
  'funding',
];

export const lensSections: readonly ReportSection[] = lensIds.map((id) => ({
  id,
  title: `lens.question.${id}`,
  make: (facts: ReportFacts) => sectionOf(id, facts),
}));
