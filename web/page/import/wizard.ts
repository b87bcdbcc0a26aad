// A dialog of several steps, each with what goes before and after it: one element, so that nothing flickers in between.
import { button, make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';

/** What somebody did with a step; null when they left. */
export type Way = 'next' | 'back' | null;

export interface Step {
  title: string;
  content: (Node | string)[];
  /** The words on the button that goes on. */
  next: string;
  back?: boolean;
  /** Whether one may go on now. */
  mayGoOn?: () => boolean;
  /** Why one may not. */
  why?: () => string;
}

export class Wizard {
  readonly #dialog = make('dialog', { class: 'dialog dialog-import', 'aria-labelledby': 'import-title' });
  readonly #title = make('h2', { id: 'import-title', tabindex: '-1' });
  readonly #body = make('div', { class: 'import-body' });
  readonly #foot = make('div', { class: 'dialog-buttons import-foot' });
  readonly #work = make('div', { class: 'import-work', hidden: true });
  #finish: (way: Way) => void = () => {};
  #next: HTMLButtonElement | undefined;
  #mayGoOn: () => boolean = () => true;
  readonly #reason = make('p', { class: 'import-problem', role: 'alert', hidden: true });
  #leave = new AbortController();

  constructor() {
    this.#dialog.append(this.#title, this.#body, this.#reason, this.#work, this.#foot);
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#end(null);
    });
    this.#dialog.addEventListener('keydown', (event) => event.stopPropagation());
  }

  /** Shows a step, and resolves when it is left. */
  show(step: Step): Promise<Way> {
    this.#title.textContent = step.title;
    this.#body.replaceChildren(...step.content);
    this.#mayGoOn = step.mayGoOn ?? (() => true);
    this.#next = button(step.next, { class: 'primary' }, () => {
      if (this.#mayGoOn()) this.#end('next');
      else if (step.why) {
        this.#reason.textContent = step.why();
        this.#reason.hidden = false;
      }
    });
    this.#foot.replaceChildren(this.#next);
    if (step.back) this.#foot.append(button(t('import.back'), { class: 'plain' }, () => this.#end('back')));
    this.#foot.append(button(t('common.cancel'), { class: 'plain' }, () => this.#end(null)));
    this.check();
    this.#appear();
    this.#dialog.scrollTop = 0;
    this.#body.scrollTop = 0;
    this.#title.focus();
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  #appear(): void {
    if (!this.#dialog.isConnected) document.body.append(this.#dialog);
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  /** Looks again whether one may go on. */
  check(): void {
    this.#next?.setAttribute('aria-disabled', String(!this.#mayGoOn()));
    this.#reason.hidden = true;
  }

  /** Ends when somebody leaves while something is under way. */
  get signal(): AbortSignal {
    return this.#leave.signal;
  }

  /** Says what is under way, and how far it is once that is known, until `work` is done. */
  async whileWorking<T>(text: string, work: (told: (done: number, total: number) => void) => Promise<T>): Promise<T> {
    const bar = make('progress', { 'aria-label': text });
    const words = make('p', { role: 'status' }, text);
    this.#work.replaceChildren(words, bar);
    // What is done at once needs no words.
    const timer = setTimeout(() => {
      this.#work.hidden = false;
      if (this.#dialog.open) return;
      this.#title.textContent = text;
      this.#foot.replaceChildren(button(t('common.cancel'), { class: 'plain' }, () => this.#end(null)));
      this.#appear();
    }, 300);
    this.#dialog.setAttribute('aria-busy', 'true');
    this.#next?.setAttribute('aria-disabled', 'true');
    try {
      return await work((done, total) => {
        bar.max = total;
        bar.value = done;
        words.textContent = t('import.rowsRead', done, total);
      });
    } finally {
      clearTimeout(timer);
      this.#work.hidden = true;
      this.#dialog.removeAttribute('aria-busy');
      this.check();
    }
  }

  close(): void {
    this.#dialog.close();
    this.#dialog.remove();
  }

  #end(way: Way): void {
    if (this.#dialog.getAttribute('aria-busy') === 'true' && way !== null) return;
    if (way === null) {
      this.#leave.abort();
      this.#leave = new AbortController();
    }
    this.#finish(way);
  }
}
