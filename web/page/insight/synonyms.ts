// Words that mean the same, as the people of a network use them. They are kept in the network itself (core/insight/need_offer_matches.hpp), so that the
// market knows them wherever it is opened.
import type { Json } from '../bridge/model.ts';
import { button, make, textField } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { folded } from './lists.ts';
import type { NetworkView } from './network_view.ts';
import { carryOut, mayChange, type PanelContext } from './panel_context.ts';
import { isGroup, withWords, wordsIn } from './word_groups.ts';

const field = 'synonyms';

export function synonymsOf(context: PanelContext, view: NetworkView): HTMLElement {
  const kept = view.field(field);
  // What cannot be read stays as it is.
  const groups = Array.isArray(kept) ? kept : [];
  const editable = mayChange(context);
  const set = (value: Json[], told: string) => {
    document.getElementById('insight-words')?.focus();
    carryOut(context, [{ op: 'setNetwork', field: `fields.${field}`, value: value.length > 0 ? value : null }], {
      told,
    });
  };
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
      set(withWords(groups, words), t('lens.synonyms.added', words.join(' = ')));
    });
    content.push(form, told);
  }
  return folded(context, 'synonyms', t('lens.synonyms.title'), make('div', { class: 'insight-options' }, ...content));
}
