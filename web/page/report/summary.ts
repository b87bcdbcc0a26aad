// The first page of a report: what the network is, what it shows and what can be done, for who reads nothing else.
import type { LensText } from '../api/api_types.ts';
import { formatText } from '../lenses/lens_text.ts';
import { plural, t } from '../words/i18n.ts';
import type { Block } from './blocks.ts';
import type { ReportFacts } from './facts.ts';
import { figuresOf } from './figures.ts';
import { lensIds } from './lenses.ts';

/** So that a page can hold them. */
const most = { answers: 6, steps: 5, missing: 3 };
/** Whose proposals are first steps. */
const steps = ['introductions', 'market', 'practice', 'spider'];

export async function summaryOf(facts: ReportFacts): Promise<Block[]> {
  const tell = (text: LensText) => formatText(text, (sector) => facts.sectorName(sector));
  const answers = await Promise.all(lensIds.map((id) => facts.answer(id)));
  const sure = answers.filter(({ confident }) => confident);
  const thin = answers.filter(({ confident }) => !confident);
  const list = (heading: string, items: string[], limit: number): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', text: t(heading) },
          { kind: 'list', items: items.slice(0, limit) },
        ];
  const actions = steps.flatMap((id) => {
    const action = sure.find((answer) => answer.id === id)?.actions[0];
    return action ? [[tell(action), ...action.reasons.slice(0, 1).map(tell)].join('. ')] : [];
  });
  const missing = [...new Map(sure.flatMap(({ missing }) => missing.map((each) => [each.code, tell(each)])))];
  const unanswered = thin.map(({ id }) => t(`lens.title.${id}`));
  const figures = (await figuresOf(facts)).flatMap((block) =>
    block.kind === 'figures' ? block.figures.map(({ label, value }) => `${label}: ${value}`) : [],
  );
  return [
    ...(facts.description ? [{ kind: 'text' as const, text: facts.description }] : []),
    {
      kind: 'text',
      text: t('report.whoText', plural('count.nodes', facts.nodes.length), plural('count.edges', facts.edges.length)),
    },
    ...list(
      'report.summaryAnswers',
      sure.map(({ sentence }) => tell(sentence)),
      most.answers,
    ),
    ...list('report.summarySteps', actions, most.steps),
    ...list('report.figures', figures.length > 0 ? [`${figures.join('; ')}.`] : [], 1),
    ...list(
      'report.summaryMissing',
      [...(unanswered.length > 0 ? [t('report.thin', unanswered.join(', '))] : []), ...missing.map(([, text]) => text)],
      most.missing,
    ),
  ];
}
