// The start page: three ways in, and the networks that this browser keeps.

import type { Catalogue, Entry } from '../document/catalogue.ts';
import { attempt } from '../loading/late_parts.ts';
import { askName, showTrouble } from '../widgets/dialogs.ts';
import { button, byId, icon, make } from '../widgets/dom.ts';
import { attachMenu } from '../widgets/menu.ts';
import { notify } from '../widgets/toast.ts';
import { dayOrTime, moreWords, onLanguage, plural, t } from '../words/i18n.ts';
import { saveFound } from '../workspace/storage_dialogs.ts';
import { UnreadableDocument, type Workspace } from '../workspace/workspace.ts';

export interface WaysIn {
  sample(): void;
  template(): void;
  empty(): void;
  file(): void;
  open(id: string): void;
}

export class StartPage {
  readonly #catalogue: Catalogue;
  readonly #waysIn: WaysIn;
  #workspace: Workspace | null = null;
  #keeps = true;

  constructor(catalogue: Catalogue, waysIn: WaysIn) {
    this.#catalogue = catalogue;
    this.#waysIn = waysIn;
    byId('start-sample', HTMLButtonElement).addEventListener('click', () => waysIn.sample());
    byId('start-empty', HTMLButtonElement).addEventListener('click', () => waysIn.empty());
    byId('start-file', HTMLButtonElement).addEventListener('click', () => waysIn.file());
    byId('start-template', HTMLButtonElement).addEventListener('click', () => waysIn.template());
    catalogue.onChange.add(() => void this.#show());
    onLanguage(() => void this.#show());
  }

  /** From now on the networks of the list can be renamed and copied. `keeps`: this browser lets us keep them. */
  async begin(workspace: Workspace, keeps: boolean): Promise<void> {
    this.#workspace = workspace;
    this.#keeps = keeps;
    await this.#show();
  }

  async #show(): Promise<void> {
    const entries = await this.#catalogue.list();
    const kept = byId('start-kept', HTMLElement);
    kept.hidden = entries.length === 0;
    // Who has networks comes for one of them: they stand before the ways to begin.
    const ways = document.querySelector<HTMLElement>('#start .ways');
    const first = ways?.previousElementSibling === kept;
    if (ways && first !== entries.length > 0) {
      if (first) byId('start-denied', HTMLElement).before(kept);
      else ways.before(kept);
    }
    byId('start-denied', HTMLElement).hidden = this.#keeps;
    const list = byId('start-list', HTMLUListElement);
    const focused = list.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset.focus
      : undefined;
    list.replaceChildren(...entries.map((entry) => this.#row(entry)));
    if (focused)
      for (const element of list.querySelectorAll<HTMLElement>('[data-focus]'))
        if (element.dataset.focus === focused) element.focus();
  }

  #row(entry: Entry): HTMLLIElement {
    const title = entry.title || t('network.untitled');
    const name = entry.damaged ? t('storage.damagedCopy', title) : title;
    const facts = [
      dayOrTime(entry.changed),
      plural('count.nodes', entry.nodes),
      plural('count.edges', entry.edges),
    ].join(' · ');
    const open = button('', { class: 'kept-open', 'data-focus': `open ${entry.id}` }, () =>
      this.#waysIn.open(entry.id),
    );
    open.append(make('span', { class: 'kept-name' }, name), make('span', { class: 'kept-facts' }, facts));
    const more = make('button', {
      type: 'button',
      class: 'icon-button',
      'aria-label': t('start.actions', name),
      title: t('start.actions', name),
      'data-focus': `more ${entry.id}`,
    });
    more.append(icon('more'));
    attachMenu(more, () => [
      { label: t('start.open'), icon: 'open', run: () => this.#waysIn.open(entry.id) },
      { label: t('start.rename'), icon: 'edit', run: () => void this.#rename(entry) },
      { label: t('start.duplicate'), icon: 'copy', run: () => void this.#duplicate(entry) },
      { label: t('start.delete'), icon: 'trash', run: () => void this.#delete(entry) },
    ]);
    return make('li', { class: 'kept' }, open, more);
  }

  async #rename(entry: Entry): Promise<void> {
    const title = await askName(t('start.rename'), entry.title);
    if (title === null || title === entry.title) return;
    await this.#try(() => this.#workspace?.rename(entry.id, title));
  }

  async #duplicate(entry: Entry): Promise<void> {
    const title = t('start.copyOf', entry.title || t('network.untitled'));
    await this.#try(() => this.#workspace?.duplicate(entry.id, title));
  }

  async #delete(entry: Entry): Promise<void> {
    await this.#catalogue.remove(entry.id);
    notify({
      text: t('start.deleted', entry.title || t('network.untitled')),
      kind: 'info',
      action: { label: t('common.undo'), run: () => void this.#catalogue.restore(entry.id) },
    });
  }

  async #try(what: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await what();
    } catch (error) {
      if (error instanceof UnreadableDocument) await showUnreadable(error);
      else
        await showTrouble(
          t('storage.trouble'),
          t('storage.failed', error instanceof Error ? error.message : String(error)),
        );
    }
  }
}

/** A stored document that cannot be read: says so, leaves it alone, and offers what is stored as it is. */
export function showUnreadable({ unreadable }: UnreadableDocument): Promise<void> {
  return attempt(async () => {
    await moreWords('data');
    await showTrouble(t('storage.unreadable'), t(unreadable.reason === 'newer' ? 'storage.newer' : 'storage.damaged'), {
      label: t('storage.rawFile'),
      run: () => saveFound(unreadable.updates),
    });
  });
}
