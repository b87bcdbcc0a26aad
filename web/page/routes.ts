// What an address opens: a network that is kept, what a link or a file of this site carries, a sample, a card, or a sheet.
import type { ReadNetwork } from './bridge/commands.ts';
import type { NetworkJson } from './bridge/model.ts';
import type { Catalogue } from './document/catalogue.ts';
import { eraseAll } from './document/erase.ts';
import { StorageHangs } from './document/storage.ts';
import { addressOfNetwork, carriedBy, chapterIn, leadsToRoom } from './links/links.ts';
import { attempt, later, tellOf } from './loading/late_parts.ts';
import type { Program } from './program/program.ts';
import { ReaderCancelled } from './program/reader.ts';
import type { DataPage } from './screens/data.ts';
import { followHelp } from './screens/help.ts';
import { mayLeave } from './screens/leaving.ts';
import { isShown, type Sheet, showSheet, showWork } from './screens/sheets.ts';
import { showUnreadable } from './screens/start.ts';
import { FetchFailed, fetchFile } from './support/fetching.ts';
import { showRepairs, showTrouble } from './widgets/dialogs.ts';
import { byId } from './widgets/dom.ts';
import { notify } from './widgets/toast.ts';
import { language, t } from './words/i18n.ts';
import { tellDamaged } from './workspace/storage_dialogs.ts';
import type { Unsaved } from './workspace/unsaved.ts';
import { type OpenOutcome, UnreadableDocument, type Workspace } from './workspace/workspace.ts';

export interface App {
  program: Program;
  workspace: Workspace;
  unsaved: Unsaved;
}

/** What routes need of the page that begins. */
export interface Page {
  readonly catalogue: Catalogue;
  /** Resolves when there are words. */
  readonly words: Promise<void>;
  /** Resolves when what the address asks for first was followed. */
  app(): Promise<App>;
  /** Whether the storage does not answer, as far as is known. */
  hangs(): boolean;
  /** It does not answer. */
  tellHanging(): void;
}

export class Routes {
  readonly #page: Page;
  /** The file that the address names has been opened: whoever goes back to the start wants to be there. */
  #followed = false;
  /** The card on the screen and its address. It needs no program, so nobody waits for one. */
  #card: { hash: string; shown: Promise<{ stop(): void } | undefined> } | undefined;
  /** The page on what is kept where, which is fetched when somebody wants to read it. */
  #dataPage: Promise<DataPage> | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What can be shown before anything else is there. A network in the address is on its way: the start page would only flash by. */
  begin(): void {
    const hash = location.hash.slice(1);
    if (hash === 'data') this.showSheet('data');
    else if (carriedBy(hash)?.mode === 'card') {
      showSheet('card');
      this.#followCard(hash);
    } else if (leadsToRoom(hash)) {
      showSheet('card');
      this.#followRoom();
    } else if (chapterIn(location.hash) !== null) void this.#page.words.then(() => followHelp()).catch(() => {});
    else if (hash !== '' || fileOfSite() !== null) showWork();
  }

  /** Shows what the address asks for. */
  async follow(workspace: Workspace): Promise<void> {
    const hash = location.hash.slice(1);
    const file = fileOfSite();
    const carried = carriedBy(hash);
    if (carried?.mode === 'card') {
      await workspace.close();
      // Somebody may be typing in it already.
      if (!isShown('card')) showSheet('card');
      this.#followCard(hash);
      return;
    }
    this.#leaveCard();
    if (leadsToRoom(hash)) {
      if (!isShown('card')) showSheet('card');
      this.#followRoom();
      return;
    }
    if (hash === 'sample') await this.openSample(workspace, 'brabant').catch((error) => this.#miss(workspace, error));
    else if (hash === 'new') await this.openNew(workspace, null);
    else if (carried?.mode === 'answer') await this.#openAnswer(workspace, carried.letters);
    else if (carried)
      await this.#openShared(workspace, carried.mode === 'view', t('share.refused'), ({ networkOfLink }) =>
        networkOfLink(carried.letters),
      );
    else if (hash === '' && file !== null && !this.#followed) {
      this.#followed = true;
      const viewOnly = new URLSearchParams(location.search).has('view');
      await this.#openShared(workspace, viewOnly, t('files.refused'), ({ networkOfSite }) => networkOfSite(file));
    } else if (hash.startsWith('network=')) await this.openKept(workspace, decoded(hash.slice('network='.length)));
    else if (hash === 'data') {
      await workspace.close();
      this.showSheet('data');
    } else if (hash === '' || !workspace.current) {
      await workspace.close();
      showSheet('start');
    }
  }

