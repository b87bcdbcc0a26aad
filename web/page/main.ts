// What starts the page, and everything that has to be there for it. routes.ts says what an address opens.

import type { NetworkJson } from './bridge/model.ts';
import { Catalogue } from './document/catalogue.ts';
import { eraseIfAsked, onEraseElsewhere } from './document/erase.ts';
import { unlistedNetworks } from './document/recovery.ts';
import { type Availability, storageAvailability } from './document/storage.ts';
import { attempt, later, wayOn } from './loading/late_parts.ts';
import { takeNewVersion } from './loading/reload.ts';
import { workOffline } from './offline/start_updates.ts';
import { chooseFiles } from './opening/gestures.ts';
import { openWhatIsGiven } from './opening/opening.ts';
import { saveNetwork } from './output/saving.ts';
import { arrangeForHand } from './program/arranging.ts';
import { type Program, startProgram } from './program/program.ts';
import { type App, Routes } from './routes.ts';
import { appearanceEntries, Bar, languageEntries } from './screens/bar.ts';
import { followHelp } from './screens/help.ts';
import { isLeaving, mayLeave } from './screens/leaving.ts';
import { showPresentation } from './screens/presentation.ts';
import { showSheet, showWork, skipToContent } from './screens/sheets.ts';
import { StartPage } from './screens/start.ts';
import { Tour } from './screens/tour.ts';
import { FetchFailed } from './support/fetching.ts';
import { readSetting } from './support/settings.ts';
import { reportUncaught } from './support/signal.ts';
import { watchVisualViewport } from './support/visual_viewport.ts';
import { watchAppearance } from './widgets/appearance.ts';
import { showTrouble } from './widgets/dialogs.ts';
import { byId } from './widgets/dom.ts';
import { attachMenu } from './widgets/menu.ts';
import { announce, notify } from './widgets/toast.ts';
import { publish } from './window_api.ts';
import { hasText, preferredLanguage, setLanguage, t } from './words/i18n.ts';
import { askAboutHanging } from './workspace/storage_dialogs.ts';
import { TypedFields } from './workspace/typed_fields.ts';
import { Unsaved } from './workspace/unsaved.ts';
import { Workspace } from './workspace/workspace.ts';

// The script is here, so that from now on it is the one to say what is wrong (offline/startup_check.ts).
document.documentElement.classList.add('begun');
// Nothing may be open when everything is removed.
const erased = await eraseIfAsked();
const catalogue = new Catalogue();
const start = new StartPage(catalogue, {
  sample: () => void whenReady(({ workspace }) => routes.openSample(workspace, 'brabant')),
  template: () => void whenReady(({ workspace }) => routes.openSample(workspace, 'workshop')),
  empty: () => void whenReady(({ workspace }) => routes.openNew(workspace, null)),
  file: chooseFiles,
  open: (id) => void whenReady(({ workspace }) => routes.openKept(workspace, id)),
});

watchAppearance();
watchVisualViewport();
const words = setLanguage(preferredLanguage());
attachMenu(byId('start-language', HTMLButtonElement), languageEntries);
attachMenu(byId('start-theme', HTMLButtonElement), appearanceEntries);
byId('skip', HTMLAnchorElement).addEventListener('click', (event) => {
  // The address is for networks.
  event.preventDefault();
  skipToContent();
});
const routes = new Routes({
  catalogue,
  words,
  app: () => app,
  hangs: () => storage === 'hanging',
  tellHanging: () => {
    storage = 'hanging';
    void app.then(tellHanging);
  },
});
routes.begin();

