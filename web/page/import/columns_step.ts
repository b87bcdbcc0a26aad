// The step in which people see what each table, column and word is taken for, and correct it.
import type {
  ImportPlan,
  PreviewTable,
  TablePlan,
  TableQuestion,
  TablesPreview,
  WordMeaning,
} from '../bridge/import_plan.ts';
import { choice, make } from '../widgets/dom.ts';
import { hasText, number, plural, t } from '../words/i18n.ts';
import { placeText } from '../words/issues.ts';

type Lists = 'sector' | 'kind' | 'tieKind';

/** Rows of the table that are shown beside each column. */
const shownRows = 3;
const headerRows = 8;

const sectors = [
  'government',
  'business',
  'knowledge',
  'civilSociety',
  'finance',
  'socialEnterprise',
  'media',
  'nature',
];
const nodeKinds = ['actor', 'initiative', 'challenge', 'vision'];
const forms = ['person', 'organisation', 'group'];
const tieKinds = [
  'worksWith',
  'funds',
  'founded',
  'partOf',
  'takesPartIn',
  'contributesTo',
  'supports',
  'sharesKnowledgeWith',
  'givesTo',
  'matched',
];

export class ColumnsStep {
  readonly element = make('div', { class: 'import-columns' });
  #preview: TablesPreview;
  readonly #look: (plan: ImportPlan) => Promise<TablesPreview | null>;
  readonly #changed: () => void;

  /** `look` gives what a plan comes to, null when it was overtaken; `changed` is told when `mayGoOn` may have changed. */
  constructor(preview: TablesPreview, look: (plan: ImportPlan) => Promise<TablesPreview | null>, changed: () => void) {
    this.#preview = preview;
    this.#look = look;
    this.#changed = changed;
    this.#draw();
  }

  get plan(): ImportPlan {
    return this.#preview.plan;
  }

  get mayGoOn(): boolean {
    const { plan, tables } = this.#preview;
    return tables.every(({ problem }) => problem === '') && plan.tables.some(({ as }) => as !== 'ignore');
  }

  /** Why one may not go on. */
  get why(): string {
    const table = this.#preview.tables.find(({ problem }) => problem !== '');
    if (!table) return t('import.nothingChosen');
    const name = [table.file, table.sheet].filter((part) => part !== '').join(', ');
    return `${name === '' ? '' : `${name}: `}${t(`import.problem.${table.problem}`)}`;
  }

  #draw(): void {
    const focus = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    this.element.replaceChildren(...this.#preview.tables.map((table, index) => this.#table(table, index)));
    if (focus !== undefined) this.element.querySelector<HTMLElement>(`[data-key="${focus}"]`)?.focus();
  }

  /** Asks what the changed plan comes to, and shows that. */
  async #again(change: (tables: TablePlan[]) => void): Promise<void> {
    const plan: ImportPlan = structuredClone(this.#preview.plan);
    change(plan.tables ?? []);
    const preview = await this.#look(plan);
    if (preview) this.#preview = preview;
    this.#draw();
    this.#changed();
  }

