// Files in: by the Open button, dropped on the page, or pasted. And out, named after the network and the day.
import type { Bridge, ImportPlan, Issue, NetworkJson, TablesPreview } from '../bridge/bridge.ts';
import type { Decision } from '../import/import.ts';
import { later, tellOf, wayOn } from '../loading/late_parts.ts';
import type { Program } from '../program/program.ts';
import {
  askForFiles,
  askReader,
  type Following,
  type MadeFile,
  ReaderCancelled,
  ReaderFailed,
  wordsOfReading,
} from '../program/reader.ts';
import { FetchFailed } from '../support/fetching.ts';
import { isoDay } from '../support/iso_day.ts';
import { askToLose, showRepairs, showTrouble } from '../widgets/dialogs.ts';
import { byId, download } from '../widgets/dom.ts';
import { notify, whileShown } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { isError, Refusal } from '../words/issues.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface InputFile {
  name: string;
  bytes: Uint8Array;
}

export interface Parsed {
  network: NetworkJson;
  warnings: Issue[];
  nodes: number;
  edges: number;
}

/** How files are to be read. */
export interface Reading {
  format?: string;
  plan?: ImportPlan;
}

function headed(files: readonly InputFile[], reading: Reading) {
  return { files: files.map((file) => ({ name: file.name, size: file.bytes.byteLength })), ...reading };
}

/**
 * Reads files into a network of their own. Throws Refusal, ReaderFailed, ReaderCancelled and FetchFailed, as all that
 * follow.
 */
export async function parseFiles(
  files: readonly InputFile[],
  reading: Reading = {},
  following: Following = {},
): Promise<Parsed> {
  const parsed = await askReader(
    'parse',
    headed(files, reading),
    files.map((file) => file.bytes),
    following,
  );
  if (isError(parsed)) throw new Refusal(parsed.error);
  return parsed;
}

/** What tables are taken for; `tables` is null when the files are none. */
export async function previewFiles(
  files: readonly InputFile[],
  reading: Reading = {},
  following: Following = {},
): Promise<TablesPreview | { format: string; tables: null }> {
  const found = await askReader(
    'preview',
    headed(files, reading),
    files.map((file) => file.bytes),
    following,
  );
  if (isError(found)) throw new Refusal(found.error);
  return found;
}

/** What bringing `network` into `current` would change by the choices in `plan`, and who may be the same as whom. */
export async function compareWith(
  current: NetworkJson,
  network: NetworkJson,
  plan: ImportPlan,
  duplicates: boolean,
  following: Following = {},
) {
  const compared = await askReader('compare', { current, network, plan, duplicates }, [], following);
  if (isError(compared)) throw new Refusal(compared.error);
  return compared;
}

/** What was read, with those made one that `plan` says are the same in it. */
export async function unitedIn(parsed: Parsed, plan: ImportPlan): Promise<Parsed> {
  if (!plan.same?.length) return parsed;
  const united = await askReader('unite', { network: parsed.network, plan: { same: plan.same } });
  if (isError(united)) throw new Refusal(united.error);
  return { ...parsed, ...united };
}

/** The open network as files of a format. Throws Refusal. */
export async function filesOf(bridge: Bridge, format: string): Promise<MadeFile[]> {
  if (format === 'impactweb') {
    const text = bridge.call('ownFile', {}).text;
    return [{ name: 'network.json', content: new Blob([text], { type: 'application/json' }) }];
  }
  return (await askForFiles({ network: networkOf(bridge), format })).files;
}

export function networkOf(bridge: Bridge): NetworkJson {
  return bridge.call('snapshot', {}).network as NetworkJson;
}

let gestures = 0;

/** A name that no other step has. */
export function newGesture(what: string): string {
  gestures += 1;
  return `${what}:page-${gestures}`;
}

/** What was read, with a title for the network that it becomes: its own, or else the name of the file. */
export function titled(parsed: Parsed, files: readonly InputFile[]): NetworkJson {
  const title = parsed.network.title;
  if (typeof title === 'string' && title !== '') return parsed.network;
  const name = files[0]?.name ?? '';
  return { ...parsed.network, title: name.replace(/\.[^.]{1,5}$/, '').slice(0, 300) };
}

