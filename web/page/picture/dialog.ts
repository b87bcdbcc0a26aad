// The dialog in which people choose what their picture shows, with a small one to look at.
import type { Bridge } from '../bridge/bridge.ts';
import type { PictureOf } from '../bridge/picture.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { ask } from '../widgets/dialogs.ts';
import { button, choice, make, textField } from '../widgets/dom.ts';
import { number, t } from '../words/i18n.ts';
import { compose, type Scene } from './compose.ts';
import { loadTypeface, measureHere } from './fonts.ts';
import {
  drawOnCanvas,
  layOut,
  makePicture,
  type PictureChoice,
  type PictureFormat,
  type PictureMaker,
} from './picture.ts';

/** What is remembered of the last time. */
interface Remembered {
  format: PictureFormat;
  of: PictureOf;
  scale: number;
  transparent: boolean;
  legend: boolean;
  title: boolean;
  date: boolean;
  source: string;
}

const formats = ['png', 'svg', 'pdf'] as const;
const parts = ['all', 'view', 'selection'] as const;
const scales = [1, 2, 3, 4] as const;

const first: Remembered = {
  format: 'png',
  of: 'all',
  scale: 2,
  transparent: false,
  legend: true,
  title: true,
  date: true,
  source: '',
};

function remembered(): Remembered {
  let kept: Partial<Record<keyof Remembered, unknown>> = {};
  try {
    const read: unknown = JSON.parse(readSetting('picture') ?? '{}');
    if (read !== null && typeof read === 'object') kept = read;
  } catch {
    // What cannot be read is chosen anew.
  }
  const flag = (name: 'transparent' | 'legend' | 'title' | 'date') => {
    const value = kept[name];
    return typeof value === 'boolean' ? value : first[name];
  };
  return {
    format: formats.find((each) => each === kept.format) ?? first.format,
    of: parts.find((each) => each === kept.of) ?? first.of,
    scale: scales.find((each) => each === kept.scale) ?? first.scale,
    transparent: flag('transparent'),
    legend: flag('legend'),
    title: flag('title'),
    date: flag('date'),
    source: typeof kept.source === 'string' ? kept.source.slice(0, 300) : first.source,
  };
}

export function today(): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: 'long' }).format(new Date());
}

/** `source` as the line under a picture. */
export function sourceLine(source: string): string {
  return source.trim() === '' ? '' : t('picture.sourceLine', source.trim());
}

function somethingSelected(bridge: Bridge): boolean {
  const selection = bridge.call('viewState', {}).selection as { nodes?: string[]; edges?: string[] } | undefined;
  return (selection?.nodes?.length ?? 0) + (selection?.edges?.length ?? 0) > 0;
}

function radios<T extends string>(
  name: string,
  legend: string,
  options: readonly { value: T; label: string; disabled?: boolean }[],
  chosen: T,
): { fieldset: HTMLFieldSetElement; value(): T } {
  const row = make('div', { class: 'choices' });
  const inputs = options.map(({ value, label, disabled = false }) => {
    const made = choice(label, { type: 'radio', name, value, checked: value === chosen, disabled });
    row.append(made.label);
    return made.input;
  });
  return {
    fieldset: make('fieldset', {}, make('legend', {}, legend), row),
    value: () => (inputs.find(({ checked }) => checked)?.value ?? chosen) as T,
  };
}

/** Draws the small picture anew when something is chosen; what was begun before is given up. */
class Preview {
  readonly element = make('div', { class: 'picture-preview' });
  readonly #maker: PictureMaker;
  readonly #scenes = new Map<PictureOf, Promise<Scene>>();
  #now = new AbortController();

  constructor(maker: PictureMaker) {
    this.#maker = maker;
  }

  stop(): void {
    this.#now.abort();
  }

