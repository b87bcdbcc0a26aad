// The page in plain words on what is kept where and who sees it, with the button that removes everything.
import { askToErase } from './dialogs.ts';
import type { Catalogue, Entry } from './document/catalogue.ts';
import { eraseAll } from './document/erase.ts';
import { button, byId, download, make } from './dom.ts';
import { fileNameOf } from './files.ts';
import { bytes, moreWords, onLanguage, plural, t } from './i18n.ts';
import { notify } from './toast.ts';
import type { Workspace } from './workspace.ts';

export class DataPage {
  readonly #catalogue: Catalogue;
  #workspace: Workspace | null = null;
  #entries: Entry[] = [];

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    byId('data-remove', HTMLButtonElement).addEventListener('click', () => void this.#remove());
    catalogue.onChange(() => void this.show());
    onLanguage(() => void this.show());
  }

  /** From now on what is kept can be saved as files. */
  begin(workspace: Workspace): void {
    this.#workspace = workspace;
  }

  /** Brings the numbers up to date, when the page is there to be read. */
  async show(): Promise<void> {
    if (byId('data', HTMLElement).hidden) return;
    await moreWords('data');
    this.#entries = await this.#catalogue.list();
    const used = await navigator.storage?.estimate?.().catch(() => undefined);
    const kept = await navigator.storage?.persisted?.().catch(() => false);
    const count = plural('data.networks', this.#entries.length);
    byId('data-kept', HTMLElement).textContent = used?.usage
      ? t('data.keptNetworksSize', count, bytes(used.usage))
      : t('data.keptNetworks', count);
    byId('data-promise', HTMLElement).textContent = t(kept ? 'data.persisted' : 'data.notPersisted');
    byId('data-out', HTMLElement).textContent = t('data.out', location.host);
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
      const text = await this.#workspace?.fileOf(entry.id);
      if (text === undefined) return;
      download(`${fileNameOf(entry.title)}.json`, new Blob([text], { type: 'application/json' }));
    } catch (error) {
      notify({ text: t('storage.failed', error instanceof Error ? error.message : String(error)), kind: 'error' });
    }
  }

  async #remove(): Promise<void> {
    if (!(await askToErase(this.#entries.map((entry) => entry.title || t('network.untitled'))))) return;
    await this.#workspace?.close();
    eraseAll(this.#entries.map((entry) => entry.id));
  }
}