/** As in bring_in.ts, which is fetched when there is something to bring. */
export async function bringIn(...what: Parameters<typeof import('../files/bring_in.ts').bringIn>): Promise<void> {
  const part = await later('bring_in', () => import('../files/bring_in.ts'));
  return part.bringIn(...what);
}

export class Files {
  readonly #program: Program;
  readonly #workspace: Workspace;
  readonly #openNew: (network: NetworkJson) => Promise<void>;

  /** `openNew` makes a new network of what was read and shows it. */
  constructor(program: Program, workspace: Workspace, openNew: (network: NetworkJson) => Promise<void>) {
    this.#program = program;
    this.#workspace = workspace;
    this.#openNew = openNew;
    this.#listen();
  }

  /** The browser's own file chooser. */
  choose(): void {
    byId('file', HTMLInputElement).click();
  }

  /** Opens files: shows what tables are taken for, and asks what to do when a network with something in it is open. */
  async open(files: readonly InputFile[]): Promise<void> {
    if (files.length === 0) return;
    const { bridge } = this.#program;
    try {
      if (await this.#collect(files)) return;
      const found = await this.#whileTold((following) => previewFiles(files, {}, following));
      const preview = found.tables ? found : null;
      const parsed = preview ? null : await this.#whileTold((following) => parseFiles(files, {}, following));
      const open = this.#workspace.current !== null && !this.#workspace.current.viewOnly;
      const filled = open && bridge.call('counts', {}).nodes > 0;
      let decision: Decision | null = parsed && { how: open ? 'replace' : 'new', parsed, plan: {} };
      if (preview || filled) {
        const { decide } = await later('import', () => import('../import/import.ts'));
        decision = await decide({ files, preview, parsed, open, filled, current: () => networkOf(bridge) });
      }
      if (!decision) return;
      await this.#follow(decision, files, filled);
    } catch (error) {
      if (error instanceof ReaderCancelled) return;
      if (error instanceof FetchFailed)
        return showTrouble(
          t('files.refused'),
          error.message,
          wayOn(error, () => void this.open(files)),
        );
      if (!(error instanceof Refusal || error instanceof ReaderFailed)) throw error;
      await showTrouble(t('files.refused'), error.message);
    }
  }

  /** Contributions that participants handed back as files; true when the files are that. */
  async #collect(files: readonly InputFile[]): Promise<boolean> {
    const { current } = this.#workspace;
    const looksSo = ({ bytes }: InputFile) =>
      new TextDecoder().decode(bytes.subarray(0, 2000)).includes('impactweb-contribution');
    if (!files.every(looksSo)) return false;
    const cards = await later('cards', () => import('../cards/cards.ts'));
    const { collect, contributionsInFile, NotACard, prepare } = cards;
    await prepare();
    try {
      const said = files.flatMap(({ bytes }) => contributionsInFile(new TextDecoder().decode(bytes)) ?? []);
      if (current && !current.viewOnly) void collect(this.#program, current.id, said);
      else await showTrouble(t('collect.title'), t('collect.noNetwork', said.map(({ label }) => label).join(', ')));
    } catch (error) {
      if (!(error instanceof NotACard)) throw error;
      await showTrouble(t('files.refused'), t('collect.notACard'));
    }
    return true;
  }

  async #follow({ how, parsed, plan }: Decision, files: readonly InputFile[], filled: boolean): Promise<void> {
    if (how === 'merge') {
      await this.#whileTold((following) => bringIn(this.#program, parsed, how, plan, following));
    } else {
      const one = await unitedIn(parsed, plan);
      const network = titled(one, files);
      if (how === 'new') await this.#openNew(network);
      else await this.#whileTold((following) => bringIn(this.#program, { ...one, network }, how, {}, following));
    }
    if (parsed.warnings.length > 0) await showRepairs(parsed.warnings);
    else if (filled && how !== 'new')
      notify({
        text: t('files.opened', files.map((file) => file.name).join(', ')),
        kind: 'info',
        action: { label: t('bar.undo'), run: () => this.#undo() },
      });
  }

  /** Says that it takes a moment, when it does, how far it is where that is known, and lets it be stopped. */
  #whileTold<T>(work: (following: Following) => Promise<T>): Promise<T> {
    return whileShown(t('files.reading'), t('common.cancel'), ({ signal, onProgress }) =>
      work({ signal, onProgress: (done, total) => onProgress(total > 0 ? done / total : 1) }),
    );
  }

