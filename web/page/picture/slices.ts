// Long work in short pieces, so that the page answers meanwhile, shows how far it is, and can stop it.
import { yieldToEventLoop } from '../support/event_loop.ts';

/** Told how much of the work is done, 0 to 1. */
export type OnProgress = (share: number) => void;

export interface Patience {
  signal?: AbortSignal | undefined;
  onProgress?: OnProgress | undefined;
}

/** Milliseconds for which the page does not answer. */
const slice = 12;

/** Goes through `work`, which yields how much of it is done. Rejects with the signal's reason when it is stopped. */
export async function inSlices<T>(work: Generator<number, T>, { signal, onProgress }: Patience = {}): Promise<T> {
  let began = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = work.next();
    if (done) return value as T;
    if (performance.now() - began < slice) continue;
    onProgress?.(value as number);
    await yieldToEventLoop();
    began = performance.now();
  }
}
