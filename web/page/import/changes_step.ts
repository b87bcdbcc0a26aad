// The step that says what merging will change, and lets people keep what is theirs.
import type { FieldChange, ImportPlan, MergeChanges } from '../bridge/import_plan.ts';
import type { Json } from '../bridge/model.ts';
import { button, choice, make } from '../widgets/dom.ts';
import { hasText, number, plural, t } from '../words/i18n.ts';
import { fieldName } from './columns_step.ts';

export class ChangesStep {
  readonly element = make('div', { class: 'import-changes' });
  readonly #mine: { box: HTMLInputElement; change: FieldChange }[] = [];

  constructor(changes: MergeChanges) {
    const counts = [
      plural('import.newNodes', changes.nodes),
      plural('import.newTies', changes.ties),
      plural('import.changedFields', changes.fields.length + changes.more),
    ];
    const list = make('ul', { class: 'import-counts' });
    for (const count of counts) list.append(make('li', {}, count));
    this.element.append(list);
    if (changes.names.length > 0) {
      const names = changes.names.join(', ');
      const rest = changes.nodes - changes.names.length;
      this.element.append(
        make(
          'details',
          {},
          make('summary', {}, t('import.newNames')),
          make('p', {}, names, ...(rest > 0 ? [' ', t('import.andMore', rest)] : [])),
        ),
      );
    }
    const conflicts = changes.fields.filter(({ conflict }) => conflict);
    const filled = changes.fields.filter(({ conflict }) => !conflict);
    if (conflicts.length > 0) this.#conflicts(conflicts);
    if (filled.length > 0) {
      const lines = make('ul', { class: 'report', tabindex: '0', 'aria-label': t('import.filledIn') });
      for (const change of filled)
        lines.append(
          make(
            'li',
            {},
            t(
              'import.change',
              change.name,
              nameOf(change),
              valueText(change.field, change.before) || '–',
              valueText(change.field, change.after),
            ),
          ),
        );
      this.element.append(make('h3', {}, t('import.filledIn')), lines);
    }
    if (changes.more > 0) this.element.append(make('p', { class: 'secondary' }, t('import.moreChanges', changes.more)));
  }

  get keep(): Required<ImportPlan>['keep'] {
    return this.#mine.filter(({ box }) => box.checked).map(({ change }) => ({ id: change.id, field: change.field }));
  }

  #conflicts(conflicts: FieldChange[]): void {
    const all = (mine: boolean) => () => {
      for (const { box, other } of pairs) (mine ? box : other).checked = true;
    };
    const pairs: { box: HTMLInputElement; other: HTMLInputElement }[] = [];
    const list = make('ul', { class: 'import-conflicts' });
    conflicts.forEach((change, at) => {
      const side = (mine: boolean) => {
        const whose = make('span', { class: 'secondary' }, t(mine ? 'import.mine' : 'import.theirs'), ' ');
        const value = valueText(change.field, mine ? change.before : change.after);
        return choice(make('span', {}, whose, value), { type: 'radio', name: `conflict-${at}`, checked: !mine });
      };
      const mine = side(true);
      const theirs = side(false);
      this.#mine.push({ box: mine.input, change });
      pairs.push({ box: mine.input, other: theirs.input });
      list.append(
        make(
          'li',
          {},
          make('fieldset', {}, make('legend', {}, `${change.name}: ${nameOf(change)}`), mine.label, theirs.label),
        ),
      );
    });
    this.element.append(
      make('h3', {}, plural('import.conflicts', conflicts.length)),
      make(
        'div',
        { class: 'row' },
        button(t('import.keepMine'), { class: 'plain' }, all(true)),
        button(t('import.takeTheirs'), { class: 'plain' }, all(false)),
      ),
      list,
    );
  }
}

/** Whether there is anything to bring in. */
export function isNothing(changes: MergeChanges): boolean {
  const { nodes, ties, stories, snapshots, fields, more } = changes;
  return nodes + ties + stories + snapshots + fields.length + more === 0;
}

function nameOf({ field, of }: FieldChange): string {
  return fieldLabel(field, of === 'edge' ? 'ties' : 'nodes');
}

/** What a field is called, further ones by their own name. */
export function fieldLabel(field: string, as = 'nodes'): string {
  if (field.startsWith('fields.')) return field.slice('fields.'.length);
  if (field === 'sectors') return t('import.sectorList');
  const [head = field] = field.split('.');
  return fieldName(hasText(`field.${field}`) ? field : head, as);
}

/** A value as one reads it. */
export function valueText(field: string, value: Json): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((item) => valueText(field, item)).join(', ');
  if (typeof value === 'object') return String(value.text ?? value.label ?? value.id ?? '');
  if (typeof value === 'number') return number(value);
  const family = field === 'kind' ? ['kind', 'edgeKind'] : field === 'status' ? ['edgeStatus'] : [field];
  for (const name of family) if (hasText(`${name}.${value}`)) return t(`${name}.${value}`);
  return String(value);
}
