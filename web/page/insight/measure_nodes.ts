// Measures of each node: a table that sorts and searches, of which only a page is in the document, and how the values are spread.
import { button, make } from '../widgets/dom.ts';
import { announce } from '../widgets/toast.ts';
import { number, t } from '../words/i18n.ts';
import { histogram } from './histogram.ts';
import { folded, inScroll } from './lists.ts';
import { type NodeRow, rowsInView, type View } from './node_table.ts';
import { type PanelContext, show } from './panel_context.ts';

const rowsOnPage = 25;
const usual = ['degree', 'betweenness', 'hubImpact'];

export interface Column {
  id: string;
  name: string;
}

export class NodeMeasures {
  readonly #context: PanelContext;
  #columns: readonly Column[] = [];
  #rows: readonly NodeRow[] = [];
  readonly #chosen = new Set(usual);
  #view: View = { text: '', by: 0, descending: true };
  /** Id of a column; empty for the name. */
  #sortedBy = 'degree';
  #page = 0;

  constructor(context: PanelContext) {
    this.#context = context;
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  get rows(): readonly NodeRow[] {
    return this.#rows;
  }

  set(columns: readonly Column[], rows: readonly NodeRow[]): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#view.by = this.#sortedBy === '' ? -1 : columns.findIndex(({ id }) => id === this.#sortedBy);
  }

  /** As for who comes for the first time, but for the chosen columns and the order. */
  begin(): void {
    this.#view.text = '';
    this.#page = 0;
  }

  parts(): Node[] {
    if (this.#rows.length === 0) return [make('p', {}, t('measures.nobody'))];
    const charts = make('div', { class: 'insight-charts' });
    const scroll = inScroll(t('measures.ofNodes'));
    const turning = make('div', { class: 'row insight-pages' });
    const draw = () => {
      this.#drawCharts(charts);
      this.#drawTable(scroll, turning, draw);
    };
    const search = make('input', { id: 'insight-find', type: 'search', autocomplete: 'off' });
    search.value = this.#view.text;
    search.addEventListener('input', () => {
      this.#view.text = search.value;
      this.#page = 0;
      draw();
    });
    const choices = this.#columns.map(({ id, name }) => {
      const field = make('input', { type: 'checkbox', id: `insight-column-${id}`, checked: this.#chosen.has(id) });
      field.addEventListener('change', () => {
        if (field.checked) this.#chosen.add(id);
        else this.#chosen.delete(id);
        draw();
      });
      return make('label', { class: 'insight-check' }, field, name);
    });
    draw();
    return [
      make(
        'div',
        { class: 'insight-options' },
        make('div', { class: 'insight-field' }, make('label', { for: search.id }, t('measures.find')), search),
      ),
      folded(this.#context, 'columns', t('measures.columns'), make('div', { class: 'insight-choices' }, ...choices)),
      scroll,
      turning,
      charts,
    ];
  }

  #shownColumns(): { at: number; column: Column }[] {
    return this.#columns.flatMap((column, at) => (this.#chosen.has(column.id) ? [{ at, column }] : []));
  }

  #drawCharts(charts: HTMLElement): void {
    charts.replaceChildren(
      ...this.#shownColumns().flatMap(({ at, column }) => {
        const chart = histogram(
          column.name,
          this.#rows.map(({ values }) => values[at] ?? Number.NaN),
        );
        return chart ? [make('figure', {}, make('figcaption', {}, t('measures.spread', column.name)), chart)] : [];
      }),
    );
  }

  /** Only the rows of one page are in the document, whatever the size of the network. */
  #drawTable(scroll: HTMLElement, turning: HTMLElement, again: () => void): void {
    const rows = rowsInView(this.#rows, this.#view, new Intl.Collator(document.documentElement.lang));
    const pages = Math.max(1, Math.ceil(rows.length / rowsOnPage));
    this.#page = Math.min(this.#page, pages - 1);
    const first = this.#page * rowsOnPage;
    const shown = this.#shownColumns();
    const head = make('tr', {});
    const sortable = (at: number, id: string, name: string) => {
      const { by, descending } = this.#view;
      const state = by === at ? (descending ? 'descending' : 'ascending') : 'none';
      const sort = button(name, { id: `insight-sort-${id || 'name'}` }, () => {
        // The most comes first, but names begin at A.
        this.#view = { ...this.#view, by: at, descending: by === at ? !descending : at >= 0 };
        this.#sortedBy = id;
        this.#page = 0;
        again();
        document.getElementById(`insight-sort-${id || 'name'}`)?.focus();
      });
      sort.append(make('span', { 'aria-hidden': 'true' }, state === 'none' ? '' : state === 'ascending' ? ' ↑' : ' ↓'));
      head.append(make('th', { scope: 'col', 'aria-sort': state }, sort));
    };
    sortable(-1, '', t('measures.name'));
    for (const { at, column } of shown) sortable(at, column.id, column.name);
    const body = make('tbody');
    for (const row of rows.slice(first, first + rowsOnPage)) {
      const name = button(row.name, { class: 'insight-name' }, () => show(this.#context, [row.id]));
      const line = make(
        'tr',
        {},
        make('th', { scope: 'row' }, name),
        ...shown.map(({ at }) => make('td', {}, valueText(row.values[at] ?? Number.NaN))),
      );
      // The button is for keys and screen readers; a mouse or finger may hit anything of the row.
      line.addEventListener('click', (event) => {
        if (event.target !== name) show(this.#context, [row.id]);
      });
      body.append(line);
    }
    scroll.replaceChildren(make('table', { class: 'insight-table' }, make('thead', {}, head), body));
    const turn = (key: string, id: string, step: number) => {
      const at = this.#page + step;
      const turner = button(t(key), { class: 'quiet', id }, () => {
        if (turner.getAttribute('aria-disabled') === 'true') return;
        this.#page = at;
        again();
        document.getElementById(id)?.focus();
        announce(pageText());
      });
      if (at < 0 || at >= pages) turner.setAttribute('aria-disabled', 'true');
      return turner;
    };
    const pageText = () =>
      rows.length === 0
        ? t('measures.noHits')
        : t(
            'measures.rows',
            this.#page * rowsOnPage + 1,
            Math.min(rows.length, (this.#page + 1) * rowsOnPage),
            rows.length,
          );
    turning.replaceChildren(
      ...(pages > 1
        ? [turn('measures.previous', 'insight-previous', -1), turn('measures.next', 'insight-next', 1)]
        : []),
      make('span', { class: 'secondary' }, pageText()),
    );
  }
}

function valueText(value: number): string {
  if (Number.isNaN(value)) return '–';
  return number(Number(value.toPrecision(3)));
}
