// The page: what the address asks for, and everything that has to be there for it.

import type { NetworkJson } from './bridge/bridge.ts';
import { Catalogue } from './document/catalogue.ts';
import { eraseAll, eraseIfAsked, onEraseElsewhere } from './document/erase.ts';
import { unlistedNetworks } from './document/recovery.ts';
import { type Availability, StorageHangs, storageAvailability } from './document/storage.ts';
import { Files, type Parsed } from './files/files.ts';
import { attempt, later, tellOf, wayOn } from './loading/late_parts.ts';
import { takeNewVersion } from './loading/reload.ts';
import { workOffline } from './offline/start_updates.ts';
import { arrangeForHand } from './program/arranging.ts';
import { type Program, startProgram } from './program/program.ts';
import { ReaderCancelled } from './program/reader.ts';
import { appearanceEntries, Bar, languageEntries } from './screens/bar.ts';
import type { DataPage } from './screens/data.ts';
import { chapterIn, followHelp } from './screens/help.ts';
import { isLeaving, mayLeave } from './screens/leaving.ts';
import { StartPage, showUnreadable } from './screens/start.ts';
import { Tour } from './screens/tour.ts';
import { carriedBy } from './share/links.ts';
import { FetchFailed, fetchFile } from './support/fetching.ts';
import { reportUncaught } from './support/signal.ts';
import { watchVisualViewport } from './support/visual_viewport.ts';
import { watchAppearance } from './widgets/appearance.ts';
import { showRepairs, showTrouble } from './widgets/dialogs.ts';
import { byId } from './widgets/dom.ts';
import { attachMenu } from './widgets/menu.ts';
import { announce, notify } from './widgets/toast.ts';
import { publish } from './window_api.ts';
import { hasText, preferredLanguage, setLanguage, t } from './words/i18n.ts';
import { askAboutHanging, tellDamaged } from './workspace/storage_dialogs.ts';
import { TypedFields } from './workspace/typed_fields.ts';
import { Unsaved } from './workspace/unsaved.ts';
import { type OpenOutcome, UnreadableDocument, Workspace } from './workspace/workspace.ts';

interface App {
  program: Program;
  workspace: Workspace;
  files: Files;
  unsaved: Unsaved;
}

// The script is here, so that from now on it is the one to say what is wrong (offline/startup_check.ts).
document.documentElement.classList.add('begun');
// Nothing may be open when everything is removed.
const erased = await eraseIfAsked();
const catalogue = new Catalogue();
/** The page on what is kept where, which is fetched when somebody wants to read it. */
let dataPage: Promise<DataPage> | undefined;
const start = new StartPage(catalogue, {
  sample: () => void whenReady(({ workspace }) => openSample(workspace, 'brabant')),
  template: () => void whenReady(({ workspace }) => openSample(workspace, 'workshop')),
  empty: () => void whenReady(({ workspace }) => openNew(workspace, null)),
  file: () => byId('file', HTMLInputElement).click(),
  open: (id) => void whenReady(({ workspace }) => openKept(workspace, id)),
});

watchAppearance();
watchVisualViewport();
const words = setLanguage(preferredLanguage());
attachMenu(byId('start-language', HTMLButtonElement), languageEntries);
attachMenu(byId('start-theme', HTMLButtonElement), appearanceEntries);
byId('skip', HTMLAnchorElement).addEventListener('click', (event) => {
  // The address is for networks.
  event.preventDefault();
  const sheet = (['data', 'card'] as const).find(isShown) ?? 'start';
  const shown = document.documentElement.classList.contains('working') ? 'mirror' : sheet;
  byId(shown, HTMLElement).focus();
});
// A network in the address is on its way: the start page would only flash by.
if (location.hash === '#data') showSheet('data');
else if (carriedBy(location.hash.slice(1))?.mode === 'card') showSheet('card');
else if (chapterIn(location.hash) !== null) void words.then(() => followHelp()).catch(() => {});
else if (location.hash.length > 1 || fileOfSite() !== null) showWork();

