// What can be chosen in a question: who leaves, for which challenge, how much it costs, and what counts for how much.
import type { LensAnswer } from '../api/api_types.ts';
import type { Json, LensInfo } from '../bridge/model.ts';
import { button, make, select } from '../widgets/dom.ts';
import { announce } from '../widgets/toast.ts';
import { number, t } from '../words/i18n.ts';
import { folded, labelled } from './lists.ts';
import type { Named, NetworkView } from './network_view.ts';
import { type PanelContext, selectedNodes } from './panel_context.ts';

export type Options = { [name: string]: Json };

type Parameter = LensInfo['parameters'][number];

/** More names than this are typed, with completion, and not chosen from a list. */
const mostChoices = 300;

const forms = ['person', 'organisation', 'group'];

interface Asked {
  context: PanelContext;
  view: NetworkView;
  answer: LensAnswer;
  /** Asks the lens again with these among its options. */
  change: (more: Options) => void;
}

/** One of `entries`, or none. */
function oneOf(id: string, entries: readonly Named[], value: string, run: (id: string) => void): HTMLElement {
  if (entries.length <= mostChoices) {
    const field = select([['', t('lens.choose')], ...entries], value, { id });
    field.addEventListener('change', () => run(field.value));
    return field;
  }
  const field = make('input', { id, type: 'text', autocomplete: 'off', list: `${id}-names` });
  field.value = entries.find(([each]) => each === value)?.[1] ?? '';
  field.addEventListener('change', () => {
    const found = entries.find(([, name]) => name === field.value);
    if (found || field.value === '') run(found?.[0] ?? '');
  });
  return make(
    'div',
    {},
    field,
    make('datalist', { id: `${id}-names` }, ...entries.map(([, name]) => make('option', { value: name }))),
  );
}

function amountField(id: string, value: number, { minimum = 0, maximum }: Parameter): HTMLInputElement {
  return make('input', {
    id,
    type: 'number',
    min: String(minimum),
    max: maximum === undefined ? undefined : String(maximum),
    step: 'any',
    value: String(value),
    inputmode: 'decimal',
  });
}

function amount(parameter: Parameter, { answer, change }: Asked): HTMLElement {
  const { name } = parameter;
  const field = amountField(`insight-${name}`, Number(answer.options[name]), parameter);
  field.addEventListener('change', () => {
    if (field.value !== '' && field.checkValidity()) change({ [name]: Number(field.value) });
    else field.reportValidity();
  });
  return labelled(field, t(`lens.option.${name}`));
}

/** How much something counts: a range with what it stands at in words. */
function weight(parameter: Parameter, { answer, change }: Asked): HTMLElement {
  const { name, minimum = 0, maximum = 10 } = parameter;
  const field = make('input', {
    id: `insight-${name}`,
    type: 'range',
    min: String(minimum),
    max: String(maximum),
    step: '0.5',
    value: String(answer.options[name]),
  });
  const stands = make('output', { for: field.id, class: 'secondary' });
  const tell = () => {
    const value = Number(field.value);
    const usual = value === parameter.default ? 'lens.weight.usual' : 'lens.weight.times';
    stands.textContent = value === 0 ? t('lens.weight.none') : t(usual, number(value));
    field.setAttribute('aria-valuetext', stands.textContent);
  };
  tell();
  field.addEventListener('input', tell);
  field.addEventListener('change', () => change({ [name]: Number(field.value) }));
  return make(
    'div',
    { class: 'insight-field insight-weight' },
    make('label', { for: field.id }, t(`lens.option.${name}`)),
    stands,
    field,
  );
}

function text({ name }: Parameter, { answer, change }: Asked): HTMLElement {
  const field = make('input', { id: `insight-${name}`, type: 'text', autocomplete: 'off' });
  field.value = String(answer.options[name] ?? '');
  field.addEventListener('change', () => change({ [name]: field.value.trim() }));
  return labelled(field, t(`lens.option.${name}`));
}

function flag({ name }: Parameter, { answer, change }: Asked): HTMLElement {
  const field = make('input', { id: `insight-${name}`, type: 'checkbox', checked: answer.options[name] === true });
  field.addEventListener('change', () => change({ [name]: field.checked }));
  return make('label', { class: 'insight-check' }, field, t(`lens.option.${name}`));
}

