// Initiatives from dream to practice: a column for each stage, a card for each initiative. A card goes to another stage by dragging it or
// by the list on it, which is one step to undo.
import type { LensAnswer } from '../api/api_types.ts';
import { button, make, select } from '../widgets/dom.ts';
import { number, plural, t } from '../words/i18n.ts';
import { inScroll } from './lists.ts';
import type { NetworkView } from './network_view.ts';
import { carryOut, mayChange, type PanelContext, show } from './panel_context.ts';

interface Initiative {
  id: string;
  stage: string;
  since: string;
  nextStep: { text: string; owner: string; due: string };
  overdue: boolean;
  still: boolean;
  lacks: string[];
}

/** A column shows so many cards, and a button for more. */
const most = 30;

const dragType = 'application/x-impactweb-initiative';

export function board(context: PanelContext, view: NetworkView, answer: LensAnswer): Node[] {
  const stages = answer.stages as { stage: string; ids: string[] }[];
  const initiatives = new Map((answer.initiatives as Initiative[]).map((each) => [each.id, each]));
  if (initiatives.size === 0) return [];
  const columns = inScroll(t('board.title'));
  columns.classList.add('insight-board');
  const move = (id: string, stage: string) => {
    if (initiatives.get(id)?.stage === stage) return;
    carryOut(context, [{ op: 'setNode', id, field: 'stage', value: stage === 'unset' ? null : stage }], {
      told: t('board.moved', view.name(id), stageName(stage)),
    });
    context.again();
  };
  const names = stages.map(({ stage }) => [stage, stageName(stage)] as const);
  // What has no stage stands first: it is asked for, not hidden behind the last column.
  const inOrder = [...stages.filter(({ stage, ids }) => stage === 'unset' && ids.length > 0)].concat(
    stages.filter(({ stage }) => stage !== 'unset'),
  );
  for (const { stage, ids } of inOrder) {
    const title = `insight-stage-${stage}`;
    const list = make('ul', { class: 'insight-cards' });
    const column = make(
      'section',
      { class: ids.length > 0 ? 'insight-column' : 'insight-column insight-empty', 'aria-labelledby': title },
      make('h4', { id: title }, stageName(stage), make('span', { class: 'secondary' }, ` ${number(ids.length)}`)),
      list,
    );
    const cardOf = (id: string) => card(context, view, initiatives.get(id), names, move);
    list.append(...ids.slice(0, most).map(cardOf));
    if (ids.length > most) {
      const more = button(plural('lens.more', ids.length - most), { class: 'quiet' }, () => {
        more.remove();
        list.append(...ids.slice(most).map(cardOf));
      });
      column.append(more);
    }
    if (mayChange(context)) receive(column, (id) => move(id, stage));
    columns.append(column);
  }
  return [make('h3', {}, t('board.title')), columns];
}

function stageName(stage: string): string {
  return stage === 'unset' ? t('board.unset') : t(`stage.${stage}`);
}

function receive(column: HTMLElement, drop: (id: string) => void): void {
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(dragType)) return;
    event.preventDefault();
    column.classList.add('insight-over');
  };
  column.addEventListener('dragenter', over);
  column.addEventListener('dragover', over);
  column.addEventListener('dragleave', (event) => {
    if (!column.contains(event.relatedTarget as Node | null)) column.classList.remove('insight-over');
  });
  column.addEventListener('drop', (event) => {
    column.classList.remove('insight-over');
    const id = event.dataTransfer?.getData(dragType);
    if (!id) return;
    event.preventDefault();
    drop(id);
  });
}

function card(
  context: PanelContext,
  view: NetworkView,
  initiative: Initiative | undefined,
  names: readonly (readonly [string, string])[],
  move: (id: string, stage: string) => void,
): HTMLElement {
  if (!initiative) return make('li');
  const { id, stage, since, nextStep, overdue, still, lacks } = initiative;
  const name = view.name(id);
  const open = button(name, { class: 'insight-name', id: `insight-card-${id}` }, () => show(context, [id]));
  const facts: HTMLElement[] = [];
  const fact = (text: string, kind = '') => facts.push(make('p', { class: `secondary ${kind}` }, text));
  if (nextStep.text) fact(t('board.next', nextStep.text));
  if (nextStep.owner) fact(t('board.owner', nextStep.owner));
  if (nextStep.due) fact(t(overdue ? 'board.overdue' : 'board.due', nextStep.due), overdue ? 'insight-alarm' : '');
  if (still) fact(t('board.still', since), 'insight-alarm');
  if (lacks.length > 0)
    fact(
      t(
        'board.lacks',
        new Intl.ListFormat(document.documentElement.lang).format(lacks.map((each) => t(`board.${each}`))),
      ),
    );
  const item = make('li', { class: 'insight-card' }, open, ...facts);
  if (!mayChange(context)) return item;
  const field = select(names, stage, { id: `insight-stage-of-${id}`, 'aria-label': t('board.stageOf', name) });
  field.addEventListener('change', () => move(id, field.value));
  item.append(field);
  item.draggable = true;
  item.addEventListener('dragstart', (event) => {
    event.dataTransfer?.setData(dragType, id);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  });
  return item;
}
