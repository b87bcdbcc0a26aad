// The appendices of a report: all there is, in tables.
import { day, number, t } from '../words/i18n.ts';
import type { Block, ReportSection } from './blocks.ts';
import type { ReportExchange, ReportFacts, ReportNode } from './facts.ts';

function texts(exchanges: ReportExchange[] = []): string {
  return exchanges
    .map(({ text, status = 'open' }) => (status === 'open' ? text : `${text} (${t(`exchangeStatus.${status}`)})`))
    .join('; ');
}

function nextStep({ nextStep: step }: ReportNode): string {
  if (!step) return '';
  return [step.text, step.owner, step.due && day(step.due)].filter((part) => part).join(', ');
}

/** One table without the columns in which nothing stands, or nothing when it would be empty. */
function table(head: string[], rows: string[][]): Block[] {
  if (rows.length === 0) return [];
  const filled = head.map((_, column) => column === 0 || rows.some((cells) => cells[column]));
  const kept = (cells: string[]) => cells.filter((_, column) => filled[column]);
  return [{ kind: 'table', head: kept(head), rows: rows.map(kept) }];
}

function actors(facts: ReportFacts): Block[] {
  return table(
    [t('field.label'), t('field.form'), t('field.sector'), t('field.place'), t('field.needs'), t('field.offers')],
    facts
      .ofKind('actor')
      .map((node) => [
        node.label,
        node.form ? t(`form.${node.form}`) : '',
        node.sector ? facts.sectorName(node.sector) : '',
        node.place ?? '',
        texts(node.needs),
        texts(node.offers),
      ]),
  );
}

function initiatives(facts: ReportFacts): Block[] {
  return table(
    [t('field.label'), t('field.stage'), t('report.nextStep'), t('field.description')],
    facts
      .ofKind('initiative')
      .map((node) => [node.label, node.stage ? t(`stage.${node.stage}`) : '', nextStep(node), node.description ?? '']),
  );
}

function challenges(facts: ReportFacts): Block[] {
  return table(
    [t('field.label'), t('field.kind'), t('field.description')],
    facts
      .ofKind('challenge', 'vision')
      .map((node) => [node.label, t(`kind.${node.kind ?? 'actor'}`), node.description ?? '']),
  );
}

function ties(facts: ReportFacts): Block[] {
  // What all have in common says nothing about one.
  const sameStatus = facts.edges.every(({ status = 'active' }) => status === 'active');
  return table(
    [t('field.from'), t('field.to'), t('field.kind'), t('field.status'), t('field.strength'), t('report.amount')],
    facts.edges.map((edge) => [
      facts.name(edge.from),
      facts.name(edge.to),
      facts.kindOfEdge(edge),
      sameStatus ? '' : t(`edgeStatus.${edge.status ?? 'active'}`),
      edge.strength === undefined ? '' : number(edge.strength),
      edge.amount === undefined ? '' : `${edge.currency ?? ''} ${number(edge.amount)}`.trim(),
    ]),
  );
}

export const appendices: readonly ReportSection[] = [
  { id: 'actors', title: 'report.actors', appendix: true, make: actors },
  { id: 'initiatives', title: 'report.initiatives', appendix: true, make: initiatives },
  { id: 'challenges', title: 'report.challenges', appendix: true, make: challenges },
  { id: 'tieTable', title: 'report.tieTable', appendix: true, make: ties },
];
