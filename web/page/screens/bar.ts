// The bar above the canvas: the network's name, whether it is saved, undo and redo, files in and out, language, theme, help.

import type { StepName } from '../bridge/model.ts';
import { fileNameOf } from '../files/file_name.ts';
import { attempt, later } from '../loading/late_parts.ts';
import { chooseFiles } from '../opening/gestures.ts';
import { saveNetwork } from '../output/saving.ts';
import type { Program } from '../program/program.ts';
import { newGesture } from '../program/undo_step.ts';
import { setText } from '../support/pressing.ts';
import {
  setTextSize,
  setTheme,
  type TextSize,
  type Theme,
  textSize,
  textSizes,
  theme,
  themes,
} from '../widgets/appearance.ts';
import { showTrouble } from '../widgets/dialogs.ts';
import { byId } from '../widgets/dom.ts';
import { attachMenu, type MenuEntry } from '../widgets/menu.ts';
import { announce, notify } from '../widgets/toast.ts';
import { clockTime, type Language, language, languages, number, onLanguage, setLanguage, t } from '../words/i18n.ts';
import { stepText } from '../words/issues.ts';
import type { Unsaved, UnsavedState } from '../workspace/unsaved.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { BarFit, fits } from './bar_fit.ts';

/** Entries that choose the language; they can be read before any language is known. */
export function languageEntries(): MenuEntry[] {
  const choose = (wanted: Language) => () => void attempt(() => setLanguage(wanted, true));
  return languages.map((each) => ({ label: t(`language.${each}`), checked: each === language(), run: choose(each) }));
}

/** Entries that choose light or dark, and the size of text. */
export function appearanceEntries(): MenuEntry[] {
  const themed = (wanted: Theme) => () => setTheme(wanted);
  const sized = (wanted: TextSize) => () => setTextSize(wanted);
  return [
    { heading: t('bar.theme') },
    ...themes.map((each) => ({ label: t(`theme.${each}`), checked: each === theme(), run: themed(each) })),
    { heading: t('bar.textSize') },
    ...textSizes.map((each) => ({ label: `${number(each)} %`, checked: each === textSize(), run: sized(each) })),
  ];
}

/** Text that waits in a field is said to be not saved when it waits for longer than this, in milliseconds. */
const typingPause = 700;

/** Where the bar leads to. */
export interface Ways {
  home(): void;
  tour(): void;
  data(): void;
  handbook(): void;
  /** What to do when the storage does not answer. */
  hanging(): Promise<void>;
  /** Of the network that may only be looked at: keeps a copy of it. */
  copy(): void;
}

export class Bar {
  readonly #program: Program;
  readonly #workspace: Workspace;
  readonly #ways: Ways;
  readonly #name = byId('name', HTMLInputElement);
  readonly #saved = byId('saved', HTMLButtonElement);
  readonly #undo = byId('undo', HTMLButtonElement);
  readonly #redo = byId('redo', HTMLButtonElement);
  #steps: { undo: StepName | null; redo: StepName | null } = { undo: null, redo: null };
  readonly #unsaved: Unsaved;
  #state: UnsavedState = { status: 'saved', reason: null, lastSavedAt: null };
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was typed is in its field for longer than it takes to put it into the network. */
  #waits = false;
  /** All letters of one visit to the field of the name are one step. */
  #naming = '';
  /** What was said last, so that only what is new is said. */
  #said = '';
  readonly #fit: BarFit;

  constructor(program: Program, workspace: Workspace, unsaved: Unsaved, ways: Ways) {
    this.#program = program;
    this.#workspace = workspace;
    this.#unsaved = unsaved;
    this.#ways = ways;
    this.#fit = new BarFit(
      {
        bar: byId('bar', HTMLElement),
        identity: document.querySelector<HTMLElement>('#bar .identity') ?? byId('bar', HTMLElement),
        saved: this.#saved,
      },
      (short) => [this.#savedText(short), t('saved.saving'), short ? t('saved.saved') : t('saved.at', clockTime(0))],
      () => this.#showSaved(),
    );
    this.#listen();
    this.#fit.begin();
  }

  /** Takes or gives back a step, as the buttons do. */
  travel(direction: 'undo' | 'redo'): void {
    const { bridge, stage } = this.#program;
    const report = bridge.call(direction, {});
    if (report.done) announce(t(direction === 'undo' ? 'bar.undone' : 'bar.redone', stepText(report.name)));
    stage.requestFrame();
  }