  #table(table: PreviewTable, index: number): HTMLElement {
    const entry = this.#preview.plan.tables[index];
    if (!entry) return make('section');
    const key = `table-${index}`;
    const name = [table.file, table.sheet].filter((part) => part !== '').join(', ');
    const heading = make('h3', { id: `${key}-title` }, name || t('import.theTable'));
    const as = this.#choice(
      `${key}-as`,
      (['nodes', 'ties', 'ignore'] as const).map((value) => ({ value, label: t(`import.as.${value}`) })),
      entry.as,
      (value) =>
        this.#again((tables) => {
          tables[index] = { ...anew(entry), as: value as NonNullable<TablePlan['as']> };
        }),
    );
    const section = make(
      'section',
      { class: 'import-table', 'aria-labelledby': heading.id },
      make(
        'div',
        { class: 'import-head' },
        heading,
        make('span', { class: 'secondary' }, plural('import.rows', table.rows)),
      ),
      make('div', { class: 'import-row' }, labelled(t('import.asWhat'), as)),
    );
    if (entry.as === 'ignore') return section;
    const rows = [...new Set([0, ...Array.from({ length: headerRows }, (_, at) => table.row + at), entry.header])];
    section.querySelector('.import-row')?.append(
      labelled(
        t('import.headerRow'),
        this.#choice(
          `${key}-header`,
          rows.map((row) => ({ value: String(row), label: row === 0 ? t('import.noHeader') : t('place.row', row) })),
          String(entry.header),
          (value) =>
            this.#again((tables) => {
              tables[index] = { ...anew(entry), as: entry.as, header: Number(value) };
            }),
        ),
      ),
    );
    if (table.problem !== '')
      section.append(make('p', { class: 'import-problem', role: 'alert' }, t(`import.problem.${table.problem}`)));
    table.questions.forEach((question, at) => {
      section.append(this.#question(question, index, at, entry.columns));
    });
    section.append(this.#columns(table, index, entry.columns));
    for (const list of table.words) if (list.words.length > 0) section.append(this.#words(list, entry.columns));
    return section;
  }

  /** A guess that is not sure, with what else it can be. */
  #question(
    { ask, column, field, where, text, count, answers, answer }: TableQuestion,
    index: number,
    at: number,
    columns: Required<TablePlan>['columns'],
  ): HTMLElement {
    const header = column === undefined ? '' : (columns[column]?.header ?? '');
    const as = this.#preview.plan.tables[index]?.as;
    const named = field === undefined ? '' : fieldName(field, as);
    const box = make(
      'fieldset',
      { class: 'import-question', 'data-ask': ask },
      make('legend', {}, t(`import.ask.${ask}`, header || String(count ?? 0), named || (text ?? ''), text ?? '')),
    );
    if (where !== undefined) box.append(make('p', { class: 'secondary' }, placeText(where)));
    for (const each of answers) {
      const words =
        each === 'fields' || (each === 'weight' && ask === 'misfit') ? 'own' : ask === 'misfit' ? 'field' : each;
      const { label, input } = choice(t(`import.answer.${ask}.${words}`, fieldName(each, as)), {
        type: 'radio',
        name: `question-${index}-${at}`,
        checked: each === answer,
      });
      input.dataset.key = `question-${index}-${at}-${each}`;
      input.addEventListener('change', () => {
        void this.#again((tables) => {
          const table = tables[index];
          if (!table) return;
          const own = column === undefined ? undefined : table.columns?.[column];
          if (!own) table.totals = each as NonNullable<TablePlan['totals']>;
          else {
            for (const other of table.columns ?? []) if (other.to === each && each !== 'fields') other.to = 'fields';
            own.to = each;
          }
        });
      });
      box.append(label);
    }
    return box;
  }

  #columns(table: PreviewTable, index: number, columns: Required<TablePlan>['columns']): HTMLElement {
    const sample = table.sample.slice(0, shownRows);
    const head = make(
      'tr',
      {},
      make('th', { scope: 'col' }, t('import.column')),
      make('th', { scope: 'col' }, t('import.becomes')),
    );
    for (const { row } of sample) head.append(make('th', { scope: 'col', class: 'import-cell' }, t('place.row', row)));
    const body = make('tbody');
    columns.forEach((column, at) => {
      const header = column.header ?? '';
      const select = this.#choice(
        `table-${index}-column-${at}`,
        [
          { value: 'fields', label: t('import.further') },
          { value: '', label: t('import.leaveOut') },
          ...table.fields.map((field) => ({
            value: field,
            label: fieldName(field, this.#preview.plan.tables[index]?.as),
          })),
        ],
        column.to,
        (value) =>
          this.#again((tables) => {
            const all = tables[index]?.columns ?? [];
            // A field has one column: what had it goes on as a further field.
            for (const other of all) if (other.to === value && value !== '' && value !== 'fields') other.to = 'fields';
            const own = all[at];
            if (own) own.to = value;
          }),
      );
      select.setAttribute('aria-label', t('import.columnBecomes', header));
      const cells = sample.map(({ cells: texts }) => make('td', { class: 'import-cell' }, texts[at] ?? ''));
      body.append(
        make(
          'tr',
          { class: column.to === '' ? 'import-left-out' : '' },
          make('th', { scope: 'row' }, header),
          make('td', {}, select),
          ...cells,
        ),
      );
    });
    return make(
      'div',
      { class: 'import-scroll', tabindex: '0', role: 'group', 'aria-label': t('import.columns') },
      make('table', {}, make('thead', {}, head), body),
    );
  }

  #words(list: PreviewTable['words'][number], columns: Required<TablePlan>['columns']): HTMLElement {
    const header = columns[list.column]?.header ?? '';
    const meanings = this.#preview.plan.values?.[list.list] ?? {};
    const grid = make('div', { class: 'import-words' });
    list.words.forEach(({ word, count }, at) => {
      const id = `words-${list.list}-${list.column}-${at}`;
      const select = this.#choice(
        id,
        meaningsOf(list.list, word, meanings[word] ?? {}),
        written(meanings[word] ?? {}),
        (value) => {
          const values = this.#preview.plan.values ?? {};
          const words = values[list.list] ?? {};
          words[word] = JSON.parse(value) as WordMeaning;
          values[list.list] = words;
          this.#preview.plan.values = values;
        },
      );
      select.id = id;
      grid.append(
        make(
          'label',
          { for: id },
          make('span', { class: 'import-word' }, word),
          make('span', { class: 'secondary' }, ` ${number(count)}×`),
        ),
        select,
      );
    });
    const box = make(
      'details',
      { class: 'import-meanings', open: true },
      make('summary', {}, t(`import.words.${list.list}`, header)),
      grid,
    );
    if (list.more > 0) box.append(make('p', { class: 'secondary' }, t('import.moreWords', list.more)));
    return box;
  }

  #choice(key: string, options: Option[], value: string, choose: (value: string) => void): HTMLSelectElement {
    const select = make('select', { 'data-key': key });
    const groups = new Map<string, HTMLElement>();
    for (const { value: each, label, group } of options) {
      let place: HTMLElement = select;
      if (group !== undefined) {
        place = groups.get(group) ?? select.appendChild(make('optgroup', { label: group }));
        groups.set(group, place);
      }
      place.append(make('option', { value: each, selected: each === value }, label));
    }
    select.addEventListener('change', () => choose(select.value));
    return select;
  }
}