let shownAsAsked = false;
const app = words.then(begin);
window.addEventListener('hashchange', ({ oldURL }) => {
  // The handbook waits for nothing but words.
  if (!followHelp(new URL(oldURL).hash))
    void app
      .then(
        (all) => routes.leaveAndFollow(all),
        () => {},
      )
      .catch(reportUncaught);
});
publish(
  app.then(async ({ program, workspace }) => {
    await nextFrame(program);
    return { program, workspace, openNew: (network: NetworkJson) => routes.openNew(workspace, network) };
  }),
);
// Fetching the app for later must not hold up the first picture of it.
const keepForLater = async ({ program, workspace, unsaved }: App): Promise<void> => {
  if (workspace.current) await fetchRestSoon(program);
  whenIdle(async () => {
    if (erased) return;
    await workOffline({
      saved: async () => (await unsaved.settle()) === null && !unsaved.losesByLeaving,
      saveFile: () => void saveNetwork({ program, workspace }, 'impactweb'),
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
  else {
    const message = error instanceof Error ? error.message : String(error);
    const missing = error instanceof FetchFailed ? error : undefined;
    const why = missing ? message : t('common.cannotStart', message);
    await showTrouble(t('common.wentWrong'), why, missing && wayOn(missing, () => {}));
  }
});

async function begin(): Promise<App> {
  const [program, found] = await Promise.all([startProgram(words), storageAvailability()]);
  storage = found;
  if (storage === 'hanging') catalogue.disconnect();
  const workspace = new Workspace(program, catalogue);
  const unsaved = new Unsaved({ ...program, fields: new TypedFields(), workspace });
  const all = { program, workspace, unsaved };
  const save = () => void saveNetwork(all, 'impactweb');
  openWhatIsGiven({
    program,
    workspace,
    openNew: async (network) => {
      if (await mayLeave(all)) await routes.openNew(workspace, network);
    },
  });
  const tour = new Tour(program, workspace);
  const bar = new Bar(program, workspace, unsaved, {
    home: () => void routes.goHome(all),
    hanging: () => tellHanging(all),
    tour: () => tour.begin(),
    data: () => {
      location.hash = 'data';
    },
    handbook: () => {
      location.hash = 'help';
    },
    copy: () => void routes.openNew(workspace, program.bridge.call('snapshot', {}).network),
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (!workspace.current || document.querySelector('dialog[open]')) return;
    // The browser would save the page, in which there is no network.
    event.preventDefault();
    program.stage.flush(true);
    void bar.saveFile();
  });
  let toldOfDrawing = false;
  workspace.onOpen.add((network) => {
    if (!network) return;
    showWork();
    void fetchRestSoon(program);
    if (hasRoom(network.id))
      void attempt(async () => {
        const { resumeLive } = await later('live', () => import('./live/live.ts'));
        await resumeLive(all);
      });
    // What the address asks for is for the network that it opens.
    if (location.search.length > 1 && !shownAsAsked)
      void attempt(async () => {
        const { showAsAsked } = await later('view', () => import('./embed/view.ts'));
        await showAsAsked(program, workspace, location.search);
      });
    shownAsAsked = true;
    if (!program.stage.webglMissing || toldOfDrawing) return;
    toldOfDrawing = true;
    void showTrouble(t('common.noDrawingTitle'), t('common.noDrawing'), { label: t('storage.file'), run: save });
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
    if (name === 'open') chooseFiles();
    else if (name === 'save') save();
    else if (name === 'picture') void attempt(() => bar.savePicture());
    else if (name === 'start') void routes.goHome(all);
    else if (name === 'arrange' && !workspace.current?.viewOnly) void arrangeForHand(program, { algorithm: text });
    else if (name === 'copy')
      void navigator.clipboard.writeText(text).catch(() => notify({ text: t('common.copyFailed'), kind: 'error' }));
    else if (name === 'fill' && !workspace.current?.viewOnly)
      void attempt(async () => {
        const { fillIn } = await later('fill', () => import('./fill/fill.ts'));
        await fillIn(program, text);
      });
    else if (name === 'present')
      showPresentation(text === 'on', () => {
        program.bridge.call('show', { what: 'present' });
        program.stage.requestFrame();
      });
    else if (name === 'help') void attempt(() => bar.help());
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
  workspace.onSaveState.add(({ reason }) => {
    if (reason !== 'hanging' || toldOfHanging) return;
    toldOfHanging = true;
    void tellHanging(all);
  });
  if (storage === 'works') await catalogue.recover(unlistedNetworks);
  await start.begin(workspace, storage === 'works');
  if (erased) notify({ text: t('data.removed'), kind: 'info' });
  await routes.follow(workspace);
  if (storage === 'works') void catalogue.purge();
  // The page is ready without an answer to this.
  else if (storage === 'hanging') void tellHanging(all);
  return all;
}

/** A live session was left with the page (live/rooms.ts). */
function hasRoom(id: string): boolean {
  return readSetting(`live-${id}`) !== null;
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
        await saveNetwork(all, 'impactweb');
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
  await routes.follow(workspace);
  // Opening has looked at it anew.
  return (storage as Availability) !== 'hanging';
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
  program.bridge.call('show', { what: 'groups' });
  // What does not come is asked for again with the next network.
  void later('output', () => import('./output/output.ts')).then(
    (output) => output.printPictures(program),
    () => {},
  );
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
