// The page in plain words on what is kept where and who sees it, with the button that removes everything.

import type { Catalogue, Entry } from '../document/catalogue.ts';
import { withPatience } from '../document/storage.ts';
import { fileNameOf } from '../files/file_name.ts';
import { attempt } from '../loading/late_parts.ts';
import { askToErase } from '../widgets/dialogs.ts';
import { button, byId, download, make } from '../widgets/dom.ts';
import { notify } from '../widgets/toast.ts';
import { bytes, moreWords, onLanguage, plural, t } from '../words/i18n.ts';
import { UnreadableDocument, type Workspace } from '../workspace/workspace.ts';
import { showUnreadable } from './start.ts';

/** What it needs of the rest of the page. */
export interface Page {
  /** Resolves when the program has begun: then what is kept can be saved as files. */
  begun(): Promise<{ workspace: Workspace }>;
  /** As in document/erase.ts, which is there before anything else. */
  erase(ids: readonly string[]): void;
}

export class DataPage {
  readonly #catalogue: Catalogue;
  readonly #page: Page;
  #entries: Entry[] = [];
  readonly #live = make('div', {});

  constructor(catalogue: Catalogue, page: Page) {
    this.#catalogue = catalogue;
    this.#page = page;
    byId('data-remove', HTMLButtonElement).addEventListener('click', () => void this.#remove());
    catalogue.onChange.add(() => void attempt(() => this.show()));
    onLanguage(() => void attempt(() => this.show()));
  }

  /** Brings the numbers up to date, when the page is there to be read. Throws FetchFailed. */
  async show(): Promise<void> {
    if (byId('data', HTMLElement).hidden) return;
    await moreWords('data');
    this.#entries = await this.#catalogue.list();
    const [used, kept] = await withPatience(
      Promise.all([navigator.storage?.estimate?.(), navigator.storage?.persisted?.()]),
    ).catch(() => [undefined, false] as const);
    const count = plural('data.networks', this.#entries.length);
    byId('data-kept', HTMLElement).textContent = used?.usage
      ? t('data.keptNetworksSize', count, bytes(used.usage))
      : t('data.keptNetworks', count);
    byId('data-promise', HTMLElement).textContent = t(kept ? 'data.persisted' : 'data.notPersisted');
    byId('data-out', HTMLElement).textContent = t('data.out', location.host);
    byId('data-out', HTMLElement).after(this.#live);
    this.#live.replaceChildren(
      make('h2', {}, t('data.liveTitle')),
      make('p', {}, t('data.live')),
      make('p', {}, t('data.liveWho', location.host)),
      make('p', {}, t('data.liveAfter')),
    );
    byId('data-list', HTMLUListElement).replaceChildren(...this.#entries.map((entry) => this.#row(entry)));
  }

  #row(entry: Entry): HTMLLIElement {
    const name = entry.title || t('network.untitled');
    const save = button(
      t('data.save'),
      { class: 'plain', 'aria-label': t('data.saveNamed', name) },
      () => void this.#save(entry),
    );
    return make('li', { class: 'kept' }, make('span', { class: 'kept-name' }, name), save);
  }

  async #save(entry: Entry): Promise<void> {
    try {
      const { workspace } = await this.#page.begun();
      const text = await workspace.fileOf(entry.id);
      download(`${fileNameOf(entry.title)}.json`, new Blob([text], { type: 'application/json' }));
    } catch (error) {
      if (error instanceof UnreadableDocument) return showUnreadable(error);
      notify({ text: t('storage.failed', error instanceof Error ? error.message : String(error)), kind: 'error' });
    }
  }

  async #remove(): Promise<void> {
    if (!(await askToErase(this.#entries.map((entry) => entry.title || t('network.untitled'))))) return;
    const { workspace } = await this.#page.begun();
    // Nobody is asked about what is to go.
    await workspace.abandon();
    this.#page.erase(this.#entries.map((entry) => entry.id));
  }
}