  /** Files of a format to the downloads: one, or the two of a pair. What they cannot hold is said first. */
  async save(format: string): Promise<void> {
    let files: MadeFile[];
    try {
      const { bridge } = this.#program;
      if (format === 'impactweb') {
        files = await filesOf(bridge, format);
        this.#workspace.noteFiled();
      } else {
        const made = await this.#whileTold(() => askForFiles({ network: networkOf(bridge), format, losses: true }));
        if (made.losses.length > 0 && !(await askToLose(made.losses))) return;
        files = made.files;
      }
    } catch (error) {
      if (error instanceof FetchFailed) return tellOf(error, () => void this.save(format));
      if (!(error instanceof Refusal || error instanceof ReaderFailed)) throw error;
      await showTrouble(t('files.notSaved'), error.message);
      return;
    }
    for (const file of files) {
      const pair = files.length > 1 ? `-${file.name.replace(/\.[^.]*$/, '')}` : '';
      const extension = file.name.split('.').at(-1) ?? 'json';
      // Several formats are JSON; the own one needs no other name.
      const suffix = extension === 'json' && format !== 'impactweb' ? `-${format}` : '';
      download(`${this.fileName()}${suffix}${pair}.${extension}`, file.content);
    }
  }

  fileName(): string {
    return fileNameOf(this.#workspace.current?.replica.title ?? '');
  }

  #undo(): void {
    this.#program.bridge.call('undo', {});
    this.#program.stage.requestFrame();
  }

  #listen(): void {
    const input = byId('file', HTMLInputElement);
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      input.value = '';
      void this.#openAll(files);
    });
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    let depth = 0;
    const show = (visible: boolean) => document.documentElement.classList.toggle('dropping', visible);
    document.addEventListener('dragenter', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      show(true);
    });
    document.addEventListener('dragleave', (event) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) show(false);
    });
    document.addEventListener('dragover', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    });
    document.addEventListener('drop', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      show(false);
      if (!document.querySelector('dialog[open]')) void this.#openAll([...(event.dataTransfer?.files ?? [])]);
    });
    document.addEventListener('paste', (event) => {
      const target = event.target;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      if (document.querySelector('dialog[open]')) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) void this.#openAll(files);
      else if (looksLikeNetwork(text))
        void this.open([{ name: t('files.pasted'), bytes: new TextEncoder().encode(text) }]);
      else return;
      event.preventDefault();
    });
  }

  async #openAll(files: File[]): Promise<void> {
    try {
      const large = files.find(({ size }) => size > mostBytes);
      if (large) {
        await showTrouble(t('files.refused'), (await tooLarge(large)).message);
        return;
      }
      await this.open(await readAll(files));
    } catch (error) {
      await showTrouble(
        t('files.refused'),
        t('files.unreadable', error instanceof Error ? error.message : String(error)),
      );
    }
  }
}

/** What is larger is not even read: limits::file_bytes of the program. */
export const mostBytes = 256 * 2 ** 20;

/** Why a file is not read at all. */
export async function tooLarge({ name, size }: { name: string; size: number }): Promise<Refusal> {
  await wordsOfReading();
  const params = [String(Math.round(size / 2 ** 20)), String(mostBytes / 2 ** 20)];
  return new Refusal({ code: 'fileTooLarge', where: name, params });
}

/** Title and day, as a file may be called everywhere. */
export function fileNameOf(title: string): string {
  const safe = (title || t('network.untitled'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be in a file's name
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80);
  return `${safe || 'impactweb'} ${isoDay()}`;
}

async function readAll(files: readonly File[]): Promise<InputFile[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
}

/** JSON, or lines with the same few separators: not every pasted word is a network. */
function looksLikeNetwork(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return true;
  const lines = trimmed.split(/\r?\n/, 3);
  return lines.length >= 2 && lines.every((line) => /[,;\t]/.test(line));
}