  async show(choice: PictureChoice): Promise<void> {
    this.stop();
    this.#now = new AbortController();
    const { signal } = this.#now;
    try {
      const typeface = await loadTypeface();
      // Laying out goes on to its end: it is what the next choice needs as well.
      let scene = this.#scenes.get(choice.of);
      if (!scene) {
        const before = [...this.#scenes.values()].at(-1);
        scene = (before ?? Promise.resolve()).then(() => layOut(this.#maker.bridge, choice.of));
        this.#scenes.set(choice.of, scene);
      }
      const composition = compose(await scene, choice, measureHere());
      signal.throwIfAborted();
      const { width, height } = composition;
      const sharp = Math.min(2, devicePixelRatio || 1);
      const scale = Math.min((360 * sharp) / width, (300 * sharp) / height);
      const background = choice.transparent ? null : composition.scene.frame.colors.paper;
      const canvas = await drawOnCanvas(composition, typeface, scale, background, { signal });
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', t('picture.preview'));
      this.element.classList.toggle('picture-clear', choice.transparent);
      this.element.replaceChildren(canvas);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** What is to be made of which kind; null when it is left. */
export async function askPicture(
  maker: PictureMaker,
  title: string,
): Promise<{ format: PictureFormat; choice: PictureChoice } | null> {
  const kept = remembered();
  const selected = somethingSelected(maker.bridge);
  const format = radios(
    'picture-format',
    t('picture.format'),
    formats.map((value) => ({ value, label: t(`picture.${value}`) })),
    kept.format,
  );
  const of = radios(
    'picture-of',
    t('picture.area'),
    parts.map((value) => ({ value, label: t(`picture.${value}`), disabled: value === 'selection' && !selected })),
    kept.of === 'selection' && !selected ? 'all' : kept.of,
  );
  const scale = radios(
    'picture-scale',
    t('picture.scale'),
    scales.map((factor) => ({ value: String(factor), label: `${number(factor)}×` })),
    String(kept.scale),
  );
  const withTitle = choice(t('picture.withTitle'), { checked: kept.title });
  const withDate = choice(t('picture.withDate'), { checked: kept.date });
  const legend = choice(t('ui.legend'), { checked: kept.legend });
  const transparent = choice(t('picture.transparent'), { checked: kept.transparent });
  const source = textField('picture-source', kept.source);
  const around = make(
    'fieldset',
    {},
    make('legend', {}, t('picture.with')),
    make('div', { class: 'choices' }, withTitle.label, withDate.label, legend.label),
  );
  const choices = make(
    'div',
    {},
    format.fieldset,
    of.fieldset,
    around,
    make('label', { for: source.id }, t('picture.source')),
    source,
    scale.fieldset,
    transparent.label,
  );
  const now = (): Remembered => ({
    format: format.value(),
    of: of.value(),
    scale: Number(scale.value()),
    transparent: transparent.input.checked,
    legend: legend.input.checked,
    title: withTitle.input.checked,
    date: withDate.input.checked,
    source: source.value,
  });
  const choiceOf = (asked: Remembered): PictureChoice => ({
    of: asked.of,
    scale: asked.scale,
    transparent: asked.transparent,
    legend: asked.legend,
    title: asked.title ? title : '',
    date: asked.date ? today() : '',
    source: sourceLine(asked.source),
  });
  const preview = new Preview(maker);
  const refresh = () => {
    const asked = now();
    // Lines are as sharp at any size.
    scale.fieldset.disabled = asked.format !== 'png';
    void preview.show(choiceOf(asked)).catch(() => preview.element.replaceChildren());
  };
  choices.addEventListener('input', refresh);
  refresh();
  const copied = make('p', { class: 'secondary', role: 'status' });
  const copy = button(t('picture.copy'), { class: 'plain' }, () => {
    const { clipboard } = navigator;
    // Safari wants to be asked in the turn of the press, with a picture that may come later.
    const picture = makePicture(maker, 'png', choiceOf(now()));
    const item = globalThis.ClipboardItem && new ClipboardItem({ 'image/png': picture });
    void Promise.resolve(item && clipboard?.write([item]))
      .then(() => t(item && clipboard ? 'picture.copied' : 'picture.copyFailed'))
      .catch(() => t('picture.copyFailed'))
      .then((said) => {
        copied.textContent = said;
      });
  });
  copy.id = 'picture-copy';
  const chosen = await ask(
    t('picture.title'),
    [make('div', { class: 'picture-choices' }, preview.element, choices), make('div', { class: 'row' }, copy, copied)],
    [
      { label: t('picture.save'), value: true, kind: 'primary' },
      { label: t('common.cancel'), value: false },
    ],
    true,
    false,
  );
  preview.stop();
  if (!chosen) return null;
  const asked = now();
  writeSetting('picture', JSON.stringify(asked));
  return { format: asked.format, choice: choiceOf(asked) };
}
