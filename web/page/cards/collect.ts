// What participants handed back, looked through by the facilitator: who it is, what is new, what contradicts, and which ties both sides
// have now told of. Nothing changes before it is accepted, and all of it is one step to undo.

import type { Json, NetworkJson } from '../bridge/model.ts';
import { BadLink, unpacked } from '../links/codec.ts';
import { lettersIn } from '../links/links.ts';
import { arrangeForHand } from '../program/arranging.ts';
import type { Program } from '../program/program.ts';
import { applyAsStep, undoAction } from '../program/undo_step.ts';
import { ask, showTrouble } from '../widgets/dialogs.ts';
import { button, choice, make, select } from '../widgets/dom.ts';
import { notify } from '../widgets/toast.ts';
import { hasText, number, plural, t } from '../words/i18n.ts';
import { issueText } from '../words/issues.ts';
import { type Decision, planOf, type Review, type TieChange } from './accept.ts';
import { type Contribution, contributionFromJson, contributionsInFile, NotACard } from './card.ts';

/** Handed back and not accepted yet, by network; for as long as the page is open. */
const waiting = new Map<string, Contribution[]>();

/** The contribution of a link. Throws BadLink and NotACard. */
export function contributionOfLink(letters: string): Contribution {
  return contributionFromJson(unpacked(letters));
}

/** Adds one that is not there yet; a later one of the same participant takes the place of the earlier one. */
function add(list: Contribution[], said: Contribution): void {
  const at = list.findIndex(({ id }) => id === said.id);
  if (at >= 0) list[at] = said;
  else list.push(said);
}

/** Shows what was handed back for the network that is open, and lets it be accepted. */
export async function collect(program: Program, network: string, more: readonly Contribution[] = []): Promise<void> {
  const list = waiting.get(network) ?? [];
  waiting.set(network, list);
  for (const said of more) add(list, said);
  const decisions = new Map<string, Decision>();
  const present = () => program.bridge.call('snapshot', {}).network;
  const decisionsInOrder = () => list.map(({ id }) => decisions.get(id));

  const body = make('div', { class: 'collect-list' });
  const told = make('p', { role: 'status' });
  const show = () => {
    const { reviews } = planOf(present(), list, decisionsInOrder());
    const focused = body.contains(document.activeElement) ? (document.activeElement as HTMLElement).id : '';
    body.replaceChildren(
      ...reviews.map((review, at) => section(review, decisionOn(review.contribution.id), network, at, decide)),
    );
    if (focused) document.getElementById(focused)?.focus();
    const accepted = list.filter(({ id }) => decisions.get(id)?.accepted !== false).length;
    told.textContent = list.length === 0 ? t('collect.none') : plural('collect.count', list.length, number(accepted));
  };
  function decisionOn(id: string): Decision {
    return decisions.get(id) ?? { accepted: true, kept: new Set(), left: new Set() };
  }
  function decide(id: string, change: Partial<Decision>): void {
    decisions.set(id, { ...decisionOn(id), ...change });
    show();
  }

  const field = make('textarea', { id: 'collect-links', rows: '2', spellcheck: 'false' });
  const wrong = make('p', { class: 'card-wrong', role: 'alert' });
  const take = (found: () => Contribution[]) => {
    wrong.textContent = '';
    try {
      for (const said of found()) add(list, said);
      return true;
    } catch (error) {
      wrong.textContent = troubleOf(error);
      return false;
    } finally {
      show();
    }
  };
  const addLinks = button(t('collect.add'), { class: 'plain' }, () => {
    const letters = lettersIn('answer', field.value);
    if (letters.length === 0) wrong.textContent = t('collect.noLinks');
    else if (take(() => letters.map(contributionOfLink))) field.value = '';
  });
  const chooser = make('input', {
    type: 'file',
    multiple: true,
    accept: '.json,application/json',
    class: 'hidden',
    tabindex: '-1',
    'aria-label': t('collect.files'),
  });
  chooser.addEventListener('change', async () => {
    for (const file of chooser.files ?? []) {
      const text = await file.text();
      take(() => {
        const found = contributionsInFile(text);
        if (found) return found;
        throw new NotACard();
      });
    }
    chooser.value = '';
  });
  const files = button(t('collect.files'), { class: 'plain' }, () => chooser.click());
  show();
  const accepts = await ask(
    t('collect.title'),
    [
      make('p', { class: 'secondary' }, t('collect.explain')),
      make('label', { for: field.id }, t('collect.links')),
      field,
      make('div', { class: 'row' }, addLinks, files, chooser),
      wrong,
      told,
      body,
    ],
    [
      { label: t('collect.accept'), value: true, kind: 'primary' },
      { label: t('common.close'), value: false },
    ],
    true,
  );
  if (accepts) await accept(program, list, decisionsInOrder(), present());
}

async function accept(
  program: Program,
  list: Contribution[],
  decisions: (Decision | undefined)[],
  network: NetworkJson,
): Promise<void> {
  const { operations, reviews } = planOf(network, list, decisions);
  const wanted = list.filter((_, at) => decisions[at]?.accepted !== false);
  const asks = new Set(reviews.filter((review) => review.asks).map(({ contribution }) => contribution));
  const accepted = wanted.filter((said) => !asks.has(said));
  const waits = wanted.length - accepted.length;
  if (accepted.length === 0 && waits > 0) notify({ text: plural('collect.waits', waits), kind: 'info' });
  if (accepted.length === 0) return;
  if (operations.length > 0) {
    // All or nothing: half of what somebody said is not what they said.
    const step = applyAsStep(program, operations, 'contributions', { code: 'contributions', params: [] });
    if ('refused' in step) return showTrouble(t('collect.refused'), issueText(step.refused));
    if (step.arrange) await arrangeForHand(program, { gesture: step.gesture });
  }
  for (const said of accepted) list.splice(list.indexOf(said), 1);
  program.stage.requestFrame();
  notify({
    text: [
      operations.length > 0 ? plural('collect.accepted', accepted.length) : t('collect.nothingNew'),
      ...(waits > 0 ? [plural('collect.waits', waits)] : []),
    ].join(' '),
    kind: 'info',
    ...(operations.length > 0 && { action: undoAction(program) }),
  });
}

