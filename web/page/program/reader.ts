// Asking the worker that reads and writes files. It is started by the first question: many a visit has none.
import type { ReaderCommands } from '../bridge/commands.ts';
import type { Issue, NetworkJson } from '../bridge/model.ts';
import { FetchFailed, fetchFile } from '../support/fetching.ts';
import { scriptUrl } from '../support/script_urls.ts';
import { moreWords, t } from '../words/i18n.ts';
import { isError, Refusal } from '../words/issues.ts';
import type { Answer, Forgotten, ProgressReport, Question, Shared } from './reader_worker.ts';

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
  onProgress: ((done: number, total: number) => void) | undefined;
}

export interface Following {
  /** Ends the work at once. */
  signal?: AbortSignal | undefined;
  /** Hears how many rows of how many have been read, where that is known. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

let worker: Worker | undefined;
let asked = 0;
/** What the worker holds as well, by its number there: bytes and networks, which are large, cross once. */
let shared = new WeakMap<object, number>();
let numbers = 0;
/** What is needed here no more is needed there no more. */
const gone = new FinalizationRegistry<number>((number) => worker?.postMessage({ forget: number } satisfies Forgotten));
const waiting = new Map<number, Waiting>();

/** What came of a question that the worker did not survive. */
export class ReaderFailed extends Error {}

/** Somebody did not want the answer any more. */
export class ReaderCancelled extends Error {}

/** What the reader or the core said no to, or what could not be fetched; anything else is a defect and thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof ReaderFailed || error instanceof FetchFailed) return error.message;
  throw error;
}

/** A file out of a network. */
export interface MadeFile {
  name: string;
  content: Blob;
}

/** Asks for a command, with `bytes` in its buffer. Throws ReaderFailed, ReaderCancelled, and FetchFailed when there is no reader. */
export async function askReader<Name extends keyof ReaderCommands>(
  name: Name,
  args: Parameters<ReaderCommands[Name]>[0],
  bytes: Uint8Array[] = [],
  following: Following = {},
): Promise<ReturnType<ReaderCommands[Name]>> {
  const [{ answer }] = await Promise.all([ask(name, args, bytes, following), wordsOfReading()]);
  return answer as ReturnType<ReaderCommands[Name]>;
}

/** A network as files of a format, and what they do not hold if that is asked for. Throws Refusal, ReaderFailed and FetchFailed. */
export async function askForFiles<Name extends 'exportFiles' | 'exportTable' = 'exportFiles'>(
  args: Parameters<ReaderCommands[Name]>[0],
  name: 'exportFiles' | 'exportTable' = 'exportFiles',
): Promise<{ files: MadeFile[]; losses: Issue[] }> {
  const [{ answer, bytes }] = await Promise.all([ask(name, args, []), wordsOfReading()]);
  const made = answer as ReturnType<ReaderCommands['exportFiles']>;
  if (isError(made)) throw new Refusal(made.error);
  let at = 0;
  const files = made.files.map(({ name, size, type }) => {
    const content = bytes?.subarray(at, at + size) ?? new Uint8Array();
    at += size;
    return { name, content: new Blob([content], { type: type.startsWith('text/') ? `${type};charset=utf-8` : type }) };
  });
  return { files, losses: made.losses };
}

/** For what is said of files. Without them an answer is still one. */
export function wordsOfReading(): Promise<void> {
  return moreWords('reading').catch(() => {});
}

function ask(
  name: Question['name'],
  args: Question['args'],
  bytes: Uint8Array[],
  { signal, onProgress }: Following = {},
): Promise<Answer> {
  if (signal?.aborted) return Promise.reject(new ReaderCancelled());
  worker ??= start();
  asked += 1;
  const networks: Question['networks'] = {};
  const plain: { [key: string]: unknown } = { ...args };
  for (const key of ofOpening.has(name) ? (['current', 'network'] as const) : []) {
    if (plain[key]) networks[key] = share(plain[key] as NetworkJson);
    delete plain[key];
  }
  const question = { id: asked, build: IMPACTWEB_BUILD, name, args: plain, networks, bytes: bytes.map(share) };
  const answer = new Promise<Answer>((resolve, reject) => {
    waiting.set(question.id, { resolve, reject, onProgress });
  });
  worker.postMessage(question);
  if (!signal) return answer;
  const cancel = () => stop(question.id);
  signal.addEventListener('abort', cancel);
  return answer.finally(() => signal.removeEventListener('abort', cancel));
}

/** Commands that are asked about the same files and networks again and again. */
const ofOpening: ReadonlySet<keyof ReaderCommands> = new Set(['compare', 'unite', 'mergeOperations']);

function share<T extends object>(value: T): Shared<T> {
  const known = shared.get(value);
  if (known !== undefined) return { number: known };
  numbers += 1;
  remember(value, numbers);
  return { number: numbers, value };
}

function remember(value: object, number: number): void {
  shared.set(value, number);
  gone.register(value, number);
}

/** A program that is at work hears nothing: it is thrown away, and the next question starts another. */
function stop(id: number): void {
  worker?.terminate();
  worker = undefined;
  for (const [asker, { reject }] of waiting)
    reject(asker === id ? new ReaderCancelled() : new ReaderFailed(t('files.readerStopped')));
  waiting.clear();
}

function start(): Worker {
  shared = new WeakMap();
  const started = new Worker(scriptUrl('reader.js'));
  let begun = false;
  started.addEventListener('message', (event: MessageEvent<Answer | ProgressReport>) => {
    begun = true;
    if (!('answer' in event.data)) {
      waiting.get(event.data.id)?.onProgress?.(event.data.done, event.data.total);
      return;
    }
    if (event.data.answer === null) {
      waiting.get(event.data.id)?.reject(new FetchFailed('renewed', 'reader'));
      waiting.delete(event.data.id);
      return;
    }
    const { answer, number } = event.data;
    if (number !== undefined && 'network' in answer) remember(answer.network, number);
    waiting.get(event.data.id)?.resolve(event.data);
    waiting.delete(event.data.id);
  });
  started.addEventListener('error', (event) => {
    event.preventDefault();
    started.terminate();
    if (worker === started) worker = undefined;
    const asked = [...waiting.values()];
    waiting.clear();
    // Until it has begun it is its files that did not come, later most often the memory that is full.
    const why = begun ? new ReaderFailed(t('files.readerStopped'), { cause: event.message }) : whyMissing();
    void Promise.resolve(why).then((error) => {
      for (const { reject } of asked) reject(error);
    });
  });
  return started;
}

/** Why the worker could not begin. Files that come this time are there for the next one. */
async function whyMissing(): Promise<FetchFailed> {
  try {
    for (const file of ['reader.js', 'reader.wasm'])
      await fetchFile(file, 'reader', async (response) => {
        await response.arrayBuffer();
      });
    return new FetchFailed('server', 'reader');
  } catch (error) {
    return error instanceof FetchFailed ? error : new FetchFailed('server', 'reader', error);
  }
}
