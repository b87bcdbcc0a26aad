// Small helpers for the page's own HTML. Text always goes in as text.

/** The element with this id; its absence is a defect of shell.html. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`shell.html has no ${type.name} #${id}`);
  return element;
}

type Attributes = Record<string, string | boolean | undefined>;

/** An element with attributes and children; strings become text. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (typeof value === 'string') element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const svg = 'http://www.w3.org/2000/svg';

/** An icon of the sprite in shell.html, for the eyes only. */
export function icon(name: string): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('class', 'icon');
  element.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#icon-${name}`);
  element.append(use);
  return element;
}

export function button(label: string, attributes: Attributes, onClick: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** A line of text. */
export function textField(id: string, value: string, more: Attributes = {}): HTMLInputElement {
  return make('input', { type: 'text', id, value, maxlength: '300', autocomplete: 'off', ...more });
}

/** A box to tick, or one of several to choose, with its words beside it. */
export function choice(text: Node | string, attributes: Attributes) {
  const input = make('input', { type: 'checkbox', ...attributes });
  return { input, label: make('label', { class: 'choice' }, input, text) };
}

/** A list to choose from: what each stands for, and its words. */
export function select(entries: readonly (readonly [string, string])[], value: string, attributes: Attributes = {}) {
  const field = make('select', attributes);
  for (const [each, text] of entries) field.append(make('option', { value: each, selected: each === value }, text));
  return field;
}

/** Gives a file to the person's downloads. */
export function download(name: string, blob: Blob): void {
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it by then; a long life costs nothing but memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
