// Questions and reports, in the browser's own dialog.
import type { Issue } from '../bridge/model.ts';
import { moreWords, plural, t } from '../words/i18n.ts';
import { issueSentence } from '../words/issues.ts';
import { button, make, textField } from './dom.ts';

export interface Choice<T> {
  label: string;
  value: T;
  kind?: 'primary' | 'danger';
}

/** Shows `content` with `choices` below it; null when it is left by Escape or a press beside it. */
export function ask<T>(
  title: string,
  content: (Node | string)[],
  choices: Choice<T>[],
  wide = false,
  // A report is read and closed; what has fields begins with the first of them.
  closing = choices.length === 1,
): Promise<T | null> {
  return new Promise((resolve) => {
    const heading = make('h2', { id: 'dialog-title', tabindex: '-1' }, title);
    const dialog = make(
      'dialog',
      { class: wide ? 'dialog dialog-wide' : 'dialog', 'aria-labelledby': 'dialog-title' },
      heading,
      ...content,
    );
    const finish = (value: T | null) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const row = make('div', { class: 'dialog-buttons' });
    for (const choice of choices)
      row.append(button(choice.label, { class: choice.kind ?? 'plain' }, () => finish(choice.value)));
    dialog.append(row);
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      finish(null);
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) finish(null);
    });
    dialog.addEventListener('keydown', (event) => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
    if (!dialog.contains(document.activeElement) || closing) row.querySelector('button')?.focus();
  });
}

/** A question with a yes; everything else is no. */
export async function askWhether(title: string, content: Node[], yes: Omit<Choice<true>, 'value'>, wide = false) {
  const answers = [
    { ...yes, value: true },
    { label: t('common.cancel'), value: false },
  ];
  return (await ask(title, content, yes.kind === 'danger' ? answers.reverse() : answers, wide)) === true;
}

export type OpenChoice = 'replace' | 'merge' | 'new';

/** What to do with a file while another network is open. */
export function askHowToOpen(name: string, nodes: number, edges: number): Promise<OpenChoice | null> {
  return ask<OpenChoice | null>(
    t('openDialog.title'),
    [
      make('p', {}, t('openDialog.found', name, plural('count.nodes', nodes), plural('count.edges', edges))),
      make('p', { class: 'secondary' }, t('openDialog.explain')),
    ],
    [
      { label: t('openDialog.merge'), value: 'merge', kind: 'primary' },
      { label: t('openDialog.new'), value: 'new' },
      { label: t('openDialog.replace'), value: 'replace' },
      { label: t('common.cancel'), value: null },
    ],
  );
}

/** The list of what had to be repaired. */
export async function showRepairs(warnings: readonly Issue[]): Promise<void> {
  await moreWords('reading').catch(() => {});
  const shown = warnings.slice(0, 200);
  const list = make('ul', { class: 'report', tabindex: '0', 'aria-label': t('repairs.title') });
  for (const warning of shown) list.append(make('li', {}, issueSentence(warning)));
  if (warnings.length > shown.length) list.append(make('li', {}, t('repairs.more', warnings.length - shown.length)));
  const copied = make('span', { class: 'secondary', role: 'status' });
  const copy = button(t('common.copy'), { class: 'quiet' }, () => {
    void navigator.clipboard.writeText(warnings.map(issueSentence).join('\n')).then(
      () => copied.replaceChildren(t('common.copied')),
      () => copied.replaceChildren(t('common.copyFailed')),
    );
  });
  await ask(
    t('repairs.title'),
    [make('p', {}, plural('repairs.explain', warnings.length)), list, make('div', { class: 'row' }, copy, copied)],
    [{ label: t('common.ok'), value: true, kind: 'primary' }],
    true,
  );
}

/** What a format cannot hold, before it is saved; true when it is to be saved all the same. */
export function askToLose(losses: readonly Issue[]): Promise<boolean> {
  const list = make('ul', { class: 'report', tabindex: '0', 'aria-label': t('losses.title') });
  list.append(...losses.map((loss) => make('li', {}, issueSentence(loss))));
  const content = [make('p', {}, t('losses.explain')), list, make('p', { class: 'secondary' }, t('losses.own'))];
  return askWhether(t('losses.title'), content, { label: t('losses.save'), kind: 'primary' }, true);
}

/** Something that went wrong, in a sentence; `offer` is what one can do about it. */
export async function showTrouble(
  title: string,
  sentence: string,
  offer?: { label: string; run: () => void },
): Promise<void> {
  const answer = await ask(
    title,
    [make('p', { class: 'dialog-text' }, sentence)],
    [
      ...(offer ? [{ label: offer.label, value: true, kind: 'primary' as const }] : []),
      { label: t('common.close'), value: false },
    ],
  );
  if (answer && offer) offer.run();
}

/** Whether everything is to be removed; `names` are the networks that would go. */
export function askToErase(names: readonly string[]): Promise<boolean> {
  const list = make('ul', { class: 'report', tabindex: '0', 'aria-label': t('data.sureNetworks') });
  list.append(...names.map((name) => make('li', {}, name)));
  const content =
    names.length === 0
      ? [make('p', {}, t('data.sureNone'))]
      : [make('p', {}, t('data.sureNetworks')), list, make('p', {}, t('data.sureAgain'))];
  return askWhether(t('data.sure'), content, { label: t('data.sureRemove'), kind: 'danger' });
}

/** A name; null when it is left as it was. */
export async function askName(title: string, name: string): Promise<string | null> {
  const field = textField('dialog-name', name);
  const label = make('label', { for: field.id }, t('network.name'));
  const answer = askWhether(title, [label, field], { label: t('common.ok'), kind: 'primary' });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    field.closest('dialog')?.querySelector<HTMLButtonElement>('.primary')?.click();
  });
  field.focus();
  field.select();
  return (await answer) ? field.value.trim() : null;
}