/** The file that the address names has been opened: whoever goes back to the start wants to be there. */
let followed = false;
let shownAsAsked = false;
/** The card on the screen and its address. It needs no program, so nobody waits for one. */
let card: { hash: string; shown: Promise<{ stop(): void } | undefined> } | undefined;
if (isShown('card')) followCard(location.hash.slice(1));
const app = words.then(begin);
window.addEventListener('hashchange', ({ oldURL }) => {
  // The handbook waits for nothing but words.
  if (!followHelp(new URL(oldURL).hash)) void app.then(leaveAndFollow, () => {}).catch(reportUncaught);
});
publish(
  app.then(async ({ program, workspace }) => {
    await nextFrame(program);
    return { program, workspace, openNew: (network: NetworkJson) => openNew(workspace, network) };
  }),
);
// Fetching the app for later must not hold up the first picture of it.
const keepForLater = async ({ program, workspace, files, unsaved }: App): Promise<void> => {
  if (workspace.current) await fetchRestSoon(program);
  whenIdle(async () => {
    if (erased) return;
    await workOffline({
      saved: async () => (await unsaved.settle()) === null && !unsaved.losesByLeaving,
      saveFile: () => void files.save('impactweb'),
    });
  });
};
void app.then(keepForLater, () => {});
app.catch(async (error: unknown) => {
  console.error(error);
  const { classList } = document.documentElement;
  classList.add('stuck');
  void takeNewVersion();
  // Without words of its own it has those of shell.html.
  if (!hasText('common.wentWrong')) classList.remove('begun');
  else if (error instanceof FetchFailed)
    await showTrouble(
      t('common.wentWrong'),
      error.message,
      wayOn(error, () => {}),
    );
  else
    await showTrouble(
      t('common.wentWrong'),
      t('common.cannotStart', error instanceof Error ? error.message : String(error)),
    );
});

async function begin(): Promise<App> {
  const [program, found] = await Promise.all([startProgram(words), storageAvailability()]);
  storage = found;
  if (storage === 'hanging') catalogue.disconnect();
  const workspace = new Workspace(program, catalogue);
  const unsaved = new Unsaved({ ...program, fields: new TypedFields(), workspace });
  const files = new Files(program, workspace, async (network) => {
    if (await mayLeave(all)) await openNew(workspace, network);
  });
  const all = { program, workspace, files, unsaved };
  const tour = new Tour(program, workspace);
  const goHome = async () => {
    if (!(await mayLeave(all))) return;
    history.pushState(null, '', location.pathname + location.search);
    await workspace.close();
    showSheet('start');
  };
  const bar = new Bar(program, workspace, files, unsaved, {
    home: () => void goHome(),
    hanging: () => tellHanging(all),
    tour: () => tour.begin(),
    data: () => {
      location.hash = 'data';
    },
    handbook: () => {
      location.hash = 'help';
    },
    copy: () => {
      const { network } = program.bridge.call('snapshot', {});
      void openNew(workspace, network as NetworkJson);
    },
  });
  let toldOfDrawing = false;
  workspace.onOpen((network) => {
    if (!network) return;
    showWork();
    void fetchRestSoon(program);
    // What the address asks for is for the network that it opens.
    if (location.search.length > 1 && !shownAsAsked)
      void attempt(async () => {
        const { showAsAsked } = await later('view', () => import('./embed/view.ts'));
        await showAsAsked(program, workspace, location.search);
      });
    shownAsAsked = true;
    if (!program.stage.webglMissing || toldOfDrawing) return;
    toldOfDrawing = true;
    void showTrouble(t('common.noDrawingTitle'), t('common.noDrawing'), {
      label: t('storage.file'),
      run: () => void files.save('impactweb'),
    });
  });
  program.bridge.onEvent((event) => {
    if (event.type === 'notice')
      notify({
        text: event.text,
        kind: event.kind,
        ...(event.undo ? { action: { label: t('common.undo'), run: () => bar.travel('undo') } } : {}),
      });
    else if (event.type === 'announce') announce(event.text);
    else if (event.type === 'request') answer(event.name, event.text ?? '');
  });
  function answer(name: string, text: string): void {
    if (name === 'open') files.choose();
    else if (name === 'save') void files.save('impactweb');
    else if (name === 'picture') void attempt(() => bar.savePicture());
    else if (name === 'start') void goHome();
    else if (name === 'arrange' && !workspace.current?.viewOnly) void arrangeForHand(program, { algorithm: text });
    else if (name === 'copy')
      void navigator.clipboard.writeText(text).catch(() => notify({ text: t('common.copyFailed'), kind: 'error' }));
    else if (name === 'help') {
      program.bridge.call('show', { what: 'help' });
      program.stage.requestFrame();
    }
  }
  const letGo = async (told: string) => {
    await workspace.abandon();
    history.replaceState(null, '', location.pathname + location.search);
    showSheet('start');
    notify({ text: told, kind: 'error' });
  };
  onEraseElsewhere(() => void letGo(t('data.removedElsewhere')));
  workspace.onGone.add(
    () =>
      void catalogue
        .list()
        .then((left) => letGo(t(left.length > 0 ? 'network.removedElsewhere' : 'data.removedElsewhere'))),
  );
  catalogue.onHang.add(() => {
    storage = 'hanging';
    void tellHanging(all);
  });
  let toldOfHanging = storage === 'hanging';
  workspace.onSaveState(({ reason }) => {
    if (reason !== 'hanging' || toldOfHanging) return;
    toldOfHanging = true;
    void tellHanging(all);
  });
  if (storage === 'works') await catalogue.recover(unlistedNetworks);
  await start.begin(workspace, storage === 'works');
  if (erased) notify({ text: t('data.removed'), kind: 'info' });
  await follow(workspace);
  if (storage === 'works') void catalogue.purge();
  // The page is ready without an answer to this.
  else if (storage === 'hanging') void tellHanging(all);
  return all;
}