function choice({ name, choices = [] }: Parameter, { answer, view, change }: Asked): HTMLElement {
  const entries = choices.map((each) => [each, t(`lens.choice.${each}`)] as const);
  const field = select(entries, String(answer.options[name]), { id: `insight-${name}` });
  field.addEventListener('change', () =>
    // A choice that needs another one begins with the first that there is.
    change({ [name]: field.value, ...(field.value === 'sector' && { sector: view.sectors()[0]?.[0] ?? '' }) }),
  );
  return labelled(field, t(`lens.option.${name}`));
}

/** Actors that are chosen one by one, or taken from the picture. */
function actors({ name }: Parameter, { answer, context, view, change }: Asked): HTMLElement {
  const chosen = (answer.options[name] as string[]).filter((id) => view.node(id));
  const all = view.ofKind('actor');
  const rest = all.filter(([id]) => !chosen.includes(id));
  const id = `insight-${name}`;
  const add = oneOf(id, rest, '', (actor) => {
    if (!actor) return;
    // A field that is typed in is for the next one now.
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement) field.value = '';
    change({ [name]: [...chosen, actor] });
  });
  const list = make('ul', { class: 'insight-chosen', 'aria-label': t('lens.chosen') });
  for (const actor of chosen) {
    const label = view.name(actor);
    const remove = button('×', { 'aria-label': t('lens.notChosen', label), title: t('lens.notChosen', label) }, () => {
      document.getElementById(id)?.focus();
      change({ [name]: chosen.filter((each) => each !== actor) });
    });
    list.append(make('li', {}, make('span', {}, label), remove));
  }
  const take = button(t('lens.takeSelection'), { class: 'quiet', id: `${id}-take` }, () => {
    const selected = selectedNodes(context).filter((each) => all.some(([actor]) => actor === each));
    if (selected.length === 0) announce(t('lens.nothingSelected'), true);
    told.textContent = selected.length === 0 ? t('lens.nothingSelected') : '';
    if (selected.length > 0) change({ [name]: selected });
  });
  const told = make('p', { class: 'secondary' });
  return make(
    'div',
    { class: 'insight-field' },
    ...(chosen.length > 0 ? [list] : []),
    make('label', { for: id }, t(chosen.length === 0 ? 'lens.option.nodes' : 'lens.addActor')),
    add,
    take,
    told,
  );
}

/** Numbers by form or sector: those that are there, and a list to add another one. */
function table(parameter: Parameter, { answer, view, change }: Asked): HTMLElement {
  const { name } = parameter;
  const numbers = (answer.options[name] ?? {}) as { [key: string]: number };
  const names: Named[] = [...forms.map((form): Named => [form, t(`form.${form}`)]), ...view.sectors()];
  const id = `insight-${name}`;
  const rows = Object.entries(numbers).map(([key, value]) => {
    const label = names.find(([each]) => each === key)?.[1] ?? key;
    const field = amountField(`${id}-${key}`, value, parameter);
    field.addEventListener('change', () => {
      if (field.value !== '' && field.checkValidity()) change({ [name]: { ...numbers, [key]: Number(field.value) } });
      else field.reportValidity();
    });
    const remove = button('×', { 'aria-label': t('lens.notChosen', label), title: t('lens.notChosen', label) }, () => {
      const { [key]: _, ...others } = numbers;
      document.getElementById(id)?.focus();
      change({ [name]: others });
    });
    return make('div', { class: 'insight-amount' }, make('label', { for: field.id }, label), field, remove);
  });
  const free = names.filter(([key]) => !(key in numbers));
  const add = select([['', t('lens.choose')], ...free], '', { id });
  add.addEventListener('change', () => {
    const key = add.value;
    if (key) change({ [name]: { ...numbers, [key]: Number(answer.options.fee ?? 0) } });
  });
  return make('div', { class: 'insight-field' }, make('label', { for: id }, t(`lens.option.${name}`)), ...rows, add);
}

