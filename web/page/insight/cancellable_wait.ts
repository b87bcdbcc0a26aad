// Waiting for an answer: what takes long says so, and can be stopped.

import { ReaderCancelled } from '../program/reader.ts';
import { button, make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';

/** From so many milliseconds on, waiting is worth a word. */
const noticeable = 300;
/** And from so many on, one that it may last. */
const long = 4000;

/** What came of a question that somebody stopped. */
export class Stopped extends Error {}

/** One question at a time. */
export class Patience {
  #stop: (() => void) | undefined;

  /**
   * Does `work`, and while that takes long shows words and a button at the top of `box`. A question that is still being answered so long
   * after it was asked gives way to the next one. Rejects with `Stopped` when either happens, and with what `work` rejects with.
   */
  async wait<T>(box: HTMLElement, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#stop?.();
    const controller = new AbortController();
    const text = make('span', { role: 'status' });
    const bar = make('div', { class: 'insight-waiting' }, text);
    const stop = () => controller.abort();
    bar.append(button(t('lens.stop'), { class: 'plain' }, stop));
    // A status is heard when it changes, so it has to be there before its words.
    const shown = setTimeout(() => {
      this.#stop = stop;
      box.prepend(bar);
      text.textContent = t('lens.working');
    }, noticeable);
    const lasting = setTimeout(() => {
      text.textContent = t('lens.takesLong');
    }, long);
    try {
      return await work(controller.signal);
    } catch (error) {
      if (error instanceof ReaderCancelled) throw new Stopped();
      throw error;
    } finally {
      clearTimeout(shown);
      clearTimeout(lasting);
      if (bar.contains(document.activeElement)) box.querySelector('h2')?.focus();
      bar.remove();
      if (this.#stop === stop) this.#stop = undefined;
    }
  }
}
