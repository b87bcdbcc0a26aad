// The worker in which files are read and written, so that a large one does not hold up the page. Made by reader.ts.
import createReader from '#reader';
import { Bridge } from '../bridge/bridge.ts';
import type { ReaderCommands } from '../bridge/commands.ts';
import type { NetworkJson } from '../bridge/model.ts';

export interface Question {
  id: number;
  /** Of the page that asks. */
  build: string;
  name: keyof ReaderCommands;
  args: object;
  /** The networks among its arguments. */
  networks: { [argument in 'current' | 'network']?: Shared<NetworkJson> };
  /** What the command finds in its buffer. */
  bytes: Shared<Uint8Array>[];
}

/** Something that both sides hold; it is there the first time that it is spoken of. */
export interface Shared<T> {
  number: number;
  value?: T;
}

/** The page holds it no more. */
export interface Forgotten {
  forget: number;
}

/** The answer is null when the page is of another build: it stayed open while the app was updated. */
export interface Answer {
  id: number;
  answer: ReturnType<ReaderCommands[keyof ReaderCommands]> | null;
  /** Of the network in the answer, when both sides are to hold it. */
  number?: number;
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
const held = new Map<number, unknown>();
const program = createReader({
  locateFile: (name) => name,
  progress: (done, total) => postMessage({ id: answering, done, total } satisfies ProgressReport),
}).then((module) => {
  // From here on it is not for want of a file when it fails.
  postMessage({ id: answering, done: 0, total: 0 } satisfies ProgressReport);
  return new Bridge(module);
});

function hold<T>({ number, value }: Shared<T>): T {
  if (value !== undefined) held.set(number, value);
  return held.get(number) as T;
}

// A failure is not caught: the page hears of it as the worker's error, and starts a new one.
self.addEventListener('message', ({ data }: MessageEvent<Question | Forgotten>) => {
  if ('forget' in data) return held.delete(data.forget);
  const { id, build, name, args, networks, bytes } = data;
  if (build !== IMPACTWEB_BUILD) return postMessage({ id, answer: null } satisfies Answer);
  const files = bytes.map(hold);
  const among = Object.fromEntries(Object.entries(networks).map(([argument, network]) => [argument, hold(network)]));
  void program
    .then((bridge) => {
      answering = id;
      if (files.length > 0) bridge.putBytes(files);
      const answer = bridge.call(name, { ...args, ...among } as Parameters<ReaderCommands[typeof name]>[0]);
      if ('network' in answer) {
        held.set(-id, answer.network);
        return postMessage({ id, answer, number: -id } satisfies Answer);
      }
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
