// An answer as the panel shows it: a sentence, what can be done, who makes it so, the numbers, what is missing and what it rests on.
import type { LensAnswer } from '../api/api_types.ts';
import { valueText } from '../lenses/lens_text.ts';
import { later } from '../loading/late_parts.ts';
import { button, make } from '../widgets/dom.ts';
import { hasText, t } from '../words/i18n.ts';
import { picturesOf } from './charts.ts';
import { listOf, way } from './lists.ts';
import type { NetworkView } from './network_view.ts';
import { carryOut, mayChange, type PanelContext, show } from './panel_context.ts';
import { proposalList, supposition, type Ticked } from './proposals.ts';
import { keepAsScenario } from './scenario_keeping.ts';

/** The sentence, and what can be done with the answer as a whole. */
export function answerHead(context: PanelContext, view: NetworkView, answer: LensAnswer): Node[] {
  return [
    make(
      'p',
      { class: answer.confident ? 'insight-sentence' : 'insight-sentence insight-thin' },
      view.tell(answer.sentence),
    ),
    ...answer.notes.map((note) => make('p', { class: 'secondary' }, view.tell(note))),
    ...waysBeside(context, view, answer),
  ];
}

export function answerParts(context: PanelContext, view: NetworkView, answer: LensAnswer, ticked: Ticked): Node[] {
  const parts: Node[] = [...picturesOf(context, view, answer), ...proposalList(context, view, answer, ticked)];
  if (answer.nodes.length > 0)
    parts.push(
      make('h3', {}, t('lens.nodes')),
      button(t('lens.showAll'), { class: 'quiet' }, () =>
        show(context, [...new Set(answer.nodes.map(({ id }) => id))]),
      ),
      listOf(answer.nodes, ({ id, reason }) => way(view.name(id), view.tell(reason), () => show(context, [id]))),
    );
  if (answer.edges.length > 0)
    parts.push(
      make('h3', {}, t('lens.edges')),
      listOf(answer.edges, ({ id, reason }) => way(view.tie(id), view.tell(reason), () => show(context, [], [id]))),
    );
  if (answer.numbers.length > 0) parts.push(make('h3', {}, t('lens.numbers')), numbersOf(answer, view));
  if (answer.missing.length > 0)
    parts.push(
      make('h3', {}, t('lens.missing')),
      listOf(answer.missing, (entry) =>
        entry.ids.length === 0
          ? make('li', {}, view.tell(entry))
          : way(view.tell(entry), t('lens.fillIn'), async () => {
              const field = /^lens\.missing\.(sector|energy)$/.exec(entry.code)?.[1];
              if (field === undefined || !mayChange(context)) return show(context, ...view.sorted(entry.ids));
              const { fillIn } = await later('fill', () => import('../fill/fill.ts'));
              await fillIn(context.program, field, entry.ids);
            }),
      ),
    );
  if (answer.completeness.length > 0)
    parts.push(
      make('h3', {}, t('lens.rests')),
      make(
        'ul',
        { class: 'insight-plain' },
        ...answer.completeness.map(({ code, known, of }) => make('li', {}, t('lens.knownOf', known, of, t(code)))),
      ),
    );
  return parts;
}

/** What one can do with the answer as a whole. */
function waysBeside(context: PanelContext, view: NetworkView, answer: LensAnswer): Node[] {
  const row = make('div', { class: 'row insight-beside' });
  const supposed = supposition(answer, view);
  if (supposed)
    row.append(
      button(
        t('scenario.keep'),
        { class: 'quiet' },
        () => void keepAsScenario(context, supposed.name, supposed.operations),
      ),
    );
  const declined = view.fieldNames().filter((name) => name.startsWith('declined '));
  if (answer.id === 'market' && declined.length > 0 && mayChange(context))
    row.append(
      button(t('lens.proposeAgain'), { class: 'quiet' }, () => {
        const operations = declined.map((name) => ({ op: 'setNetwork', field: `fields.${name}`, value: null }));
        carryOut(context, operations, { told: t('lens.proposedAgain') });
      }),
    );
  return row.children.length > 0 ? [row] : [];
}

function numbersOf(answer: LensAnswer, view: NetworkView): HTMLElement {
  const list = make('dl', { class: 'insight-numbers' });
  for (const entry of answer.numbers) {
    const about = entry.code.replace('lens.number.', 'lens.about.');
    const extra = [entry.why, entry.reference].filter((text) => text !== null).map((text) => view.tell(text));
    const explained = [hasText(about) ? t(about) : '', ...extra].filter(Boolean).join(' ');
    list.append(
      make(
        'div',
        {},
        make('dt', {}, t(entry.code)),
        make('dd', {}, valueText(entry)),
        make('dd', { class: 'secondary' }, explained),
      ),
    );
  }
  return list;
}