  /** Follows an address that a person went to, if what is on the table may be left. */
  async leaveAndFollow(app: App): Promise<void> {
    const { current } = app.workspace;
    if (current && !current.viewOnly && location.hash !== addressOfNetwork(current.id)) {
      const wanted = location.href;
      if (!(await mayLeave(app))) {
        if (location.href === wanted) history.pushState(null, '', addressOfNetwork(current.id));
        return;
      }
    }
    await this.follow(app.workspace);
  }

  /** To the start page, if what is on the table may be left. */
  async goHome(app: App): Promise<void> {
    if (!(await mayLeave(app))) return;
    history.pushState(null, '', location.pathname + location.search);
    await app.workspace.close();
    showSheet('start');
  }

  showSheet(sheet: Sheet): void {
    showSheet(sheet);
    if (sheet === 'data') void attempt(() => this.#showData());
  }

  async #showData(): Promise<void> {
    this.#dataPage ??= later('data', () => import('./screens/data.ts')).then(
      ({ DataPage }) => new DataPage(this.#page.catalogue, { begun: () => this.#page.app(), erase: eraseAll }),
    );
    this.#dataPage.catch(() => {
      this.#dataPage = undefined;
    });
    await (await this.#dataPage).show();
  }

  async openNew(workspace: Workspace, network: NetworkJson | null, own = network !== null): Promise<void> {
    const fromView = workspace.current?.viewOnly === true;
    const id = await workspace.create(network, own);
    // Going back leads to where one came from, not to making yet another one.
    const fromStart = location.hash.length <= 1 || fromView;
    history[fromStart ? 'pushState' : 'replaceState'](null, '', addressOfNetwork(id));
  }

  async openSample(workspace: Workspace, sample: 'brabant' | 'workshop'): Promise<void> {
    const name = sample === 'brabant' && language() === 'en' ? 'brabant-en' : sample;
    const { network } = await fetchFile(
      `samples/${name}.json`,
      'sample',
      (response) => response.json() as Promise<{ network: NetworkJson }>,
    );
    // The template has nobody's words in it but ours.
    if (name === 'workshop') network.title = t('start.templateTitle');
    await this.openNew(workspace, network, false);
  }

  async openKept(workspace: Workspace, id: string): Promise<void> {
    let outcome: OpenOutcome | { hangs: true };
    try {
      outcome = await workspace.open(id);
      if ('unknown' in outcome && this.#page.hangs()) outcome = { hangs: true };
    } catch (error) {
      if (!(error instanceof StorageHangs)) throw error;
      outcome = { hangs: true };
    }
    if ('opened' in outcome) {
      const address = addressOfNetwork(id);
      if (location.hash !== address) history.pushState(null, '', address);
      // Nobody waits for a dialog to be closed: the page is ready without.
      const { warnings, damaged } = outcome;
      if (damaged) void tellDamaged(damaged.records, damaged.copied);
      else if (warnings.length > 0) void showRepairs(warnings);
      return;
    }
    await workspace.close();
    if ('hangs' in outcome) {
      // The address stays: it is tried again.
      showSheet('start');
      this.#page.tellHanging();
      return;
    }
    history.replaceState(null, '', location.pathname + location.search);
    showSheet('start');
    if ('unreadable' in outcome) void showUnreadable(new UnreadableDocument(outcome.unreadable));
    else void showTrouble(t('network.unknownTitle'), t('network.unknown'));
  }

  /** Opens what a link carries or leads to; one that is no good leaves things as they are. */
  async #openShared(
    workspace: Workspace,
    viewOnly: boolean,
    refused: string,
    read: (share: typeof import('./share/share.ts')) => Promise<ReadNetwork>,
  ) {
    try {
      const { network, warnings } = await read(await later('share', () => import('./share/share.ts')));
      if (viewOnly) await workspace.view(network);
      // It can be had again by the same link.
      else await this.openNew(workspace, network, false);
      // Nobody waits for a dialog to be closed: the page is ready without.
      if (warnings.length > 0) void showRepairs(warnings);
      else notify({ text: t(viewOnly ? 'share.viewing' : 'share.copied'), kind: 'info' });
    } catch (error) {
      if (error instanceof FetchFailed) return this.#miss(workspace, error);
      history.replaceState(null, '', location.pathname);
      if (!workspace.current) showSheet('start');
      if (!(error instanceof ReaderCancelled))
        void showTrouble(refused, error instanceof Error ? error.message : String(error));
    }
  }

  /** Shows the questions that a link carries, unless they are shown already. */
  #followCard(hash: string): void {
    if (this.#card?.hash === hash) return;
    this.#leaveCard();
    this.#card = {
      hash,
      shown: this.#page.words.then(
        () => this.#showCard(carriedBy(hash)?.letters ?? ''),
        // That there are no words is told where the app begins.
        () => undefined,
      ),
    };
  }

  /** Opens the door to the room that the address names; it takes the secret out of the address. */
  #followRoom(): void {
    void this.#page.words.then(() =>
      attempt(async () => {
        const { followLive } = await later('live', () => import('./live/live.ts'));
        await followLive(this.#page);
      }),
    );
  }

  #leaveCard(): void {
    void this.#card?.shown.then((shown) => shown?.stop());
    this.#card = undefined;
  }

  async #showCard(letters: string): Promise<{ stop(): void } | undefined> {
    try {
      const { prepare, showCardOfLink } = await later('cards', () => import('./cards/cards.ts'));
      await prepare();
      const shown = showCardOfLink(letters);
      byId('card', HTMLElement).querySelector('h1')?.focus({ preventScroll: true });
      return shown;
    } catch (error) {
      this.#card = undefined;
      if (error instanceof FetchFailed) tellOf(error, () => this.#followCard(location.hash.slice(1)));
      else refuseLink(error);
      return undefined;
    }
  }

  /** What somebody answered, beside the network that they were asked about. */
  async #openAnswer(workspace: Workspace, letters: string): Promise<void> {
    try {
      const { collect, contributionOfLink, prepare } = await later('cards', () => import('./cards/cards.ts'));
      await prepare();
      const said = contributionOfLink(letters);
      const kept = await this.#page.catalogue.list();
      // The network that was asked about when it is here, or else the one that was worked on last.
      const network = kept.find(({ id }) => id === said.network) ?? kept[0];
      if (!network) {
        history.replaceState(null, '', location.pathname);
        showSheet('start');
        void showTrouble(t('collect.title'), t('collect.noNetwork', said.label));
        return;
      }
      history.replaceState(null, '', addressOfNetwork(network.id));
      await this.openKept(workspace, network.id);
      // The address may be what the app began with, and it is not there before that was followed.
      void this.#page.app().then(({ program }) => collect(program, network.id, [said]));
    } catch (error) {
      if (error instanceof FetchFailed) this.#miss(workspace, error);
      else refuseLink(error);
    }
  }

  /** What the address asks for cannot be fetched: it stays there, for another try. Throws on what else went wrong. */
  #miss(workspace: Workspace, error: unknown): void {
    if (!(error instanceof FetchFailed)) throw error;
    if (!workspace.current) showSheet('start');
    tellOf(error, () => {
      this.#followed = false;
      void this.follow(workspace);
    });
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The file on this site that the address asks for. */
function fileOfSite(): string | null {
  return new URLSearchParams(location.search).get('open');
}

function refuseLink(error: unknown): void {
  history.replaceState(null, '', location.pathname);
  showSheet('start');
  const trouble = error instanceof Error && 'trouble' in error ? `share.${String(error.trouble)}` : 'share.damaged';
  void showTrouble(t('share.refused'), t(trouble));
}
