// Lists and folded parts as the panel draws them.
import { button, make } from '../widgets/dom.ts';
import { plural } from '../words/i18n.ts';
import type { PanelContext } from './panel_context.ts';

/** So many are shown at first. */
const usual = 12;
const mostRows = 50;

/** The first of a list, and a button for the rest. */
export function listOf<T>(all: readonly T[], entryOf: (item: T) => HTMLElement, most = usual): HTMLElement {
  const list = make('ul', { class: 'insight-list' }, ...all.slice(0, most).map(entryOf));
  if (all.length <= most) return list;
  const more = button(plural('lens.more', all.length - most), { class: 'quiet' }, () => {
    more.remove();
    const rest = all.slice(most).map(entryOf);
    list.append(...rest);
    rest[0]?.querySelector<HTMLElement>('button, input')?.focus();
  });
  return make('div', {}, list, more);
}

/** A name that leads somewhere, with the reason. */
export function way(name: string, reason: string, run: () => void): HTMLElement {
  const way = button('', { class: 'insight-way' }, run);
  way.append(make('span', {}, name), make('span', { class: 'secondary' }, reason));
  return make('li', {}, way);
}

/** A part that is folded in until somebody wants it; `id` is its name on the context. */
export function folded(context: PanelContext, id: string, title: string, ...content: Node[]): HTMLDetailsElement {
  const part = make(
    'details',
    { class: 'insight-folded', open: context.opened.has(id) },
    make('summary', { id: `insight-fold-${id}` }, title),
    ...content,
  );
  part.addEventListener('toggle', () => {
    if (part.open) context.opened.add(id);
    else context.opened.delete(id);
  });
  return part;
}

/** A field with its label above it. */
export function labelled(field: HTMLElement, text: string): HTMLElement {
  return make('div', { class: 'insight-field' }, make('label', { for: field.id }, text), field);
}

/** What may be wider than the panel. It can be reached with the keyboard, to be moved with the arrows. */
export function inScroll(name: string, ...content: Node[]): HTMLElement {
  return make('div', { class: 'insight-scroll', role: 'group', tabindex: '0', 'aria-label': name }, ...content);
}

/** A table that is long: its first rows, and a button for the rest. The first cell of each row names it. */
export function tableOf(name: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const rowOf = ([first = '', ...cells]: readonly string[]) =>
    make('tr', {}, make('th', { scope: 'row' }, first), ...cells.map((cell) => make('td', {}, cell)));
  const body = make('tbody', {}, ...rows.slice(0, mostRows).map(rowOf));
  const columns = make('tr', {}, ...head.map((title) => make('th', { scope: 'col' }, title)));
  const scroll = inScroll(name, make('table', { class: 'insight-table' }, make('thead', {}, columns), body));
  if (rows.length <= mostRows) return scroll;
  const more = button(plural('lens.more', rows.length - mostRows), { class: 'quiet' }, () => {
    more.remove();
    body.append(...rows.slice(mostRows).map(rowOf));
    scroll.focus();
  });
  return make('div', {}, scroll, more);
}
