// The worker in which files are read and written, so that a large one does not hold up the page. Made by reader.ts.
import createReader from '#reader';
import { Bridge } from '../bridge/bridge.ts';
import type { ReaderCommands } from '../bridge/commands.ts';

export interface Question {
  id: number;
  /** Of the page that asks. */
  build: string;
  name: keyof ReaderCommands;
  args: Parameters<ReaderCommands[keyof ReaderCommands]>[0];
  /** What the command finds in its buffer. */
  bytes: Uint8Array[];
}

/** The answer is null when the page is of another build: it stayed open while the app was updated. */
export interface Answer {
  id: number;
  answer: ReturnType<ReaderCommands[keyof ReaderCommands]> | null;
  /** What the command left in its buffer: the files that it made. */
  bytes?: Uint8Array<ArrayBuffer>;
}

/** How far the question is that is being answered, in rows. */
export interface ProgressReport {
  id: number;
  done: number;
  total: number;
}

let answering = 0;
const program = createReader({
  locateFile: (name) => name,
  progress: (done, total) => postMessage({ id: answering, done, total } satisfies ProgressReport),
}).then((module) => {
  // From here on it is not for want of a file when it fails.
  postMessage({ id: answering, done: 0, total: 0 } satisfies ProgressReport);
  return new Bridge(module);
});

// A failure is not caught: the page hears of it as the worker's error, and starts a new one.
self.addEventListener('message', (event: MessageEvent<Question>) => {
  const { id, build, name, args, bytes } = event.data;
  if (build !== IMPACTWEB_BUILD) return postMessage({ id, answer: null } satisfies Answer);
  void program
    .then((bridge) => {
      answering = id;
      if (bytes.length > 0) bridge.putBytes(bytes);
      const answer = bridge.call(name, args);
      if (!('files' in answer)) return postMessage({ id, answer } satisfies Answer);
      const made = bridge.takeBytes(answer.files.reduce((sum, file) => sum + file.size, 0));
      postMessage({ id, answer, bytes: made } satisfies Answer, { transfer: [made.buffer] });
    })
    .catch((error: unknown) => {
      setTimeout(() => {
        throw error;
      });
    });
});
