// An answer as the panel shows it: a sentence, what can be done, who makes it so, the numbers, what is missing and what it rests on.
import type { LensAnswer } from '../api_types.ts';
import { button, make } from '../dom.ts';
import * as words from '../i18n.ts';
import { attempt, later } from '../later.ts';
import { carryOut, type Desk, mayChange, show } from './desk.ts';
import { keepAsScenario } from './keep.ts';
import { listOf, way } from './lists.ts';
import { picturesOf } from './pictures.ts';
import { proposalList, supposition, type Ticked } from './proposals.ts';
import { valueText } from './tell.ts';
import type { Things } from './things.ts';

const { t } = words;

/** The sentence, and what can be done with the answer as a whole. */
export function answerHead(desk: Desk, things: Things, answer: LensAnswer): Node[] {
  return [
    make(
      'p',
      { class: answer.confident ? 'insight-sentence' : 'insight-sentence insight-thin' },
      things.tell(answer.sentence),
    ),
    ...answer.notes.map((note) => make('p', { class: 'secondary' }, things.tell(note))),
    ...waysBeside(desk, things, answer),
  ];
}

export function answerParts(desk: Desk, things: Things, answer: LensAnswer, ticked: Ticked): Node[] {
  const parts: Node[] = [...picturesOf(desk, things, answer), ...proposalList(desk, things, answer, ticked)];
  if (answer.nodes.length > 0)
    parts.push(
      make('h3', {}, t('lens.nodes')),
      button(t('lens.showAll'), { class: 'quiet' }, () => show(desk, [...new Set(answer.nodes.map(({ id }) => id))])),
      listOf(answer.nodes, ({ id, reason }) => way(things.name(id), things.tell(reason), () => show(desk, [id]))),
    );
  if (answer.edges.length > 0)
    parts.push(
      make('h3', {}, t('lens.edges')),
      listOf(answer.edges, ({ id, reason }) => way(things.tie(id), things.tell(reason), () => show(desk, [], [id]))),
    );
  if (answer.numbers.length > 0) parts.push(make('h3', {}, t('lens.numbers')), numbersOf(answer, things));
  if (answer.missing.length > 0)
    parts.push(
      make('h3', {}, t('lens.missing')),
      listOf(answer.missing, (entry) =>
        entry.ids.length === 0
          ? make('li', {}, things.tell(entry))
          : way(things.tell(entry), t('lens.fillIn'), () => show(desk, ...things.sorted(entry.ids))),
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
function waysBeside(desk: Desk, things: Things, answer: LensAnswer): Node[] {
  const row = make('div', { class: 'row insight-beside' });
  const supposed = supposition(answer, things);
  if (supposed)
    row.append(
      button(
        t('scenario.keep'),
        { class: 'quiet' },
        () => void keepAsScenario(desk, supposed.name, supposed.operations),
      ),
    );
  if (answer.id === 'introductions' && answer.actions.length > 0)
    row.append(
      button(t('lens.cards'), { class: 'quiet' }, () => {
        void attempt(async () => {
          const part = await later('introduction_cards', () => import('./introduction_cards.ts'));
          await part.saveIntroductionCards(desk, things, answer);
        });
      }),
    );
  const declined = things.fieldNames().filter((name) => name.startsWith('declined '));
  if (answer.id === 'market' && declined.length > 0 && mayChange(desk))
    row.append(
      button(t('lens.proposeAgain'), { class: 'quiet' }, () => {
        const operations = declined.map((name) => ({ op: 'setNetwork', field: `fields.${name}`, value: null }));
        carryOut(desk, operations, { told: t('lens.proposedAgain') });
      }),
    );
  return row.children.length > 0 ? [row] : [];
}

function numbersOf(answer: LensAnswer, things: Things): HTMLElement {
  const list = make('dl', { class: 'insight-numbers' });
  for (const entry of answer.numbers) {
    const about = entry.code.replace('lens.number.', 'lens.about.');
    const extra = [entry.why, entry.reference].filter((text) => text !== null).map((text) => things.tell(text));
    const explained = [words.hasText(about) ? t(about) : '', ...extra].filter(Boolean).join(' ');
    list.append(
      make(
        'div',
        {},
        make('dt', {}, t(entry.code)),
        make('dd', {}, valueText(entry, words)),
        make('dd', { class: 'secondary' }, explained),
      ),
    );
  }
  return list;
}
