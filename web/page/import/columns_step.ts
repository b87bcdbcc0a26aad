// The step in which people see what each table, column and word is taken for, and correct it.
import type {
  ImportPlan,
  PreviewTable,
  TablePlan,
  TableQuestion,
  TablesPreview,
  TieWays,
  WordList,
  WordMeaning,
} from '../bridge/import_plan.ts';
import { button, choice, make } from '../widgets/dom.ts';
import { hasText, number, plural, t } from '../words/i18n.ts';
import { placeText } from '../words/issues.ts';

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
/** What nodes can be, `actor` for those of which nobody says more. */
const whats = ['actor', 'person', 'organisation', 'group', 'initiative', 'challenge', 'vision'];
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
    const part = entry.part === undefined ? '' : t(`import.part.${entry.part}`);
    const place = [table.file, table.sheet].filter((each) => each !== '').join(', ') || t('import.theTable');
    const name = part === '' ? place : `${place}: ${part}`;
    const heading = make('h3', { id: `${key}-title` }, name);
    const as = this.#choice(
      `${key}-as`,
      (['nodes', 'ties', 'matrix', 'lists', 'ignore'] as const).map((value) => ({
        value,
        label: t(`import.as.${value}`),
      })),
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
    if (entry.as === 'matrix' || entry.as === 'lists') this.#ways(section, index, entry.as, entry.ways);
    else if (entry.as === 'nodes' && !entry.columns.some(({ to }) => to === 'kind' || to === 'form'))
      section.querySelector('.import-row')?.append(
        labelled(
          t('import.theseAre'),
          this.#choice(`${key}-are`, whatOptions(), entry.are || 'actor', (value) =>
            this.#again((tables) => {
              const own = tables[index];
              if (own) own.are = value;
            }),
          ),
        ),
      );
    if (entry.part !== undefined) section.append(this.#partOf(index, entry));
    if (table.problem !== '')
      section.append(make('p', { class: 'import-problem', role: 'alert' }, t(`import.problem.${table.problem}`)));
    table.questions.forEach((question, at) => {
      section.append(this.#question(question, index, at, entry.columns));
    });
    section.append(this.#columns(table, index, entry.columns));
    for (const list of table.words) if (list.words.length > 0) section.append(this.#words(list, entry.columns));
    return section;
  }

  /** Says that a table of two sorts of rows was taken apart, and offers to leave it whole. */
  #partOf(index: number, { part, ...entry }: TablePlan): HTMLElement {
    const whole = button(t('import.oneTable'), { class: 'plain' }, () => {
      void this.#again((tables) => {
        tables.splice(0, tables.length, ...tables.filter((each) => !isSamePlace(each, entry)), {
          ...anew(entry),
          whole: true,
        });
      });
    });
    whole.dataset.key = `table-${index}-whole`;
    return make('p', { class: 'secondary import-guess' }, t('import.guess.part'), ' ', whole);
  }

  /** What a matrix or lists were taken for, and how their ties are read. */
  #ways(section: HTMLElement, index: number, as: 'matrix' | 'lists', ways: TieWays | undefined): void {
    if (!ways) return;
    const key = `table-${index}`;
    const set = (change: Partial<TieWays>) =>
      this.#again((tables) => {
        const own = tables[index];
        if (own) own.ways = { ...ways, ...change };
      });
    const direction = ways.undirected ? 'undirected' : ways.reversed ? 'reversed' : 'directed';
    const row = make(
      'div',
      { class: 'import-row' },
      labelled(
        t(`import.${as}.rows`),
        this.#choice(`${key}-rows`, whatOptions(), ways.rows || 'actor', (rows) => set({ rows })),
      ),
    );
    if (as === 'matrix')
      row.append(
        labelled(
          t('import.matrix.columns'),
          this.#choice(
            `${key}-above`,
            [{ value: '', label: t('import.matrix.same') }, ...whatOptions()],
            ways.columns,
            (columns) => set({ columns }),
          ),
        ),
      );
    row.append(
      labelled(
        t('field.direction'),
        this.#choice(
          `${key}-direction`,
          (['undirected', 'directed', 'reversed'] as const)
            .filter((value) => value !== 'reversed' || as === 'matrix')
            .map((value) => ({ value, label: t(`import.ways.${value}`) })),
          direction,
          (value) => set({ undirected: value === 'undirected', reversed: value === 'reversed' }),
        ),
      ),
      labelled(
        t('importField.ties.kind'),
        this.#choice(`${key}-kind`, kindOptions(ways.kind), ways.kind, (kind) => set({ kind })),
      ),
    );
    section.append(make('p', { class: 'import-guess' }, t(`import.guess.${as}`)), row);
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
      const as = this.#preview.plan.tables[index]?.as;
      const inside = as === 'matrix' || as === 'lists';
      const select = this.#choice(
        `table-${index}-column-${at}`,
        [
          { value: 'fields', label: t(inside ? 'import.theTies' : 'import.further') },
          { value: '', label: t('import.leaveOut') },
          ...table.fields
            .filter((field) => !inside || field === 'label')
            .map((field) => ({ value: field, label: fieldName(field, as) })),
        ],
        column.to,
        (value) =>
          this.#again((tables) => {
            const all = tables[index]?.columns ?? [];
            // A field has one column: what had it goes on as a further field.
            for (const other of all)
              if (other.to === value && !['', 'fields', 'tiedWith'].includes(value)) other.to = 'fields';
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
          make('td', {}, select, ...(column.to === 'tiedWith' ? this.#tied(index, at, column) : [])),
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

  /** What kind of tie a column of names tells, and with whom where it is one. */
  #tied(index: number, at: number, column: Required<TablePlan>['columns'][number]): HTMLElement[] {
    const kind = column.kind ?? '';
    const value = JSON.stringify([kind, column.reversed === true]);
    const options = kindOptions(kind).map((each) => ({ ...each, value: JSON.stringify([each.value, false]) }));
    for (const each of tieKinds)
      options.push({ value: JSON.stringify([each, true]), label: t(`edgeKind.${each}`), group: t('import.otherWay') });
    const select = this.#choice(`table-${index}-tied-${at}`, options, value, (chosen) =>
      this.#again((tables) => {
        const own = tables[index]?.columns?.[at];
        if (own) [own.kind, own.reversed] = JSON.parse(chosen) as [string, boolean];
      }),
    );
    select.setAttribute('aria-label', `${t('importField.ties.kind')}: ${column.header ?? ''}`);
    const other = column.other ? [make('span', { class: 'secondary' }, t('import.tiedWithOne', column.other))] : [];
    return [...other, select];
  }

  #words(list: PreviewTable['words'][number], columns: Required<TablePlan>['columns']): HTMLElement {
    const header = columns[list.column]?.header ?? '';
    const meanings = this.#preview.plan.values?.[list.list] ?? {};
    const grid = make('div', { class: 'import-words' });
    list.words.forEach(({ word, count, like }, at) => {
      const id = `words-${list.list}-${list.column}-${at}`;
      const select = this.#choice(
        id,
        meaningsOf(list.list, word, meanings[word] ?? {}, like),
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
function anew({ as, header, columns, are, ways, ...place }: TablePlan): TablePlan {
  return place;
}

function isSamePlace(a: TablePlan, b: TablePlan): boolean {
  return a.file === b.file && a.sheet === b.sheet && a.row === b.row;
}

function whatOptions(): Option[] {
  return whats.map((value) => ({ value, label: t(`import.what.${value}`) }));
}

/** Kinds of tie that a column or matrix can be; `own` is among them. */
function kindOptions(own: string): Option[] {
  const options = [
    { value: '', label: t('import.noKind') },
    ...tieKinds.map((value) => ({ value, label: t(`edgeKind.${value}`) })),
  ];
  if (own !== '' && !tieKinds.includes(own)) options.push({ value: own, label: t('import.ownKind', own) });
  return options;
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
function meaningsOf(list: WordList, word: string, meaning: WordMeaning, like: string[] = []): Option[] {
  const option = (value: WordMeaning, label: string, group?: string): Option => ({
    value: written(value),
    label,
    ...(group !== undefined && { group }),
  });
  const ofAnswer = () => [
    option({ none: 'true' }, t('import.noTie')),
    option({}, t('import.plainTie')),
    ...['1', '2', '3', '4', '5'].map((strength) => option({ strength }, t('import.tieOfStrength', strength))),
    option({ kind: word }, t('import.ownKind', word)),
    ...tieKinds.map((kind) => option({ kind }, t(`edgeKind.${kind}`), t('importField.ties.kind'))),
  ];
  const ofName = () => [
    option({ name: word }, t('import.newName', word)),
    ...like.map((name) => option({ name }, t('import.sameName', name))),
    option({ name: '' }, t('import.noName')),
  ];
  const options =
    list === 'answer'
      ? ofAnswer()
      : list === 'name'
        ? ofName()
        : list === 'sector'
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
                ...tieKinds.map((kind) =>
                  option({ kind, reversed: true }, t(`edgeKind.${kind}`), t('import.otherWay')),
                ),
                ...['directed', 'mutual', 'undirected'].map((direction) =>
                  option({ direction }, t(`direction.${direction}`), t('field.direction')),
                ),
              ];
  const own = written(meaning);
  if (!options.some(({ value }) => value === own))
    options.push({ value: own, label: Object.values(meaning).join(' ') });
  return options;
}