function troubleOf(error: unknown): string {
  if (error instanceof BadLink) return t(`share.${error.trouble}`);
  if (error instanceof NotACard) return t('collect.notACard');
  throw error;
}

type Decide = (id: string, change: Partial<Decision>) => void;

function section(review: Review, decision: Decision, network: string, at: number, decide: Decide): HTMLElement {
  const { contribution: said } = review;
  const key = (what: string) => `collect-${at}-${what}`;
  const accepted = choice(t('collect.acceptOne', said.label), { id: key('accept'), checked: decision.accepted });
  const title = make('h3', {}, said.label);
  const element = make('section', { class: 'collect', 'aria-label': said.label }, title);
  const from = [said.day, said.network === network ? '' : t('collect.otherNetwork')].filter(Boolean).join(' · ');
  if (from) element.append(make('p', { class: 'secondary' }, from));

  const who = whoSelect(
    review.candidates.map(({ id, label, same }) => ({
      id,
      label: t(same ? 'collect.same' : 'collect.perhaps', label),
    })),
    review.asksWho ? undefined : review.who,
    key('who'),
    (answer) => decide(said.id, { who: answer, kept: new Set(), left: new Set() }),
  );
  element.append(make('div', { class: 'card-field' }, make('label', { for: who.id }, t('collect.who')), who));
  if (review.asksWho) element.append(make('p', { class: 'collect-look' }, t('collect.look')));

  const lines: HTMLElement[] = [];
  const changedSet = <T>(set: ReadonlySet<T>, item: T, there: boolean) => {
    const next = new Set(set);
    if (there) next.add(item);
    else next.delete(item);
    return next;
  };
  for (const { field, old, new: value, conflict } of review.fields) {
    const text = conflict
      ? t('collect.conflict', t(`field.${field}`), worded(field, old), worded(field, value))
      : t('collect.field', t(`field.${field}`), worded(field, value));
    lines.push(
      line(key(field), text, conflict, !decision.kept.has(field), (on) =>
        decide(said.id, { kept: changedSet(decision.kept, field, !on) }),
      ),
    );
  }
  for (const text of review.offers) lines.push(make('li', {}, t('collect.offer', text)));
  for (const text of review.needs) lines.push(make('li', {}, t('collect.need', text)));
  review.ties.forEach((tie, place) => {
    const text = [t(`card.relation.${tie.relation}`), tie.to, ...remarksOn(tie)].join(' ');
    if (tie.outcome === 'known') lines.push(make('li', { class: 'secondary' }, text));
    else
      lines.push(
        line(key(`tie-${place}`), text, tie.similar.length > 0, !decision.left.has(place), (on) =>
          decide(said.id, { left: changedSet(decision.left, place, !on) }),
        ),
      );
    if (tie.similar.length === 0 || decision.left.has(place)) return;
    const other = whoSelect(
      tie.similar.map(({ id, label }) => ({ id, label: t('collect.perhaps', label) })),
      decision.others?.get(place),
      key(`other-${place}`),
      (answer) => decide(said.id, { others: new Map(decision.others).set(place, answer) }),
    );
    lines.push(
      make('li', { class: 'card-field' }, make('label', { for: other.id }, t('collect.whoIs', tie.to)), other),
    );
  });
  if (lines.length === 0 && review.who !== null) lines.push(make('li', { class: 'secondary' }, t('collect.nothing')));
  const list = make('ul', { class: 'collect-changes' }, ...lines);
  element.append(list, accepted.label);
  accepted.input.addEventListener('change', () => decide(said.id, { accepted: accepted.input.checked }));
  return element;
}

/** Asks who is meant: somebody who is there or somebody new, and nobody before it is said. */
function whoSelect(
  known: { id: string; label: string }[],
  answer: string | null | undefined,
  id: string,
  run: (answer: string | null) => void,
): HTMLSelectElement {
  const options = [['new', t('collect.new')] as const, ...known.map(({ id, label }) => [`id ${id}`, label] as const)];
  const value = answer === undefined ? '' : answer === null ? 'new' : `id ${answer}`;
  const list = select(answer === undefined ? [['', t('collect.choose')] as const, ...options] : options, value, { id });
  list.addEventListener('change', () => {
    if (list.value !== '') run(list.value === 'new' ? null : list.value.slice('id '.length));
  });
  return list;
}

function line(id: string, text: string, stands: boolean, checked: boolean, run: (on: boolean) => void): HTMLElement {
  const { input, label } = choice(text, { id, checked });
  input.addEventListener('change', () => run(input.checked));
  return make('li', stands ? { class: 'collect-look' } : {}, label);
}

function remarksOn({ outcome, wish, newNode, similar }: TieChange): string[] {
  const remarks = [t(`collect.tie.${outcome}`)];
  if (wish && outcome === 'new') remarks.push(t('card.wish'));
  if (newNode)
    remarks.push(
      similar.length > 0
        ? t('collect.newNodeSimilar', similar.map(({ label }) => label).join(', '))
        : t('collect.newNode'),
    );
  return [`(${remarks.join('; ')})`];
}

function worded(field: string, value: Json): string {
  if (typeof value === 'number') return number(value);
  const key = `${field}.${String(value)}`;
  return hasText(key) ? t(key) : String(value);
}
