// The table itself. Enter and the arrows up and down go from row to row, a digit takes the choice of that number and goes on, and letters
// choose as in any list.
import { ask } from '../widgets/dialogs.ts';
import { make, select } from '../widgets/dom.ts';
import { number, plural, t } from '../words/i18n.ts';
import type { FillField } from './fields.ts';

export interface FillRow {
  id: string;
  label: string;
  /** What its name tells; empty when it tells nothing. */
  proposed: string;
}

type Control = HTMLSelectElement | HTMLInputElement;

/** What was filled in, by id; null when nothing is to change. */
export async function askScreen(field: FillField, rows: readonly FillRow[]): Promise<Map<string, string> | null> {
  const controls: Control[] = [];
  const told = make('p', { role: 'status', class: 'secondary' });
  const count = () => {
    const filled = controls.filter(({ value }) => value !== '').length;
    told.textContent = t('fill.count', number(filled), number(rows.length));
  };
  const numbered = field.choices.map(([value, words], at) => [value, at < 9 ? `${at + 1}  ${words}` : words] as const);
  const body = make('tbody', {});
  rows.forEach((row, at) => {
    const id = `fill-${at}`;
    const control =
      field.choices.length > 0
        ? select([['', '–'] as const, ...numbered], row.proposed, { id })
        : make('input', { id, type: 'text', autocomplete: 'off', list: 'fill-known' });
    const remark = make('span', { class: 'secondary' }, row.proposed === '' ? '' : t('fill.proposed'));
    const changed = () => {
      remark.textContent = '';
      count();
    };
    control.addEventListener('change', changed);
    (control as HTMLElement).addEventListener('keydown', (event) => {
      const key = event.key;
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = field.choices.length > 0 && /^[0-9]$/.test(key) ? Number(key) : Number.NaN;
      const by = key === 'Enter' ? (event.shiftKey ? -1 : 1) : key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      if (!Number.isNaN(choice)) {
        const value = choice === 0 ? '' : field.choices[choice - 1]?.[0];
        if (value === undefined) return;
        control.value = value;
        changed();
      } else if (by === 0) return;
      event.preventDefault();
      const next = controls[at + (by || 1)];
      if (next) next.focus();
      else if (by >= 0) document.querySelector<HTMLElement>('dialog[open] .primary')?.focus();
    });
    controls.push(control);
    body.append(
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, make('label', { for: id }, row.label)),
        make('td', {}, control, ' ', remark),
      ),
    );
  });
  const known = make('datalist', { id: 'fill-known' });
  known.append(...field.known.map((word) => new Option(word)));
  count();
  const proposals = rows.filter(({ proposed }) => proposed !== '').length;
  const accepts = await ask(
    t('fill.title', field.title),
    [
      make('p', {}, proposals > 0 ? plural('fill.explainProposals', proposals) : t('fill.explain')),
      make('p', { class: 'secondary' }, t(field.choices.length > 0 ? 'fill.keys' : 'fill.keysText')),
      make('div', { class: 'fill', tabindex: '-1' }, make('table', {}, body), known),
      told,
    ],
    [
      { label: t('fill.accept'), value: true, kind: 'primary' },
      { label: t('common.cancel'), value: false },
    ],
    true,
  );
  if (accepts !== true) return null;
  return new Map(
    rows.flatMap(({ id }, at) => {
      const value = controls[at]?.value.trim() ?? '';
      return value === '' ? [] : [[id, value] as const];
    }),
  );
}
