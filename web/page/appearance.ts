// Light or dark, motion and the size of text: the system's, unless a person chose a theme here.
import { readSetting, writeSetting } from './settings.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Appearance {
  scheme: 'light' | 'dark';
  reducedMotion: boolean;
  textScale: number;
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const listeners = new Set<(appearance: Appearance) => void>();

export function theme(): Theme {
  const kept = readSetting('theme');
  return themes.find((known) => known === kept) ?? 'system';
}

export function appearance(): Appearance {
  const chosen = theme();
  const scheme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return { scheme, reducedMotion: still.matches, textScale: fontSize > 0 ? fontSize / 16 : 1 };
}

export function setTheme(chosen: Theme): void {
  writeSetting('theme', chosen === 'system' ? null : chosen);
  update();
}

/** Tells now and after each change. */
export function onAppearance(listener: (appearance: Appearance) => void): void {
  listeners.add(listener);
  listener(appearance());
}

function update(): void {
  const now = appearance();
  document.documentElement.dataset.theme = now.scheme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content = now.scheme === 'dark' ? '#14171C' : '#FBFAF7';
  for (const listener of listeners) listener(now);
}

export function watchAppearance(): void {
  dark.addEventListener('change', update);
  still.addEventListener('change', update);
  update();
}
