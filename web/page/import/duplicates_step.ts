// The step in which people say who is the same as whom. Nobody is, until they say so.
import type { Duplicate, ImportPlan, NodeFacts } from '../bridge/import_plan.ts';
import { button, choice, make } from '../widgets/dom.ts';
import { hasText, plural, t } from '../words/i18n.ts';
import { fieldLabel, valueText } from './changes_step.ts';

/** More than this nobody goes through. */
const most = 200;

export class DuplicatesStep {
  readonly element = make('div', { class: 'import-duplicates' });
  readonly #boxes: { box: HTMLInputElement; pair: Duplicate }[] = [];

  constructor(pairs: readonly Duplicate[], chosen: ImportPlan['same']) {
    const all = button(t('import.allSame'), { class: 'plain' }, () => this.#setAll(true));
    const none = button(t('import.noneSame'), { class: 'plain' }, () => this.#setAll(false));
    this.element.append(
      make('p', {}, plural('import.alike', pairs.length)),
      make('p', { class: 'secondary' }, t('import.alikeExplain')),
      make('div', { class: 'row' }, all, none),
    );
    const list = make('ul', { class: 'import-pairs' });
    for (const pair of pairs.slice(0, most)) list.append(this.#card(pair, isChosen(pair, chosen)));
    this.element.append(list);
    if (pairs.length > most)
      this.element.append(make('p', { class: 'secondary' }, t('import.morePairs', pairs.length - most)));
  }

  get same(): Required<ImportPlan>['same'] {
    return this.#boxes
      .filter(({ box }) => box.checked)
      .map(({ pair }) => ({ name: pair.name, as: pair.as, in: pair.in }));
  }

  #card(pair: Duplicate, checked: boolean): HTMLElement {
    const one = choice(t('import.makeOne', pair.goes.name, pair.stays.name), { checked });
    this.#boxes.push({ box: one.input, pair });
    return make(
      'li',
      { class: 'import-pair' },
      make(
        'div',
        { class: 'import-sides' },
        side(t('import.inFile'), pair.goes),
        side(t(pair.in === 'file' ? 'import.alsoInFile' : 'import.inNetwork'), pair.stays),
      ),
      make('p', { class: 'secondary' }, t(`import.why.${pair.why}`)),
      ...differences(pair),
      one.label,
    );
  }

  #setAll(on: boolean): void {
    for (const { box } of this.#boxes) box.checked = on;
  }
}

/** What is filled in differently, side by side. */
function differences({ differs, goes, stays }: Duplicate): HTMLElement[] {
  if (differs.length === 0) return [];
  const body = make('tbody');
  for (const { field, goes: one, stays: other } of differs)
    body.append(
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, fieldLabel(field)),
        make('td', {}, valueText(field, one) || '–'),
        make('td', {}, valueText(field, other) || '–'),
      ),
    );
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, t('import.differs')),
    make('th', { scope: 'col' }, goes.name),
    make('th', { scope: 'col' }, stays.name),
  );
  return [make('table', { class: 'import-differs' }, make('thead', {}, head), body)];
}

function isChosen(pair: Duplicate, chosen: ImportPlan['same']): boolean {
  return chosen?.some(({ name, as }) => name === pair.name && as === pair.as) === true;
}

function side(where: string, facts: NodeFacts): HTMLElement {
  const sector = hasText(`sector.${facts.sector}`) ? t(`sector.${facts.sector}`) : facts.sector;
  const more = [t(`kind.${facts.kind}`), sector, facts.place, plural('count.edges', facts.ties)];
  const box = make(
    'div',
    { class: 'import-side' },
    make('span', { class: 'secondary' }, where),
    make('span', { class: 'import-name' }, facts.name),
    make('span', { class: 'secondary' }, more.filter((part) => part !== '').join(' · ')),
  );
  if (facts.description !== '') box.append(make('span', { class: 'secondary' }, facts.description));
  return box;
}