  /** The network as a file of our own; says so. */
  async saveFile(): Promise<void> {
    if (await this.#save('impactweb'))
      notify({ text: t('save.done', this.#title || t('network.untitled')), kind: 'info' });
  }

  async savePicture(): Promise<void> {
    const { savePicture } = await later('output', () => import('../output/output.ts'));
    await savePicture(this.#program, this.#title, fileNameOf(this.#title));
  }

  async saveReport(): Promise<void> {
    const { saveReport } = await later('output', () => import('../output/output.ts'));
    await saveReport(this.#program, this.#title, fileNameOf(this.#title));
  }

  #save(format: string): Promise<boolean> {
    return saveNetwork({ program: this.#program, workspace: this.#workspace }, format);
  }

  get #title(): string {
    return this.#workspace.current?.replica.title ?? '';
  }

  async share(): Promise<void> {
    const { shareWays } = await later('share', () => import('../share/share.ts'));
    await shareWays(this.#program, this.#workspace);
  }

  async insight(): Promise<void> {
    const { toggleInsight } = await later('panel', () => import('../insight/panel.ts'));
    await toggleInsight(this.#program, this.#workspace);
  }

  #listen(): void {
    const { bridge } = this.#program;
    byId('home', HTMLButtonElement).addEventListener('click', this.#ways.home);
    byId('open', HTMLButtonElement).addEventListener('click', chooseFiles);
    this.#undo.addEventListener('click', () => this.travel('undo'));
    this.#redo.addEventListener('click', () => this.travel('redo'));
    attachMenu(byId('save', HTMLButtonElement), () => this.#saveEntries());
    byId('share', HTMLButtonElement).addEventListener('click', () => void attempt(() => this.share()));
    byId('insight-button', HTMLButtonElement).addEventListener('click', () => void attempt(() => this.insight()));
    attachMenu(byId('language', HTMLButtonElement), languageEntries);
    attachMenu(byId('theme', HTMLButtonElement), appearanceEntries);
    attachMenu(byId('help-button', HTMLButtonElement), () => this.#helpEntries());
    attachMenu(byId('more', HTMLButtonElement), () =>
      this.#fit.fit === 'least' ? this.#allEntries() : this.#seldomEntries(),
    );
    this.#saved.addEventListener('click', () => {
      if (this.#state.status === 'none') this.#ways.copy();
      else void this.showTrouble();
    });

    let before = '';
    this.#name.addEventListener('focus', () => {
      this.#name.select();
      this.#naming = newGesture('title');
      before = this.#workspace.current?.replica.title ?? '';
    });
    this.#name.addEventListener('input', () => this.#applyName());
    this.#name.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Escape') {
        this.#name.value = before;
        this.#applyName();
      }
      if (event.key === 'Enter' || event.key === 'Escape') this.#name.blur();
    });
    this.#name.addEventListener('blur', () => {
      this.#applyName();
      this.#name.value = this.#workspace.current?.replica.title ?? '';
    });
    this.#workspace.onTitle.add((title) => {
      if (document.activeElement !== this.#name) this.#name.value = title;
      setText(byId('work-title', HTMLHeadingElement), title || t('network.untitled'));
      document.title = this.#workspace.current ? `${title || t('network.untitled')} – Impactweb` : 'Impactweb';
    });
    this.#unsaved.onChange.add((state) => {
      this.#state = state;
      clearTimeout(this.#typingTimer);
      this.#waits = false;
      if (state.status === 'typed')
        this.#typingTimer = setTimeout(() => {
          this.#waits = true;
          this.#showSaved();
        }, typingPause);
      this.#showSaved();
    });
    bridge.onEvent((event) => {
      if (event.type !== 'history') return;
      this.#steps = { undo: event.undo, redo: event.redo };
      this.#showSteps();
    });
    onLanguage(() => {
      this.#showSteps();
      this.#showSaved();
      this.#fit.measure();
    });
    this.#showSteps();
  }

  /** The name is the network's with every letter, so that no way out of the field or the page loses it. */
  #applyName(): void {
    const { current } = this.#workspace;
    const title = this.#name.value.trim();
    if (!current || current.viewOnly || title === current.replica.title) return;
    const { bridge, stage } = this.#program;
    const operations = [{ op: 'setNetwork', field: 'title', value: title }];
    bridge.call('apply', { operations, gesture: this.#naming });
    stage.requestFrame();
  }

  #showSteps(): void {
    for (const [element, step, key] of [
      [this.#undo, this.#steps.undo, 'bar.undo'],
      [this.#redo, this.#steps.redo, 'bar.redo'],
    ] as const) {
      const text = step ? t(`${key}Step`, stepText(step)) : t(key);
      // Disabled would lose the focus of whoever undoes the last step with the keyboard.
      element.setAttribute('aria-disabled', String(step === null));
      element.setAttribute('aria-label', text);
      element.title = text;
    }
  }

  #savedText(short = fits.indexOf(this.#fit.fit) >= fits.indexOf('short')): string {
    const { status, reason, lastSavedAt } = this.#state;
    if (status === 'failed') return t(short ? 'saved.failedShort' : `saved.${reason ?? 'lost'}`);
    if (status === 'none') return t(short ? 'saved.noneShort' : 'saved.none');
    if (status === 'waiting') return t('saved.waiting');
    if (status === 'typed' && this.#waits) return t('saved.typed');
    if (status !== 'saved') return t('saved.saving');
    return lastSavedAt === null || short ? t('saved.saved') : t('saved.at', clockTime(lastSavedAt));
  }

  #showSaved(): void {
    const { status } = this.#state;
    const text = this.#savedText();
    setText(this.#saved, text);
    const pressable = status === 'failed' || status === 'none';
    const changes = pressable === this.#saved.disabled;
    this.#saved.dataset.status = status;
    this.#saved.disabled = !pressable;
    if (changes) this.#fit.measure();
    this.#name.readOnly = status === 'none';
    if (status !== 'saved' && status !== 'failed') return;
    // Someone who listens wants to hear that it went wrong, and that it is all right again; not every minute of saving.
    const worth = status === 'failed' ? text : t('saved.saved');
    if (worth !== this.#said && (status === 'failed' || this.#said !== '')) announce(text, status === 'failed');
    this.#said = worth;
  }

  /** What is wrong with the storage, and the file to take away. */
  async showTrouble(): Promise<void> {
    if (this.#state.status !== 'failed') return;
    const file = async () => {
      await this.#save('impactweb');
      await this.#workspace.retry();
    };
    if (this.#state.reason === 'hanging') return this.#ways.hanging();
    await showTrouble(t('storage.trouble'), t(`storage.${this.#state.reason ?? 'lost'}`), {
      label: t('storage.file'),
      run: () => void file(),
    });
  }

  async help(): Promise<void> {
    await this.#program.bridge.needRest();
    this.#program.bridge.call('show', { what: 'help' });
    this.#program.stage.requestFrame();
  }

  #helpEntries(): MenuEntry[] {
    return [
      { label: t('bar.handbook'), icon: 'help', run: this.#ways.handbook },
      { label: t('bar.keys'), hint: '?', icon: 'help', run: () => void attempt(() => this.help()) },
      { label: t('bar.tour'), icon: 'sample', run: this.#ways.tour },
      { label: t('bar.data'), icon: 'file', run: this.#ways.data },
    ];
  }

  #saveEntries(): MenuEntry[] {
    return [
      { label: t('save.impactweb'), hint: '.json', icon: 'file', run: () => void this.#save('impactweb') },
      {
        label: t('save.picture'),
        hint: '.png .svg .pdf',
        icon: 'picture',
        run: () => void attempt(() => this.savePicture()),
      },
      {
        label: t('save.report'),
        hint: '.html .pdf .docx',
        icon: 'file',
        run: () => void attempt(() => this.saveReport()),
      },
      { label: t('save.xlsx'), hint: '.xlsx', icon: 'table', run: () => void this.#save('xlsx') },
      { label: t('save.csv'), hint: '.csv', icon: 'table', run: () => void this.#save('csv') },
      { label: t('save.kumu'), hint: '.json', icon: 'file', run: () => void this.#save('kumu') },
      { label: t('save.gexf'), hint: '.gexf', icon: 'file', run: () => void this.#save('gexf') },
      { label: t('save.gephiLite'), hint: '.json', icon: 'file', run: () => void this.#save('gephi-lite') },
      { label: t('save.graphml'), hint: '.graphml', icon: 'file', run: () => void this.#save('graphml') },
      { label: t('save.gml'), hint: '.gml', icon: 'file', run: () => void this.#save('gml') },
      { label: t('save.pajek'), hint: '.net', icon: 'file', run: () => void this.#save('pajek') },
      { label: t('save.graphology'), hint: '.json', icon: 'file', run: () => void this.#save('graphology') },
      { label: t('save.polinode'), hint: '.json', icon: 'file', run: () => void this.#save('polinode') },
    ];
  }

  #redoEntry(): MenuEntry {
    const { redo } = this.#steps;
    const label = redo ? t('bar.redoStep', stepText(redo)) : t('bar.redo');
    return { label, icon: 'redo', disabled: !redo, run: () => this.travel('redo') };
  }

  /** What a bar has no room for that has room for most. */
  #seldomEntries(): MenuEntry[] {
    return [
      this.#redoEntry(),
      { heading: t('bar.language') },
      ...languageEntries(),
      ...appearanceEntries(),
      { heading: t('bar.help') },
      ...this.#helpEntries(),
    ];
  }

  /** The menu of a narrow screen, in which everything else of the bar is. */
  #allEntries(): MenuEntry[] {
    const { undo } = this.#steps;
    const [redo, ...seldom] = this.#seldomEntries();
    return [
      {
        label: undo ? t('bar.undoStep', stepText(undo)) : t('bar.undo'),
        icon: 'undo',
        disabled: !undo,
        run: () => this.travel('undo'),
      },
      ...(redo ? [redo] : []),
      { label: t('bar.insight'), icon: 'insight', run: () => void attempt(() => this.insight()) },
      { label: t('bar.open'), icon: 'open', run: chooseFiles },
      { label: t('bar.share'), icon: 'share', run: () => void attempt(() => this.share()) },
      { heading: t('bar.save') },
      ...this.#saveEntries(),
      ...seldom,
    ];
  }
}
