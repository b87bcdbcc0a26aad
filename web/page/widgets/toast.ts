// Notices for a moment, seen and heard; and what only screen readers need to hear.

import { t } from '../words/i18n.ts';
import { button, byId, make } from './dom.ts';

export interface Notice {
  text: string;
  kind: 'info' | 'error';
  /** Until it is sent away, or another one comes. */
  stays?: true;
  /** What one can do about it. */
  action?: { label: string; run: () => void };
}

const shownFor = { info: 6000, error: 12_000 };
let hide: ReturnType<typeof setTimeout> | undefined;
let clear: ReturnType<typeof setTimeout> | undefined;

/** Shows one notice in the place of the last one. It stays while the pointer or the focus is on it. */
export function notify({ text, kind, action, stays }: Notice): void {
  const box = byId('toast', HTMLElement);
  dismiss();
  const notice = make('div', { class: `toast ${kind === 'error' ? 'toast-error' : ''}` }, make('p', {}, text));
  if (action) {
    notice.append(
      button(action.label, { class: 'quiet' }, () => {
        dismiss();
        action.run();
      }),
    );
  }
  notice.append(button('×', { class: 'quiet toast-close', 'aria-label': t('common.close') }, dismiss));
  const wait = () => {
    clearTimeout(hide);
    if (!stays) hide = setTimeout(dismiss, action ? Math.max(shownFor[kind], 10_000) : shownFor[kind]);
  };
  const stay = () => clearTimeout(hide);
  notice.addEventListener('pointerenter', stay);
  notice.addEventListener('focusin', stay);
  notice.addEventListener('pointerleave', wait);
  notice.addEventListener('focusout', wait);
  box.replaceChildren(notice);
  announce(text, kind === 'error');
  wait();
}

export interface Progress {
  /** `share` of the work that is done, 0 to 1. */
  update(share: number): void;
  close(): void;
}

/** Says what is going on, how far it is, and lets it be stopped. Stays until it is closed. */
export function showProgress(text: string, stop: string, onStop: () => void): Progress {
  notify({ text, kind: 'info', stays: true, action: { label: stop, run: onStop } });
  const notice = shownNotice();
  const bar = make('progress', { 'aria-label': text, max: '1', value: '0' });
  notice?.querySelector('p')?.after(bar);
  return {
    update: (share) => {
      bar.value = share;
    },
    close: () => notice?.remove(),
  };
}

/** How work hears that nobody wants its end any more, and tells how far it is: 0 to 1. */
export interface Shown {
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

/** Does work, and shows it as `showProgress` does once it takes longer than `moment` milliseconds. */
export async function whileShown<T>(
  text: string,
  stop: string,
  work: (shown: Shown) => Promise<T>,
  moment = 500,
): Promise<T> {
  const leaving = new AbortController();
  let progress: Progress | undefined;
  const timer = setTimeout(() => {
    progress = showProgress(text, stop, () => leaving.abort());
  }, moment);
  try {
    return await work({ signal: leaving.signal, onProgress: (share) => progress?.update(share) });
  } finally {
    clearTimeout(timer);
    progress?.close();
  }
}

/** The notice that is shown; to be taken away later, if no other has come in its place. */
export function shownNotice(): Element | null {
  return document.querySelector('#toast .toast');
}

export function takeAway(notice: Element | null | undefined): void {
  if (notice?.isConnected) dismiss();
}

export function dismiss(): void {
  clearTimeout(hide);
  document.getElementById('toast')?.replaceChildren();
}

/** Tells screen readers; `urgent` interrupts them. */
export function announce(text: string, urgent = false): void {
  const region = byId(urgent ? 'alert' : 'status', HTMLDivElement);
  clearTimeout(clear);
  // The same words again would not be read; a new element is.
  region.replaceChildren(make('p', {}, text));
  clear = setTimeout(() => region.replaceChildren(), 8000);
}