/** What was last found out about the storage of the browser. */
let storage: Availability = 'works';

let tellingOfHanging = false;

/** Says that the storage does not answer, until it does or somebody wants to work without it. */
async function tellHanging(all: App): Promise<void> {
  // Whoever leaves is asked already.
  if (tellingOfHanging || isLeaving()) return;
  tellingOfHanging = true;
  try {
    for (;;) {
      const choice = await askAboutHanging(all.workspace.current !== null);
      if (choice === 'without') return;
      if (choice === 'file') {
        await all.files.save('impactweb');
        continue;
      }
      storage = await storageAvailability();
      if (storage !== 'hanging' && (await beginKeeping(all))) return;
    }
  } finally {
    tellingOfHanging = false;
  }
}

/** The storage answers after all; false when it does so no more. */
async function beginKeeping({ workspace }: App): Promise<boolean> {
  const works = storage === 'works';
  if (works) {
    await catalogue.connect();
    await catalogue.recover(unlistedNetworks);
  }
  await start.begin(workspace, works);
  if (workspace.current) {
    await workspace.retry();
    return workspace.current?.persistence.state.reason !== 'hanging';
  }
  await follow(workspace);
  // Opening has looked at it anew.
  return (storage as Availability) !== 'hanging';
}

/** Follows an address that a person went to, if what is on the table may be left. */
async function leaveAndFollow(all: App): Promise<void> {
  const { current } = all.workspace;
  if (current && !current.viewOnly && location.hash !== addressOf(current.id)) {
    const wanted = location.href;
    if (!(await mayLeave(all))) {
      if (location.href === wanted) history.pushState(null, '', addressOf(current.id));
      return;
    }
  }
  await follow(all.workspace);
}

function addressOf(id: string): string {
  return `#network=${encodeURIComponent(id)}`;
}

/** Resolves when the picture of now is on the screen; soon, when the page is not. */
function nextFrame({ stage }: Program): Promise<void> {
  stage.requestFrame();
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, 1000);
  });
}

/** The picture comes first. The rest of the program comes when a hand moves, or a moment later. */
async function fetchRestSoon(program: Program): Promise<void> {
  await nextFrame(program);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await program.bridge.fetchRest();
}

function whenIdle(run: () => Promise<void>): void {
  if ('requestIdleCallback' in window) requestIdleCallback(() => void run(), { timeout: 3000 });
  else setTimeout(() => void run(), 1000);
}

async function whenReady(what: (app: App) => Promise<void>): Promise<void> {
  document.documentElement.classList.add('busy');
  try {
    await attempt(async () => what(await app));
  } finally {
    document.documentElement.classList.remove('busy');
  }
}

