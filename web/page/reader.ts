// Asking the worker that reads and writes files. It is started by the first question: many a visit has none.
import type { ReaderCommands } from './bridge.ts';
import { t } from './i18n.ts';
import type { Answer, Question } from './reader_worker.ts';

interface Waiting {
  resolve: (answer: Answer['answer']) => void;
  reject: (error: Error) => void;
}

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, Waiting>();

/** What came of a question that the worker did not survive, or never heard. */
export class ReaderFailed extends Error {}

/** Asks for a command, with `bytes` in its buffer. Throws ReaderFailed. */
export function askReader<Name extends keyof ReaderCommands>(
  name: Name,
  args: Parameters<ReaderCommands[Name]>[0],
  bytes: Uint8Array[] = [],
): Promise<ReturnType<ReaderCommands[Name]>> {
  worker ??= start();
  asked += 1;
  const question: Question = { id: asked, build: IMPACTWEB_BUILD, name, args, bytes };
  const answer = new Promise<Answer['answer']>((resolve, reject) => {
    waiting.set(question.id, { resolve, reject });
  });
  worker.postMessage(question);
  return answer as Promise<ReturnType<ReaderCommands[Name]>>;
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
    waiting.get(event.data.id)?.resolve(event.data.answer);
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
