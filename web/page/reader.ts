// Asking the worker that reads and writes files. It is started by the first question: many a visit has none.
import type { Issue, ReaderCommands } from './bridge.ts';
import { t } from './i18n.ts';
import { isError, Refusal } from './issues.ts';
import type { Answer, Question } from './reader_worker.ts';

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, Waiting>();

/** What came of a question that the worker did not survive, or never heard. */
export class ReaderFailed extends Error {}

/** A file out of a network. */
export interface MadeFile {
  name: string;
  content: Blob;
}

/** Asks for a command, with `bytes` in its buffer. Throws ReaderFailed. */
export async function askReader<Name extends keyof ReaderCommands>(
  name: Name,
  args: Parameters<ReaderCommands[Name]>[0],
  bytes: Uint8Array[] = [],
): Promise<ReturnType<ReaderCommands[Name]>> {
  const { answer } = await ask(name, args, bytes);
  return answer as ReturnType<ReaderCommands[Name]>;
}

/** A network as files of a format, and what they do not hold if that is asked for. Throws Refusal and ReaderFailed. */
export async function askForFiles(
  args: Parameters<ReaderCommands['exportFiles']>[0],
): Promise<{ files: MadeFile[]; losses: Issue[] }> {
  const { answer, bytes } = await ask('exportFiles', args, []);
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

function ask(name: Question['name'], args: Question['args'], bytes: Uint8Array[]): Promise<Answer> {
  worker ??= start();
  asked += 1;
  const question: Question = { id: asked, build: IMPACTWEB_BUILD, name, args, bytes };
  const answer = new Promise<Answer>((resolve, reject) => {
    waiting.set(question.id, { resolve, reject });
  });
  worker.postMessage(question);
  return answer;
}

function start(): Worker {
  const started = new Worker('reader.js');
  let answered = false;
  started.addEventListener('message', (event: MessageEvent<Answer>) => {
    answered = true;
    if (event.data.answer === null) {
      waiting.get(event.data.id)?.reject(new ReaderFailed(t('files.readerNewer')));
      waiting.delete(event.data.id);
      return;
    }
    waiting.get(event.data.id)?.resolve(event.data);
    waiting.delete(event.data.id);
  });
  started.addEventListener('error', (event) => {
    event.preventDefault();
    started.terminate();
    if (worker === started) worker = undefined;
    // Before its first answer it is the network that failed, later most often the memory.
    const error = new ReaderFailed(t(answered ? 'files.readerStopped' : 'files.readerMissing'), {
      cause: event.message,
    });
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return started;
}
