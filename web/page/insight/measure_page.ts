// Every measure of the network: those of the whole with what they mean and where they come from, those of each node in a table that sorts,
// how they are spread, and all of it as CSV.
import type { Json } from '../bridge.ts';
import { button, download, make } from '../dom.ts';
import { fileNameOf } from '../files.ts';
import { hasText, number, t } from '../i18n.ts';
import { isError, Refusal } from '../issues.ts';
import { askForFiles, askReader, ReaderCancelled } from '../reader.ts';
import { say as announce, notify } from '../toast.ts';
import { type Desk, reasonOf, show } from './desk.ts';
import { histogram } from './histogram.ts';
import { folded, inScroll } from './lists.ts';
import { measureOrder, portions } from './measure_list.ts';
import { type NodeRow, rowsInView, type View } from './node_table.ts';
import { networkNow, Things } from './things.ts';

/** In networks with more nodes than this nothing is counted anew before somebody asks. */
const large = 2000;
const rowsOnPage = 25;
const usual = ['degree', 'betweenness', 'hubImpact'];

interface Measure {
  value?: Json;
  perNode?: { [id: string]: Json };
  completeness?: { known: number; of: number };
  approximate?: { error: number; confidence: number };
  [more: string]: Json | undefined;
}

interface Column {
  id: string;
  name: string;
}