/** A field of the network in which there are numbers. */
function numberField({ name }: Parameter, { answer, view, change }: Asked): HTMLElement {
  const value = String(answer.options[name] ?? '');
  const names = [...new Set([...view.numberFields(), value])].filter(Boolean);
  const entries = [['', t('lens.fee.canPay')] as const, ...names.map((each) => [each, each] as const)];
  const field = select(entries, value, { id: `insight-${name}` });
  field.addEventListener('change', () => change({ [name]: field.value }));
  return labelled(field, t(`lens.option.${name}`));
}

function day({ name }: Parameter, { answer, change }: Asked): HTMLElement {
  const field = make('input', { id: `insight-${name}`, type: 'date' });
  field.value = String(answer.options[name] ?? '');
  field.addEventListener('change', () => change({ [name]: field.value }));
  return labelled(field, t(`lens.option.${name}`));
}

/** Of these one chooses by name; which entries there are. */
const named: { [name: string]: (asked: Asked) => readonly Named[] } = {
  sector: ({ view }) => view.sectors(),
  challenge: ({ view }) => view.ofKind('challenge'),
  without: ({ view }) => view.whoHas('funds'),
};

/** What is chosen first, above the answer; weights and the rest are folded in. */
const first = ['fee', 'stillDays', 'size'];
const aboutMoney = ['fees', 'abilities', 'abilityField'];

function isWeight({ type, minimum, maximum, name }: Parameter): boolean {
  return type === 'number' && minimum === 0 && maximum === 10 && !first.includes(name);
}

/** Whether a choice makes no sense as long as another one is as it is. */
function isIdle({ name }: Parameter, { options }: LensAnswer): boolean {
  const needs: { [name: string]: boolean } = {
    sector: options.who !== undefined && options.who !== 'sector',
    nodes: options.who !== undefined && options.who !== 'nodes',
    size: !options.challenge,
  };
  return needs[name] ?? false;
}

function fieldOf(parameter: Parameter, asked: Asked): HTMLElement {
  const { name, type } = parameter;
  const entries = named[name];
  if (entries && type === 'text') {
    const value = String(asked.answer.options[name] ?? '');
    return labelledOne(
      name,
      oneOf(`insight-${name}`, entries(asked), value, (id) => asked.change({ [name]: id })),
    );
  }
  if (name === 'today') return day(parameter, asked);
  if (name === 'abilityField') return numberField(parameter, asked);
  if (isWeight(parameter)) return weight(parameter, asked);
  const makers = { number: amount, flag, text, choice, list: actors, numbers: table };
  return makers[type](parameter, asked);
}

function labelledOne(name: string, field: HTMLElement): HTMLElement {
  return make(
    'div',
    { class: 'insight-field' },
    make('label', { for: `insight-${name}` }, t(`lens.option.${name}`)),
    field,
  );
}

/**
 * Fields for every parameter of the lens: what the answer is about, and what is folded in below it. `changed`: somebody has chosen other
 * options than the usual ones; `reset` takes them back.
 */
export function optionsOf(
  lens: LensInfo,
  asked: Asked,
  changed: boolean,
  reset: () => void,
): { above: HTMLElement[]; below: HTMLElement[] } {
  const { context, answer } = asked;
  const about: Node[] = [];
  const weights: Node[] = [];
  const money: Node[] = [];
  const more: Node[] = [];
  for (const parameter of lens.parameters) {
    if (isIdle(parameter, answer)) continue;
    const field = fieldOf(parameter, asked);
    if (isWeight(parameter)) weights.push(field);
    else if (aboutMoney.includes(parameter.name)) money.push(field);
    else if (parameter.name === 'today' || (parameter.type === 'number' && !first.includes(parameter.name)))
      more.push(field);
    else about.push(field);
  }
  const part = (name: string, title: string, fields: Node[]) =>
    fields.length > 0
      ? [folded(context, `${lens.id}-${name}`, t(title), make('div', { class: 'insight-options' }, ...fields))]
      : [];
  return {
    above: about.length > 0 ? [make('div', { class: 'insight-options' }, ...about)] : [],
    below: [
      ...part('weights', 'lens.weights', weights),
      ...part('money', 'lens.money', money),
      ...part('more', 'lens.moreOptions', more),
      ...(changed ? [button(t('lens.usual'), { class: 'quiet', id: 'insight-usual' }, reset)] : []),
    ],
  };
}
