// Numbers of the network as it is beside those of scenarios: a column for each.
import type { LensAnswer } from '../api/api_types.ts';
import { valueText } from '../lenses/lens_text.ts';
import { make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { inScroll } from './lists.ts';
import { measureText } from './measure_words.ts';
import type { NetworkView } from './network_view.ts';

export interface Side {
  lens: LensAnswer | null;
  measures: { [id: string]: { value?: number | null } };
}

export interface Compared {
  id: string;
  name: string;
  before: Side | null;
  after: Side | null;
  /** Why some of its operations no longer fit. */
  misfits: string[];
  /** Why there are no numbers. */
  trouble?: string;
}

interface Cell {
  text: string;
  value: number | null;
}

interface Row {
  label: string;
  cells: (Cell | null)[];
}

const none: Cell = { text: '–', value: null };

function cellOf(side: Side | null, code: string): Cell | null {
  if (!side) return null;
  if (code in side.measures) {
    const value = side.measures[code]?.value ?? null;
    return value === null ? none : { text: measureText(code, value), value };
  }
  const entry = side.lens?.numbers.find((each) => each.code === code);
  return entry ? { text: valueText(entry), value: entry.value } : none;
}

function rowsOf(compared: readonly Compared[]): Row[] {
  const now = compared.find(({ before }) => before)?.before ?? null;
  const codes = [...Object.keys(now?.measures ?? {}), ...(now?.lens?.numbers ?? []).map(({ code }) => code)];
  return codes.map((code) => ({
    label: t(code.startsWith('lens.') ? code : `measure.${code}`),
    cells: [cellOf(now, code), ...compared.map(({ after }) => cellOf(after, code))],
  }));
}

function changed(cell: Cell, now: Cell | null | undefined): HTMLElement | null {
  if (!now || cell.text === now.text) return null;
  // Which way is better is for people to say; which way it goes is not.
  const up = cell.value !== null && now.value !== null ? cell.value > now.value : null;
  const said = t(up === null ? 'scenario.changed' : up ? 'scenario.more' : 'scenario.less');
  return make(
    'span',
    { class: 'insight-change' },
    ...(up === null ? [] : [make('span', { 'aria-hidden': 'true' }, up ? ' ↑' : ' ↓')]),
    make('span', { class: 'hidden' }, ` (${said})`),
  );
}

/** A table with a column for the network as it is and one for each scenario, and the answers in sentences beneath. */
export function comparisonOf(compared: readonly Compared[], view: NetworkView): HTMLElement[] {
  const rows = rowsOf(compared);
  const head = [t('scenario.now'), ...compared.map(({ name }) => name)];
  const sentences = [
    [t('scenario.now'), compared.find(({ before }) => before)?.before?.lens ?? null] as const,
    ...compared.map(({ name, after }) => [name, after?.lens ?? null] as const),
  ];
  const told = sentences.flatMap(([name, lens]) =>
    lens ? [make('div', {}, make('dt', {}, name), make('dd', {}, view.tell(lens.sentence)))] : [],
  );
  const table = make(
    'table',
    { class: 'insight-table insight-compared' },
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        make('th', { scope: 'col' }, t('scenario.number')),
        ...head.map((name) => make('th', { scope: 'col' }, name)),
      ),
    ),
    make(
      'tbody',
      {},
      ...rows.map(({ label, cells }) =>
        make(
          'tr',
          {},
          make('th', { scope: 'row' }, label),
          ...cells.map((cell, column) => {
            const change = cell && column > 0 ? changed(cell, cells[0]) : null;
            return make(
              'td',
              { class: change ? 'insight-changed' : undefined },
              cell?.text ?? '–',
              ...(change ? [change] : []),
            );
          }),
        ),
      ),
    ),
  );
  return [
    inScroll(t('scenario.compare'), table),
    ...(told.length > 0 ? [make('dl', { class: 'insight-sentences' }, ...told)] : []),
  ];
}
