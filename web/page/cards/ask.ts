// The card as a participant sees it: one screen of questions on whatever they carry. What is typed stays in this browser until it is handed over.
import type { Json } from '../bridge/model.ts';
import { fileNameOf } from '../files/file_name.ts';
import { packed } from '../links/codec.ts';
import { pictureOf, waysOut } from '../links/hand_over.ts';
import { addressOf } from '../links/links.ts';
import { isoDay } from '../support/iso_day.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { button, byId, choice, download, icon, make, select } from '../widgets/dom.ts';
import { announce } from '../widgets/toast.ts';
import { hasText, number, onLanguage, t } from '../words/i18n.ts';
import {
  type Card,
  type Contribution,
  contributionFile,
  contributionFromJson,
  forms,
  NotACard,
  relations,
  terms,
} from './card.ts';

type Draft = Omit<Contribution, 'label'> & { label: string };

/** Shows the card on the page; `stop` takes it away again. */
export function showCard(card: Card): { stop(): void } {
  const sheet = byId('card', HTMLElement);
  let draft = keptDraft(card);
  let handing = false;
  const show = () => {
    sheet.replaceChildren(...(handing ? handOver(card, draft, back) : questions(card, draft, changed, done)));
  };
  const changed = (next: Draft) => {
    draft = next;
    writeSetting(`card-${card.network}`, JSON.stringify(next));
  };
  const done = () => {
    handing = true;
    show();
    sheet.scrollTop = 0;
    sheet.querySelector('h1')?.focus();
    announce(t('card.ready'));
  };
  const back = () => {
    handing = false;
    show();
    sheet.querySelector('input')?.focus();
  };
  show();
  const stopListening = onLanguage(show);
  return {
    stop() {
      stopListening();
      sheet.replaceChildren();
    },
  };
}

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte % 36).toString(36)).join('');
}

function keptDraft(card: Card): Draft {
  const empty: Draft = { id: randomId(), network: card.network, day: '', label: '', offers: [], needs: [], ties: [] };
  const kept = readSetting(`card-${card.network}`);
  if (kept === null) return empty;
  try {
    const json = JSON.parse(kept) as { label?: string };
    // Who has not said their name yet has no contribution, but may have typed something else.
    const draft = contributionFromJson({ ...(json as Json & object), label: json.label || '-' } as Json);
    return { ...draft, label: json.label ?? '' };
  } catch (error) {
    if (error instanceof NotACard || error instanceof SyntaxError) return empty;
    throw error;
  }
}

let fields = 0;

function labelled(text: string, field: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement, hint?: string) {
  fields += 1;
  field.id ||= `card-field-${fields}`;
  const children: Node[] = [make('label', { for: field.id }, text)];
  if (hint) {
    const about = make('p', { class: 'secondary', id: `${field.id}-about` }, hint);
    field.setAttribute('aria-describedby', about.id);
    children.push(about);
  }
  return make('div', { class: 'card-field' }, ...children, field);
}

const lineOf = { type: 'text', maxlength: '300', autocomplete: 'off', enterkeyhint: 'next' } as const;

