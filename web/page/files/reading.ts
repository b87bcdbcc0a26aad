// From files to what is in them, in the worker: tables that can be taken in several ways, or a network. What follows on it is compared there as
// well. Nothing is asked or changed here. Throws Refusal, ReaderFailed, ReaderCancelled and FetchFailed.
import type { FilesToRead, ReaderCommands, ReadNetwork } from '../bridge/commands.ts';
import type { ImportPlan } from '../bridge/import_plan.ts';
import type { NetworkJson, Operation } from '../bridge/model.ts';
import { askReader, type Following, wordsOfReading } from '../program/reader.ts';
import { whileShown } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { isError, Refusal } from '../words/issues.ts';

export interface InputFile {
  name: string;
  bytes: Uint8Array;
}

/** How files are to be read. */
export type Reading = Omit<FilesToRead, 'files'>;

/** What is larger is not even read: limits::file_bytes of the program. */
export const mostBytes = 256 * 2 ** 20;

/** Why a file is not read at all. */
export async function tooLarge({ name, size }: { name: string; size: number }): Promise<Refusal> {
  await wordsOfReading();
  const params = [String(Math.round(size / 2 ** 20)), String(mostBytes / 2 ** 20)];
  return new Refusal({ code: 'fileTooLarge', where: name, params });
}

/** Throws what the browser says of a file that it cannot read. */
export function bytesOfFiles(files: readonly File[]): Promise<InputFile[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
}

/** An answer of the reader; throws what it refuses. */
function accepted<T extends object>(answer: T): Exclude<T, { error: unknown }> {
  if (isError(answer)) throw new Refusal(answer.error);
  return answer as Exclude<T, { error: unknown }>;
}

async function askOf<Name extends 'read' | 'parse'>(
  name: Name,
  files: readonly InputFile[],
  reading: Reading,
  following: Following | undefined,
) {
  const headed = { files: files.map((file) => ({ name: file.name, size: file.bytes.byteLength })), ...reading };
  const bytes = files.map((file) => file.bytes);
  return accepted(await askReader<Name>(name, headed, bytes, following));
}

/** What is in files: what tables are taken for, or the network of any other format. */
export function readFiles(files: readonly InputFile[], reading: Reading, following?: Following) {
  return askOf('read', files, reading, following);
}

/** Reads files into a network of their own, tables as `reading` says. */
export function parseFiles(files: readonly InputFile[], reading: Reading, following?: Following): Promise<ReadNetwork> {
  return askOf('parse', files, reading, following);
}

/** What bringing `network` into `current` would change by the choices in `plan`, and who may be the same as whom. */
export async function compareWith(
  current: NetworkJson,
  network: NetworkJson,
  plan: ImportPlan,
  duplicates: boolean,
  following?: Following,
) {
  return accepted(await askReader('compare', { current, network, plan, duplicates }, [], following));
}

/** What was read, with those made one that `plan` says are the same in it. */
export async function unitedIn(parsed: ReadNetwork, { same }: ImportPlan): Promise<ReadNetwork> {
  if (!same?.length) return parsed;
  return { ...parsed, ...accepted(await askReader('unite', { network: parsed.network, plan: { same } })) };
}

/** The operations that bring `network` into `current`. */
export async function operationsFor(
  args: Parameters<ReaderCommands['mergeOperations']>[0],
  following?: Following,
): Promise<Operation[]> {
  return accepted(await askReader('mergeOperations', args, [], following)).operations;
}

/** What a network is called that was read from files and has no title of its own: as the first of them. */
export function titleFrom(files: readonly InputFile[]): string {
  return (files[0]?.name ?? '').replace(/\.[^.]{1,5}$/, '').slice(0, 300);
}

/** What was read as a network of its own, with a title. */
export function titled({ network }: ReadNetwork, files: readonly InputFile[]): NetworkJson {
  const { title } = network;
  return typeof title === 'string' && title !== '' ? network : { ...network, title: titleFrom(files) };
}

/** Says that it takes a moment, when it does, how far it is where that is known, and lets it be stopped. */
export function whileTold<T>(work: (following: Following) => Promise<T>): Promise<T> {
  return whileShown(t('files.reading'), t('common.cancel'), ({ signal, onProgress }) =>
    work({ signal, onProgress: (done, total) => onProgress(total > 0 ? done / total : 1) }),
  );
}