interface Option {
  value: string;
  label: string;
  group?: string;
}

/** A table of which everything but its place is to be proposed anew. */
function anew({ as, header, columns, ...place }: TablePlan): TablePlan {
  return place;
}

function labelled(text: string, control: HTMLSelectElement): HTMLElement {
  return make('label', { class: 'import-label' }, make('span', { class: 'secondary' }, text), control);
}

/** What a field is called; `as` because a tie has no name but a label. */
export function fieldName(field: string, as?: string): string {
  if (hasText(`importField.${as}.${field}`)) return t(`importField.${as}.${field}`);
  if (hasText(`importField.${field}`)) return t(`importField.${field}`);
  return hasText(`field.${field}`) ? t(`field.${field}`) : field;
}

function written(meaning: WordMeaning): string {
  return JSON.stringify(Object.fromEntries(Object.entries(meaning).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** What a word may be taken for; `meaning` is among them, whatever it is. */
function meaningsOf(list: Lists, word: string, meaning: WordMeaning): Option[] {
  const option = (value: WordMeaning, label: string, group?: string): Option => ({
    value: written(value),
    label,
    ...(group !== undefined && { group }),
  });
  const options =
    list === 'sector'
      ? [
          option({ sector: word }, t('import.newSector', word)),
          ...sectors.map((sector) => option({ sector }, t(`sector.${sector}`))),
          option({ sector: '' }, t('import.noSector')),
        ]
      : list === 'kind'
        ? [
            option({}, t('import.keepWord')),
            ...nodeKinds.map((kind) => option({ kind }, t(`kind.${kind}`), t('importField.kind'))),
            ...forms.map((form) => option({ form }, t(`form.${form}`), t('field.form'))),
            ...sectors.map((sector) => option({ sector }, t(`sector.${sector}`), t('field.sector'))),
          ]
        : [
            option({ kind: word }, t('import.ownKind', word)),
            ...tieKinds.map((kind) => option({ kind }, t(`edgeKind.${kind}`))),
            ...tieKinds.map((kind) => option({ kind, reversed: true }, t(`edgeKind.${kind}`), t('import.otherWay'))),
            ...['directed', 'mutual', 'undirected'].map((direction) =>
              option({ direction }, t(`direction.${direction}`), t('field.direction')),
            ),
          ];
  const own = written(meaning);
  if (!options.some(({ value }) => value === own))
    options.push({ value: own, label: Object.values(meaning).join(' ') });
  return options;
}