/** Shows what the address asks for. */
async function follow(workspace: Workspace): Promise<void> {
  const hash = location.hash.slice(1);
  const file = fileOfSite();
  const carried = carriedBy(hash);
  if (carried?.mode === 'card') {
    await workspace.close();
    // Somebody may be typing in it already.
    if (!isShown('card')) showSheet('card');
    followCard(hash);
    return;
  }
  leaveCard();
  if (hash === 'sample') await openSample(workspace, 'brabant').catch((error) => tellMissing(workspace, error));
  else if (hash === 'new') await openNew(workspace, null);
  else if (carried?.mode === 'answer') await openAnswer(workspace, carried.letters);
  else if (carried) await openLink(workspace, carried.mode === 'view', carried.letters);
  else if (hash === '' && file !== null && !followed) await openSiteFile(workspace, file);
  else if (hash.startsWith('network=')) await openKept(workspace, decoded(hash.slice('network='.length)));
  else if (hash === 'data') {
    await workspace.close();
    showSheet('data');
  } else if (hash === '' || !workspace.current) {
    await workspace.close();
    showSheet('start');
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function openNew(workspace: Workspace, network: NetworkJson | null, own = network !== null): Promise<void> {
  const fromView = workspace.current?.viewOnly === true;
  const id = await workspace.create(network, own);
  // Going back leads to where one came from, not to making yet another one.
  const fromStart = location.hash.length <= 1 || fromView;
  history[fromStart ? 'pushState' : 'replaceState'](null, '', addressOf(id));
}

/** The file on this site that the address asks for. */
function fileOfSite(): string | null {
  return new URLSearchParams(location.search).get('open');
}

/** Opens what a link carries; a link that is no good leaves things as they are. */
async function openLink(workspace: Workspace, viewOnly: boolean, letters: string): Promise<void> {
  await openShared(workspace, viewOnly, t('share.refused'), async () => {
    const { networkOfLink } = await later('share', () => import('./share/share.ts'));
    return networkOfLink(letters);
  });
}

/** Shows the questions that a link carries, unless they are shown already. */
function followCard(hash: string): void {
  if (card?.hash === hash) return;
  leaveCard();
  card = {
    hash,
    shown: words.then(
      () => showCard(carriedBy(hash)?.letters ?? ''),
      // That there are no words is told where the app begins.
      () => undefined,
    ),
  };
}

function leaveCard(): void {
  void card?.shown.then((shown) => shown?.stop());
  card = undefined;
}

async function showCard(letters: string): Promise<{ stop(): void } | undefined> {
  try {
    const { prepare, showCardOfLink } = await later('cards', () => import('./cards/cards.ts'));
    await prepare();
    const shown = showCardOfLink(letters);
    byId('card', HTMLElement).querySelector('h1')?.focus({ preventScroll: true });
    return shown;
  } catch (error) {
    card = undefined;
    if (error instanceof FetchFailed) tellOf(error, () => followCard(location.hash.slice(1)));
    else refuseLink(error);
    return undefined;
  }
}

/** What somebody answered, beside the network that they were asked about. */
async function openAnswer(workspace: Workspace, letters: string): Promise<void> {
  try {
    const { collect, contributionOfLink, prepare } = await later('cards', () => import('./cards/cards.ts'));
    await prepare();
    const said = contributionOfLink(letters);
    const id = await networkFor(said.network);
    if (id === null) {
      history.replaceState(null, '', location.pathname);
      showSheet('start');
      void showTrouble(t('collect.title'), t('collect.noNetwork', said.label));
      return;
    }
    history.replaceState(null, '', addressOf(id));
    await openKept(workspace, id);
    // The address may be what the app began with, and it is not there before that was followed.
    void app.then(({ program }) => collect(program, id, [said]));
  } catch (error) {
    if (error instanceof FetchFailed) tellMissing(workspace, error);
    else refuseLink(error);
  }
}

/** What the address asks for cannot be fetched: it stays there, for another try. Throws on what else went wrong. */
function tellMissing(workspace: Workspace, error: unknown): void {
  if (!(error instanceof FetchFailed)) throw error;
  if (!workspace.current) showSheet('start');
  tellOf(error, () => {
    followed = false;
    void follow(workspace);
  });
}

/** The network that was asked about when it is here, or else the one that was worked on last. */
async function networkFor(id: string): Promise<string | null> {
  const kept = await catalogue.list();
  return (kept.find((entry) => entry.id === id) ?? kept[0])?.id ?? null;
}

function refuseLink(error: unknown): void {
  history.replaceState(null, '', location.pathname);
  showSheet('start');
  const trouble = error instanceof Error && 'trouble' in error ? `share.${String(error.trouble)}` : 'share.damaged';
  void showTrouble(t('share.refused'), t(trouble));
}

async function openSiteFile(workspace: Workspace, address: string): Promise<void> {
  followed = true;
  const viewOnly = new URLSearchParams(location.search).has('view');
  await openShared(workspace, viewOnly, t('files.refused'), async () => {
    const { networkOfSite } = await later('share', () => import('./share/share.ts'));
    return networkOfSite(address);
  });
}

async function openShared(workspace: Workspace, viewOnly: boolean, refused: string, read: () => Promise<Parsed>) {
  try {
    const { network, warnings } = await read();
    if (viewOnly) await workspace.view(network);
    // It can be had again by the same link.
    else await openNew(workspace, network, false);
    // Nobody waits for a dialog to be closed: the page is ready without.
    if (warnings.length > 0) void showRepairs(warnings);
    else notify({ text: t(viewOnly ? 'share.viewing' : 'share.copied'), kind: 'info' });
  } catch (error) {
    if (error instanceof FetchFailed) return tellMissing(workspace, error);
    history.replaceState(null, '', location.pathname);
    if (!workspace.current) showSheet('start');
    if (!(error instanceof ReaderCancelled))
      void showTrouble(refused, error instanceof Error ? error.message : String(error));
  }
}

async function openSample(workspace: Workspace, name: string): Promise<void> {
  const { network } = await fetchFile(
    `samples/${name}.json`,
    'sample',
    (response) => response.json() as Promise<{ network: NetworkJson }>,
  );
  // The template has nobody's words in it but ours.
  if (name === 'workshop') network.title = t('start.templateTitle');
  await openNew(workspace, network, false);
}

async function openKept(workspace: Workspace, id: string): Promise<void> {
  let outcome: OpenOutcome | { hangs: true };
  try {
    outcome = await workspace.open(id);
    if ('unknown' in outcome && storage === 'hanging') outcome = { hangs: true };
  } catch (error) {
    if (!(error instanceof StorageHangs)) throw error;
    outcome = { hangs: true };
  }
  if ('opened' in outcome) {
    const address = addressOf(id);
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
    storage = 'hanging';
    showSheet('start');
    void app.then(tellHanging);
    return;
  }
  history.replaceState(null, '', location.pathname + location.search);
  showSheet('start');
  if ('unreadable' in outcome) void showUnreadable(new UnreadableDocument(outcome.unreadable));
  else void showTrouble(t('network.unknownTitle'), t('network.unknown'));
}

type Sheet = 'start' | 'data' | 'card';

function isShown(sheet: Sheet): boolean {
  return !byId(sheet, HTMLElement).hidden;
}

function showWork(): void {
  for (const sheet of ['start', 'data', 'card']) byId(sheet, HTMLElement).hidden = true;
  byId('work', HTMLElement).inert = false;
  document.documentElement.classList.add('working');
}

/** The start page, the page on what is kept where, or a card to fill in. */
function showSheet(sheet: Sheet): void {
  byId('work', HTMLElement).inert = true;
  for (const each of ['start', 'data', 'card']) byId(each, HTMLElement).hidden = sheet !== each;
  document.documentElement.classList.remove('working');
  document.title = sheet === 'data' ? `${t('data.title')} – Impactweb` : 'Impactweb';
  if (sheet === 'data') {
    void attempt(async () => {
      dataPage ??= later('data', () => import('./screens/data.ts')).then(
        ({ DataPage }) => new DataPage(catalogue, { begun: () => app, erase: eraseAll }),
      );
      dataPage.catch(() => {
        dataPage = undefined;
      });
      await (await dataPage).show();
    });
  }
  byId(sheet, HTMLElement).focus({ preventScroll: true });
}