export class MeasurePage {
  readonly #desk: Desk;
  #measures: { [id: string]: Measure } = {};
  #columns: Column[] = [];
  #rows: NodeRow[] = [];
  #chosen = new Set(usual);
  #view: View = { text: '', by: 0, descending: true };
  #sortedBy = 'degree';
  #page = 0;
  #turn = 0;
  #counting: AbortController | undefined;
  /** Measures that are still being counted. */
  #waiting: string[] = [];
  #stale = false;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Of another network, or left: what is being counted is not wanted any more. */
  leave(): void {
    this.#turn += 1;
    // The next question would wait until all of it is counted.
    if (this.#waiting.length > 0) this.#counting?.abort();
    this.#waiting = [];
    this.#measures = {};
    this.#view = { ...this.#view, text: '' };
    this.#page = 0;
  }

  /** Fills `root`, and goes on filling it while measures come in. `changed`: the network is another one than a moment ago. */
  async draw(root: HTMLElement, changed: boolean): Promise<void> {
    const { bridge } = this.#desk.program;
    const known = Object.keys(this.#measures).length > 0;
    this.#stale = changed && known && bridge.call('counts', {}).nodes > large;
    if (this.#stale || (known && !changed)) {
      this.#fill(root);
      return;
    }
    await this.#count(root);
  }

  async #count(root: HTMLElement): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#stale = false;
    const network = networkNow(this.#desk.program.bridge);
    const things = new Things(this.#desk.program.bridge);
    const found: { [id: string]: Measure } = {};
    this.#waiting = portions.flat();
    this.#counting = new AbortController();
    const { signal } = this.#counting;
    for (const [at, only] of portions.entries()) {
      const answer = await askReader('measuresOf', { network, only: [...only] }, [], { signal }).catch((error) => {
        if (error instanceof ReaderCancelled) return null;
        throw error;
      });
      if (turn !== this.#turn || answer === null) return;
      if (isError(answer)) throw new Refusal(answer.error);
      Object.assign(found, answer.answer);
      this.#waiting = this.#waiting.filter((id) => !only.includes(id));
      this.#measures = found;
      this.#tabulate(things);
      if (root.isConnected || at === 0) this.#fill(root);
    }
    announce(t('measures.ready'));
  }

  /** Measures of nodes as columns and rows. */
  #tabulate(things: Things): void {
    const columns: (Column & { valueIn: (id: string) => number })[] = [];
    const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : Number.NaN);
    for (const id of measureOrder) {
      const perNode = this.#measures[id]?.perNode;
      if (!perNode) continue;
      const roles = Object.values(perNode).find((value) => value !== null && typeof value === 'object');
      if (!roles) columns.push({ id, name: t(`measure.${id}`), valueIn: (node) => numberOf(perNode[node]) });
      else
        for (const role of Object.keys(roles))
          columns.push({
            id: `${id}.${role}`,
            name: t(`measure.${id}.${role}`),
            valueIn: (node) => numberOf((perNode[node] as { [role: string]: Json } | null)?.[role]),
          });
    }
    const ids = new Set(columns.length > 0 ? Object.keys(this.#measures.degree?.perNode ?? {}) : []);
    this.#columns = columns.map(({ id, name }) => ({ id, name }));
    this.#rows = [...ids].map((id) => ({
      id,
      name: things.name(id),
      values: columns.map(({ valueIn }) => valueIn(id)),
    }));
    this.#view.by = this.#sortedBy === '' ? -1 : columns.findIndex(({ id }) => id === this.#sortedBy);
  }

  #fill(root: HTMLElement): void {
    const had = root.contains(document.activeElement) ? (document.activeElement?.id ?? '') : '';
    const head: Node[] = [make('p', { class: 'secondary' }, t('measures.about'))];
    if (this.#stale)
      head.push(
        make('p', { class: 'insight-thin' }, t('measures.stale')),
        button(t('measures.again'), { class: 'plain' }, () => {
          void this.#count(root).catch((error: unknown) => notify({ text: reasonOf(error), kind: 'error' }));
        }),
      );
    if (this.#waiting.length > 0)
      head.push(make('p', { class: 'secondary', role: 'status' }, t('measures.waiting', this.#namesOf(this.#waiting))));
    root.replaceChildren(
      ...head,
      button(t('measures.csv'), { class: 'plain', id: 'insight-csv' }, () => void this.#save()),
      make('h3', {}, t('measures.ofNodes')),
      ...this.#tableParts(),
      make('h3', {}, t('measures.ofWhole')),
      this.#whole(),
      this.#explained(),
    );
    if (had) document.getElementById(had)?.focus();
  }

  #namesOf(ids: readonly string[]): string {
    return new Intl.ListFormat(document.documentElement.lang).format(ids.map((id) => t(`measure.${id}`)));
  }

  #tableParts(): Node[] {
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
      folded(this.#desk, 'columns', t('measures.columns'), make('div', { class: 'insight-choices' }, ...choices)),
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
      const name = button(row.name, { class: 'insight-name' }, () => show(this.#desk, [row.id]));
      const line = make(
        'tr',
        {},
        make('th', { scope: 'row' }, name),
        ...shown.map(({ at }) => make('td', {}, valueText(row.values[at] ?? Number.NaN))),
      );
      // The button is for keys and screen readers; a mouse or finger may hit anything of the row.
      line.addEventListener('click', (event) => {
        if (event.target !== name) show(this.#desk, [row.id]);
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

  #whole(): HTMLElement {
    const list = make('dl', { class: 'insight-numbers' });
    for (const id of measureOrder) {
      const measure = this.#measures[id];
      if (!measure || measure.value === undefined) continue;
      list.append(
        make(
          'div',
          {},
          make('dt', {}, t(`measure.${id}`)),
          make('dd', {}, wholeText(id, measure)),
          make('dd', { class: 'secondary' }, explanation(id, measure)),
        ),
      );
    }
    return list;
  }

  /** What the columns mean. */
  #explained(): HTMLElement {
    const list = make('dl', { class: 'insight-numbers' });
    for (const id of measureOrder) {
      const measure = this.#measures[id];
      if (!measure?.perNode || measure.value !== undefined) continue;
      list.append(
        make(
          'div',
          {},
          make('dt', {}, t(`measure.${id}`)),
          make('dd', { class: 'secondary' }, explanation(id, measure)),
        ),
      );
    }
    return folded(this.#desk, 'explained', t('measures.explained'), list);
  }

  async #save(): Promise<void> {
    try {
      const rows: (string | number | null)[][] = [
        [t('measures.name'), ...this.#columns.map(({ name }) => name)],
        ...this.#rows.map(({ name, values }) => [name, ...values.map((value) => (Number.isNaN(value) ? null : value))]),
      ];
      const whole: (string | number | null)[][] = [
        [t('measures.measure'), t('measures.value'), t('measures.meaning')],
        ...measureOrder.flatMap((id) => {
          const measure = this.#measures[id];
          if (!measure || measure.value === undefined) return [];
          const value = typeof measure.value === 'number' ? measure.value : wholeText(id, measure);
          return [[t(`measure.${id}`), measure.value === null ? null : value, explanation(id, measure)]];
        }),
      ];
      const title = fileNameOf(this.#desk.workspace.current?.replica.title ?? '');
      for (const [name, table] of [
        [t('measures.fileNodes'), rows],
        [t('measures.fileWhole'), whole],
      ] as const) {
        const { files } = await askForFiles<'exportTable'>({ rows: table }, 'exportTable');
        if (files[0]) download(`${title} ${name}.csv`, files[0].content);
      }
    } catch (error) {
      notify({ text: reasonOf(error), kind: 'error' });
    }
  }
}

function valueText(value: number): string {
  if (Number.isNaN(value)) return '–';
  return number(Number(value.toPrecision(3)));
}

function wholeText(id: string, { value, count }: Measure): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return number(value.length);
  if (id === 'communities' && typeof count === 'number') return number(count);
  if (typeof value === 'number') return number(Math.round(value * 1000) / 1000);
  return hasText(`measure.stage.${value}`) ? t(`measure.stage.${value}`) : String(value);
}

function explanation(id: string, { completeness, approximate, value }: Measure): string {
  return [
    t(`measure.about.${id}`),
    t('measures.source', t(`measure.source.${id}`)),
    ...(value === null ? [t('measures.undefined')] : []),
    ...(completeness && completeness.known < completeness.of
      ? [t('measures.restsOn', completeness.known, completeness.of)]
      : []),
    ...(approximate
      ? [t('measures.estimate', number(approximate.error), `${number(Math.round(approximate.confidence * 100))}%`)]
      : []),
  ].join(' ');
}
