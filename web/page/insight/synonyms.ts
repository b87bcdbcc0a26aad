// Words that mean the same, as the people of a network use them, those of the word list by which proposals were found, and what accepting and
// declining taught. All of it is kept in the network itself (core/insight/need_offer_matches.hpp), so that the market knows it wherever it is opened.
import type { LensAnswer } from '../api/api_types.ts';
import type { Json, Operation } from '../bridge/model.ts';
import { share } from '../lenses/lens_text.ts';
import { button, make, textField } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { folded, listOf } from './lists.ts';
import type { NetworkView } from './network_view.ts';
import { carryOut, mayChange, type PanelContext } from './panel_context.ts';
import { isGroup, withWords, wordsIn } from './word_groups.ts';

const field = 'synonyms';
/** So many words of a group are shown. */
const mostWords = 12;
const mostLearnt = 8;

/** A group of the word list (core/insight/lenses/market.cpp); the operations say that it does, or does not, hold here. */
interface WordGroup {
  id: string;
  dutch: string[];
  english: string[];
  here: boolean;
  operations: Operation[];
}

interface Learnt {
  asked: string;
  given: string;
  accepted: number;
  declined: number;
  factor: number;
  forgotten: boolean;
  operations: Operation[];
}

export function synonymsOf(context: PanelContext, view: NetworkView, answer: LensAnswer): HTMLElement[] {
  const kept = view.field(field);
  // What cannot be read stays as it is.
  const groups = Array.isArray(kept) ? kept : [];
  const editable = mayChange(context);
  const set = (value: Json[], told: string, more: Operation[] = []) => {
    document.getElementById('insight-words')?.focus();
    carryOut(
      context,
      [{ op: 'setNetwork', field: `fields.${field}`, value: value.length > 0 ? value : null }, ...more],
      { told },
    );
  };
  let change: (words: string[], operations: Operation[]) => void = () => {};
  const list = make('ul', { class: 'insight-chosen' });
  for (const group of groups) {
    if (!isGroup(group)) continue;
    const said = group.join(' = ');
    const item = make('li', {}, make('span', {}, said));
    if (editable)
      item.append(
        button('×', { 'aria-label': t('lens.synonyms.remove', said), title: t('lens.synonyms.remove', said) }, () =>
          set(
            groups.filter((each) => each !== group),
            t('lens.synonyms.removed'),
          ),
        ),
      );
    list.append(item);
  }
  const content: Node[] = [make('p', { class: 'secondary' }, t('lens.synonyms.about'))];
  if (list.children.length > 0) content.push(list);
  else if (!editable) content.push(make('p', {}, t('lens.synonyms.none')));
  if (editable) {
    const input = textField('insight-words', '');
    // What an own group takes the place of.
    let instead: Operation[] = [];
    const told = make('p', { class: 'secondary', role: 'status' });
    const form = make(
      'form',
      { class: 'insight-words' },
      make('label', { for: input.id }, t('lens.synonyms.words')),
      input,
      make('button', { class: 'plain' }, t('lens.synonyms.add')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const words = wordsIn(input.value);
      told.textContent = words.length < 2 ? t('lens.synonyms.two') : '';
      if (words.length < 2) return;
      input.value = '';
      set(withWords(groups, words), t('lens.synonyms.added', words.join(' = ')), instead);
    });
    content.push(form, told);
    change = (words, operations) => {
      input.value = words.join(', ');
      instead = operations;
      input.focus();
    };
  }
  content.push(...wordGroups(context, answer, change));
  const parts: HTMLElement[] = [
    folded(context, 'synonyms', t('lens.synonyms.title'), make('div', { class: 'insight-options' }, ...content)),
  ];
  const learnt = (answer.learnt ?? []) as Learnt[];
  if (learnt.length > 0) parts.push(learntOf(context, learnt));
  return parts;
}

/** Groups of the word list: what they say, and the ways to change or leave them. */
function wordGroups(
  context: PanelContext,
  answer: LensAnswer,
  change: (words: string[], operations: Operation[]) => void,
): Node[] {
  const groups = (answer.groups ?? []) as WordGroup[];
  if (groups.length === 0) return [];
  const editable = mayChange(context);
  const entryOf = ({ dutch, english, here, operations }: WordGroup) => {
    const words = document.documentElement.lang === 'nl' ? dutch : english;
    const said = `${words.slice(0, mostWords).join(' = ')}${words.length > mostWords ? ' …' : ''}`;
    const item = make('li', {}, make('span', here ? {} : { class: 'secondary' }, said));
    if (!editable) return item;
    const toggle = (told: string) => {
      document.getElementById('insight-fold-synonyms')?.focus();
      carryOut(context, operations, { told });
    };
    if (here) {
      const remove = t('lens.groups.remove', words[0] ?? '');
      item.append(
        button(
          t('lens.groups.change'),
          { class: 'quiet insight-wide', 'aria-label': `${t('lens.groups.change')}: ${words[0] ?? ''}` },
          () => change(words, operations),
        ),
        button('×', { 'aria-label': remove, title: remove }, () => toggle(t('lens.groups.removed'))),
      );
    } else {
      item.append(button(t('lens.groups.again'), { class: 'quiet insight-wide' }, () => toggle(t('lens.groups.back'))));
    }
    return item;
  };
  const list = listOf(groups, entryOf);
  (list.matches('ul') ? list : list.querySelector('ul'))?.classList.add('insight-chosen');
  return [make('h3', {}, t('lens.groups.title')), make('p', { class: 'secondary' }, t('lens.groups.about')), list];
}

/** What accepting and declining changed, with a way to take each back. */
function learntOf(context: PanelContext, learnt: readonly Learnt[]): HTMLElement {
  const entryOf = ({ asked, given, accepted, declined, factor, forgotten, operations }: Learnt) => {
    const said = t('lens.learnt.entry', asked, given, accepted, declined, share(factor));
    const item = make('li', {}, make('span', forgotten ? { class: 'secondary' } : {}, said));
    if (mayChange(context))
      item.append(
        button(t(forgotten ? 'lens.learnt.again' : 'lens.learnt.forget'), { class: 'quiet insight-wide' }, () => {
          document.getElementById('insight-fold-learnt')?.focus();
          carryOut(context, operations, { told: t(forgotten ? 'lens.learnt.counted' : 'lens.learnt.forgotten') });
        }),
      );
    return item;
  };
  const list = listOf(learnt, entryOf, mostLearnt);
  (list.matches('ul') ? list : list.querySelector('ul'))?.classList.add('insight-chosen');
  return folded(
    context,
    'learnt',
    t('lens.learnt.title'),
    make('div', { class: 'insight-options' }, make('p', { class: 'secondary' }, t('lens.learnt.about')), list),
  );
}
