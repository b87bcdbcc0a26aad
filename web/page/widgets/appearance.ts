// Light or dark, contrast, motion and the size of text: the system's, unless a person chose otherwise here.
import type { Appearance } from '../bridge/model.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { deliver } from '../support/signal.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** In percent of the browser's own size of text. */
export const textSizes = [100, 125, 150, 200] as const;
export type TextSize = (typeof textSizes)[number];

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const forced = matchMedia('(forced-colors: active)');
const contrast = matchMedia('(prefers-contrast: more)');
const coarse = matchMedia('(pointer: coarse)');
const listeners = new Set<(appearance: Appearance) => void>();

export function theme(): Theme {
  const kept = readSetting('theme');
  return themes.find((known) => known === kept) ?? 'system';
}

export function textSize(): TextSize {
  const kept = readSetting('text-size');
  return textSizes.find((known) => String(known) === kept) ?? 100;
}

export function appearance(): Appearance {
  const chosen = theme();
  // Forced colours are the system's, light or dark with them.
  const scheme = chosen === 'system' || forced.matches ? (dark.matches ? 'dark' : 'light') : chosen;
  const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    scheme,
    strong: forced.matches || contrast.matches,
    reducedMotion: still.matches,
    touch: coarse.matches,
    textScale: fontSize > 0 ? fontSize / 16 : 1,
  };
}

export function setTheme(chosen: Theme): void {
  writeSetting('theme', chosen === 'system' ? null : chosen);
  update();
}

export function setTextSize(chosen: TextSize): void {
  writeSetting('text-size', chosen === 100 ? null : String(chosen));
  update();
}

/** Tells now and after each change. */
export function onAppearance(listener: (appearance: Appearance) => void): void {
  listeners.add(listener);
  listener(appearance());
}

function update(): void {
  const size = textSize();
  document.documentElement.style.fontSize = size === 100 ? '' : `${size}%`;
  const now = appearance();
  document.documentElement.dataset.theme = now.scheme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  deliver(listeners, now);
}

export function watchAppearance(): void {
  for (const query of [dark, still, forced, contrast, coarse]) query.addEventListener('change', update);
  update();
}
