// The sections of a report, in their order. The dialog lists them; a new one is an entry here.
import { number, plural, t } from '../words/i18n.ts';
import { appendices } from './appendices.ts';
import type { ReportSection } from './blocks.ts';
import type { ReportExchange, ReportFacts, ReportNode } from './facts.ts';
import { figuresOf } from './figures.ts';
import { lensSections } from './lenses.ts';
import { summaryOf } from './summary.ts';

function open({ status = 'open' }: ReportExchange): boolean {
  return status === 'open';
}

/** How often each value occurs, the most frequent first. */
function counted(values: string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function whoAndWhat(facts: ReportFacts): ReturnType<ReportSection['make']> {
  const { nodes, edges } = facts;
  const counts = (caption: string, entries: [string, number][]) => ({
    kind: 'table' as const,
    caption,
    head: [t('report.what'), t('report.count')],
    rows: entries.map(([label, count]) => [label, number(count)]),
  });
  const filled = (label: string, has: (node: ReportNode) => unknown, of: readonly ReportNode[]): string[] => {
    const known = of.filter((node) => Boolean(has(node))).length;
    return [label, t('report.outOf', known, of.length)];
  };
  const actors = facts.ofKind('actor');
  const initiatives = facts.ofKind('initiative');
  return [
    ...(facts.description ? [{ kind: 'text' as const, text: facts.description }] : []),
    {
      kind: 'text',
      text: t('report.whoText', plural('count.nodes', nodes.length), plural('count.edges', edges.length)),
    },
    counts(t('report.kinds'), [...counted(nodes.map(({ kind = 'actor' }) => t(`kind.${kind}`)))]),
    ...(actors.some(({ sector }) => sector)
      ? [
          counts(
            t('report.sectors'),
            counted(actors.map(({ sector }) => (sector ? facts.sectorName(sector) : t('ui.noSector')))),
          ),
        ]
      : []),
    ...(edges.length > 0
      ? [counts(t('report.tieKinds'), counted(edges.map((edge) => facts.kindOfEdge({ ...edge, label: '' }))))]
      : []),
    {
      kind: 'table',
      caption: t('report.filled'),
      head: [t('report.what'), t('report.filledHow')],
      rows: [
        filled(t('report.filledSector'), ({ sector }) => sector, actors),
        filled(t('report.filledPlace'), ({ place }) => place, nodes),
        filled(t('report.filledMotivation'), ({ motivation }) => motivation, actors),
        filled(t('report.filledExchange'), ({ needs, offers }) => (needs?.length ?? 0) + (offers?.length ?? 0), nodes),
        ...(initiatives.length > 0 ? [filled(t('report.filledStage'), ({ stage }) => stage, initiatives)] : []),
        [
          t('report.filledStrength'),
          t('report.outOf', edges.filter(({ strength }) => strength !== undefined).length, edges.length),
        ],
      ],
    },
  ];
}

function exchanges({ nodes }: ReportFacts): ReturnType<ReportSection['make']> {
  const listed = (key: 'needs' | 'offers', sentence: string) =>
    nodes.flatMap((node) =>
      (node[key] ?? []).filter(open).map(({ text, terms }) => {
        const line = t(sentence, node.label, text);
        return terms ? `${line} (${t(`terms.${terms}`)})` : line;
      }),
    );
  const needs = listed('needs', 'report.needs');
  const offers = listed('offers', 'report.offers');
  if (needs.length + offers.length === 0) return [];
  return [
    { kind: 'heading', text: t('report.openNeeds', needs.length) },
    needs.length > 0 ? { kind: 'list', items: needs } : { kind: 'text', text: t('report.noNeeds') },
    { kind: 'heading', text: t('report.openOffers', offers.length) },
    offers.length > 0 ? { kind: 'list', items: offers } : { kind: 'text', text: t('report.noOffers') },
  ];
}

export const reportSections: readonly ReportSection[] = [
  { id: 'summary', title: 'report.summary', make: summaryOf },
  { id: 'picture', title: 'report.picture', make: () => [{ kind: 'picture' }] },
  { id: 'who', title: 'report.who', make: whoAndWhat },
  { id: 'figures', title: 'report.figures', make: figuresOf },
  { id: 'exchanges', title: 'report.exchanges', make: exchanges },
  ...lensSections,
  {
    id: 'ties',
    title: 'report.ties',
    make: (facts) =>
      facts.edges.length === 0 ? [] : [{ kind: 'list', items: facts.edges.map((edge) => `${facts.sentence(edge)}.`) }],
  },
  ...appendices,
];
