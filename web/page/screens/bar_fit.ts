// How much of the bar fits: measured, because it depends on the language, on the size of text, and on what is said of saving.

import { onAppearance } from '../widgets/appearance.ts';

/** From all of it to the least: without words on the buttons, saving told shortly, without what is used seldom, with a menu for the rest. */
export const fits = ['whole', 'icons', 'short', 'often', 'least'] as const;
export type Fit = (typeof fits)[number];

/** What the name of the network keeps of its field, in rem. */
const leastName = 8;

/**
 * Keeps `bar.dataset.fit` at the first of `fits` in which nothing lies over anything else, and tells when it changes. `told`: what may be
 * said of saving, `short` or not: its longest has room, so that the bar stays as it is while somebody works.
 */
export class BarFit {
  readonly #bar: HTMLElement;
  readonly #saved: HTMLElement;
  readonly #identity: HTMLElement;
  readonly #told: (short: boolean) => string[];
  readonly #changed: () => void;
  readonly #context = document.createElement('canvas').getContext('2d');

  constructor(
    parts: { bar: HTMLElement; identity: HTMLElement; saved: HTMLElement },
    told: (short: boolean) => string[],
    changed: () => void,
  ) {
    this.#bar = parts.bar;
    this.#identity = parts.identity;
    this.#saved = parts.saved;
    this.#told = told;
    this.#changed = changed;
    this.#bar.dataset.fit = 'least';
  }

  begin(): void {
    new ResizeObserver(() => this.measure()).observe(this.#bar);
    // Letters of another size, or of a font that has just come, change what is in the bar, and not the bar.
    onAppearance(() => this.measure());
    // Something beside what is said of saving has changed.
    this.#saved.addEventListener('beside', () => this.measure());
    void document.fonts.ready.then(() => this.measure());
  }

  get fit(): Fit {
    return (this.#bar.dataset.fit as Fit | undefined) ?? 'least';
  }

  measure(): void {
    if (this.#bar.clientWidth === 0) return;
    const before = this.fit;
    const fit = fits.find((each) => {
      this.#bar.dataset.fit = each;
      return (
        each === 'least' || this.#identity.clientWidth >= this.#wanted(fits.indexOf(each) >= fits.indexOf('short'))
      );
    });
    if (fit !== before) this.#changed();
  }

  #wanted(short: boolean): number {
    const style = getComputedStyle(this.#saved);
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (!this.#context) return 0;
    this.#context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const widths = this.#told(short).map((text) => this.#context?.measureText(text).width ?? 0);
    const beside = this.#saved.nextElementSibling as HTMLElement | null;
    return leastName * rem + Math.max(...widths) + 24 + (beside?.offsetWidth ?? 0);
  }
}