function questions(card: Card, draft: Draft, changed: (draft: Draft) => void, done: () => void): Node[] {
  const names = make('datalist', { id: 'card-names' });
  const speakers = make('datalist', { id: 'card-speakers' });
  const entry = (name: string) => make('option', { value: name });
  names.append(...card.nodes.map(({ label }) => entry(label)));
  speakers.append(
    ...card.nodes.filter(({ kind }) => kind === 'actor' || kind === 'initiative').map(({ label }) => entry(label)),
  );

  const name = make('input', { ...lineOf, list: 'card-speakers', value: draft.label, required: true });
  const wrong = make('p', { class: 'card-wrong', id: 'card-wrong', role: 'alert' });
  const form = select(
    [['', t('card.choose')], ...forms.map((each) => [each, t(`form.${each}`)] as const)],
    draft.form ?? '',
  );
  const sectorName = ({ id, label }: Card['sectors'][number]) =>
    label || (hasText(`sector.${id}`) ? t(`sector.${id}`) : id);
  const sector = select(
    [['', t('card.choose')], ...card.sectors.map((each) => [each.id, sectorName(each)] as const)],
    draft.sector ?? '',
  );
  const place = make('input', { ...lineOf, value: draft.place ?? '' });
  const motivation = make('textarea', { rows: '3', maxlength: '5000' });
  motivation.value = draft.motivation ?? '';
  const energy = make('fieldset', { class: 'card-energy' }, make('legend', {}, t('card.energy')));
  for (const each of [1, 2, 3, 4, 5]) {
    const word = each === 1 ? t('card.energyLow') : each === 5 ? t('card.energyHigh') : '';
    const place = { type: 'radio', name: 'card-energy', value: String(each), checked: draft.energy === each };
    energy.append(choice(`${number(each)} ${word}`.trim(), place).label);
  }

  const offers = rows('offers', draft.offers);
  const needs = rows('needs', draft.needs);
  const ties = tieRows(draft.ties);

  const page = make(
    'form',
    { class: 'card', novalidate: true },
    make('h2', {}, t('card.me')),
    labelled(t('card.name'), name, t('card.nameHint')),
    wrong,
    labelled(t('card.form'), form),
    labelled(t('card.sector'), sector),
    labelled(t('card.place'), place),
    make('h2', {}, t('card.moves')),
    labelled(t('card.motivation'), motivation),
    energy,
    make('h2', {}, t('card.offers')),
    offers.element,
    make('h2', {}, t('card.needs')),
    needs.element,
    make('h2', {}, t('card.ties')),
    make('p', { class: 'secondary' }, t('card.tiesHint')),
    ties.element,
    make('p', { class: 'secondary' }, t('card.private')),
    make('button', { type: 'submit', class: 'primary card-done' }, t('card.done')),
    names,
    speakers,
  );
  const gather = (): Draft => ({
    id: draft.id,
    network: card.network,
    day: isoDay(),
    label: name.value.trim(),
    ...(form.value && { form: form.value as Contribution['form'] & string }),
    ...(sector.value && { sector: sector.value }),
    ...(place.value.trim() && { place: place.value.trim() }),
    ...(motivation.value.trim() && { motivation: motivation.value.trim() }),
    ...(checked(energy) && { energy: Number(checked(energy)) }),
    offers: offers.read(),
    needs: needs.read(),
    ties: ties.read(),
  });
  page.addEventListener('keydown', (event) => toNextField(event, page));
  page.addEventListener('input', () => changed(gather()));
  page.addEventListener('click', () => changed(gather()));
  page.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = gather();
    changed(said);
    if (said.label !== '') return done();
    wrong.textContent = t('card.nameMissing');
    name.setAttribute('aria-invalid', 'true');
    name.focus();
  });
  return [
    make('h1', { tabindex: '-1' }, card.title ? t('card.title', card.title) : t('card.titleUnnamed')),
    make('p', { class: 'lead' }, t('card.lead')),
    page,
  ];
}

/** Enter, and Go on the keyboard of a phone, lead on: handing in is for the button. */
function toNextField(event: KeyboardEvent, form: HTMLFormElement): void {
  const { target } = event;
  if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll<HTMLElement>('input, select, textarea, .card-done')];
  const group = target.type === 'radio' ? target.name : '';
  const rest = fields.slice(fields.indexOf(target) + 1);
  rest.find((field) => group === '' || !(field instanceof HTMLInputElement) || field.name !== group)?.focus();
}

function checked(set: HTMLFieldSetElement): string {
  return set.querySelector<HTMLInputElement>('input:checked')?.value ?? '';
}

interface Rows<T> {
  element: HTMLElement;
  read(): T[];
}

/** A list that grows: one empty row is always there to be filled in. */
function growing<T>(
  first: readonly T[],
  addLabel: string,
  makeRow: (item: T | undefined) => { fields: HTMLElement[]; read(): T | null; focus: HTMLElement },
  removeLabel: string,
): Rows<T> {
  const list = make('div', { class: 'card-rows' });
  const all: { element: HTMLElement; read(): T | null }[] = [];
  const add = (item: T | undefined, focus: boolean) => {
    const row = makeRow(item);
    const remove = button('', { class: 'icon-button', 'aria-label': removeLabel, title: removeLabel }, () => {
      all.splice(
        all.findIndex((each) => each.element === element),
        1,
      );
      element.remove();
      more.focus();
    });
    remove.append(icon('trash'));
    const element = make('div', { class: 'card-row' }, ...row.fields, remove);
    all.push({ element, read: row.read });
    list.append(element);
    if (focus) row.focus.focus();
  };
  const more = button(addLabel, { class: 'plain' }, () => add(undefined, true));
  for (const item of first) add(item, false);
  if (first.length === 0) add(undefined, false);
  return {
    element: make('div', {}, list, more),
    read: () => all.map((row) => row.read()).filter((item): item is NonNullable<typeof item> => item !== null),
  };
}

function rows(list: 'offers' | 'needs', first: Contribution['offers']): Rows<Contribution['offers'][number]> {
  return growing(
    first,
    t(`card.${list}More`),
    (item) => {
      const text = make('input', { ...lineOf, value: item?.text ?? '', 'aria-label': t(`card.${list}What`) });
      const how = select(
        [['', t('card.terms')], ...terms.map((each) => [each, t(`terms.${each}`)] as const)],
        item?.terms ?? '',
        { 'aria-label': t('card.terms') },
      );
      return {
        fields: [text, how],
        focus: text,
        read: () => {
          const words = text.value.trim();
          return words === ''
            ? null
            : { text: words, ...(how.value && { terms: how.value as (typeof terms)[number] }) };
        },
      };
    },
    t('card.remove'),
  );
}

function tieRows(first: Contribution['ties']): Rows<Contribution['ties'][number]> {
  return growing(
    first,
    t('card.tiesMore'),
    (item) => {
      const relation = select(
        relations.map(({ id }) => [id, t(`card.relation.${id}`)] as const),
        item?.relation ?? 'worksWith',
        { 'aria-label': t('card.relation') },
      );
      const to = make('input', { ...lineOf, list: 'card-names', value: item?.to ?? '', 'aria-label': t('card.with') });
      to.placeholder = t('card.with');
      const wish = choice(t('card.wish'), { checked: item?.wish === true });
      return {
        fields: [relation, to, wish.label],
        focus: relation,
        read: () => {
          const name = to.value.trim();
          const id = relations.find((each) => each.id === relation.value)?.id ?? 'worksWith';
          return name === '' ? null : { relation: id, to: name, wish: wish.input.checked };
        },
      };
    },
    t('card.remove'),
  );
}

function handOver(card: Card, said: Draft, back: () => void): Node[] {
  const address = addressOf('answer', packed(said as unknown as Json));
  const field = make('textarea', { id: 'card-link', rows: '3', readonly: true, spellcheck: 'false' });
  field.value = address;
  const save = button(t('card.file'), { class: 'plain' }, () => {
    const text = JSON.stringify(contributionFile(said), null, 1);
    download(`${fileNameOf(said.label)}.json`, new Blob([text], { type: 'application/json' }));
  });
  const out = waysOut(field, () => (card.title ? t('card.title', card.title) : t('card.titleUnnamed')));
  out.append(save);
  return [
    make('h1', { tabindex: '-1' }, t('card.thanks', said.label)),
    make('p', { class: 'lead' }, t('card.handOver')),
    make(
      'div',
      { class: 'card' },
      out,
      make('label', { for: field.id }, t('card.link')),
      field,
      make('h2', {}, t('card.codeTitle')),
      make('p', { class: 'secondary' }, t('card.codeHint')),
      make('div', { class: 'share-code' }, ...pictureOf(address)),
      button(t('card.change'), { class: 'quiet' }, back),
    ),
  ];
}
