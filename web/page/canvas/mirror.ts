// The accessible mirror: an HTML element with role, name and state for everything on the canvas, at the same place. Screen readers,
// keyboards and tests use it; text fields, lists and ranges in it are the real ones, over what the canvas has drawn.
import type { Bridge } from '../bridge/bridge.ts';
import { Signal } from '../support/signal.ts';
import { make } from '../widgets/dom.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';

/** A row of `IMPACTWEB_MIRROR_ITEM` in ui/mirror_registry.hpp each; what is not said is left out. */
interface Item {
  id: number;
  role: string;
  name: string;
  parent?: number;
  rect?: [number, number, number, number];
  value?: string;
  description?: string;
  invalid?: string;
  placeholder?: string;
  clipped?: boolean;
  disabled?: boolean;
  checked?: boolean;
  expanded?: boolean;
  selected?: boolean;
  level?: number;
  maximum?: number;
  input?: string;
  sort?: string;
  key?: string;
  options?: [string, string][];
  revision?: number;
  limit?: number;
  focus?: boolean;
  tab?: boolean;
  /** What stands in the field is not in the network yet. */
  pending?: boolean;
  skipped?: boolean;
}

interface Mirrored {
  element: HTMLElement;
  /** What stands in the page for it: the element, or where nothing is drawn a label around it. */
  box: HTMLElement;
  item: Item;
  json: string;
  /** Children in order, for groups. */
  children: HTMLElement[];
}

type Kind = 'click' | 'input' | 'commit' | 'blur' | 'leave' | 'focus' | 'key' | 'context';
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const groups = new Set([
  'region',
  'group',
  'toolbar',
  'menu',
  'dialog',
  'list',
  'listitem',
  'table',
  'row',
  'cell',
  'columnheader',
  'rowheader',
  'rowgroup',
  'listbox',
  'img',
  'tablist',
  'search',
  'grid',
  'form',
  'status',
]);

const coarse = matchMedia('(pointer: coarse)');
/** A date may be a year or a month too: digits and dashes. Apple's pad of digits has no dash. */
const dateKeyboard = /Mac|iP(hone|ad|od)/.test(navigator.platform) ? 'text' : 'numeric';

function isText(element: HTMLElement): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type !== 'range');
}

export class Mirror {
  /** Hears when what `pending` says has changed. */
  readonly onPending = new Signal<void>();
  readonly #bridge: Bridge;
  readonly #root: HTMLElement;
  readonly #undrawn: boolean;
  readonly #requestFrame: () => void;
  readonly #elements = new Map<number, Mirrored>();
  /** Text fields in which something was typed that has not been handed in by Enter or by leaving them. */
  readonly #typed = new Map<number, HTMLInputElement | HTMLTextAreaElement>();
  /** Something was typed that the program looks at in its next frame. */
  #awaitsFrame = false;
  /** Fields whose text is not in the network, as the latest frame had it. */
  #pendingItems = 0;
  #pending = false;
  /** Where the focus was before a menu or dialog opened over the picture; the last one on top. */
  readonly #before: { id: number; element: Element | null; entered: boolean }[] = [];

  /** `undrawn`: there is no picture, and the mirror is what everybody sees. */
  constructor(bridge: Bridge, root: HTMLElement, undrawn: boolean, requestFrame: () => void) {
    this.#bridge = bridge;
    this.#root = root;
    this.#undrawn = undrawn;
    this.#requestFrame = requestFrame;
    // An item that disappears with the focus on it must not take the keyboard along to the top of the page.
    root.tabIndex = -1;
  }

  /** Brings the mirror up to date with the frame that was just drawn. */
  update(): void {
    this.#awaitsFrame = false;
    this.#mirrorFrame();
    this.#tellPending();
  }

  /** True when something that was typed here is not in the network yet. */
  get pending(): boolean {
    return this.#awaitsFrame || this.#pendingItems > 0;
  }

  /** Hands in what was typed, as leaving its field does; the next frame puts it into the network. */
  handIn(): void {
    for (const [id, element] of this.#typed) this.#act(id, 'blur', element.value);
    this.#typed.clear();
  }

  #tellPending(): void {
    if (this.#pending === this.pending) return;
    this.#pending = this.pending;
    this.onPending.emit();
  }

  #mirrorFrame(): void {
    const pointer = this.#bridge.direct('_app_mirror');
    if (pointer === 0) return;
    const items = JSON.parse(this.#bridge.text(pointer)) as Item[];
    this.#pendingItems = items.filter(({ pending }) => pending).length;
    const seen = new Set<number>();
    const top: HTMLElement[] = [];
    let focus: HTMLElement | undefined;
    for (const mirrored of this.#elements.values()) mirrored.children = [];
    for (const item of items) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      const opens = (item.role === 'menu' || item.role === 'dialog') && !this.#elements.has(item.id);
      if (opens) this.#before.push({ id: item.id, element: document.activeElement, entered: false });
      const mirrored = this.#put(item);
      const parent = item.parent === undefined ? undefined : this.#elements.get(item.parent);
      (parent?.children ?? top).push(mirrored.box);
      if (item.focus) focus = mirrored.element;
    }
    const active = document.activeElement;
    let lostFocus = false;
    for (const [id, mirrored] of this.#elements) {
      if (seen.has(id)) continue;
      if (mirrored.element.contains(active)) lostFocus = true;
      this.#elements.delete(id);
      this.#typed.delete(id);
    }
    arrange(this.#root, top);
    for (const mirrored of this.#elements.values()) {
      if (groups.has(mirrored.item.role)) arrange(mirrored.element, mirrored.children);
    }
    const menu = this.#menuJustOpened(items);
    if (!focus && menu) focus = menu.querySelector<HTMLElement>('[role="menuitem"]') ?? undefined;
    const returnTo = this.#closedOver(seen);
    if (!focus && returnTo && lostFocus) focus = returnTo;
    if (focus) {
      focus.focus({ preventScroll: true });
      if (isText(focus)) focus.select();
    } else if (active instanceof HTMLElement && active !== document.activeElement && this.#root.contains(active)) {
      // An element that was moved to another place of the mirror has lost the focus on the way.
      active.focus({ preventScroll: true });
    } else if (lostFocus && document.activeElement === document.body) {
      this.#root.focus({ preventScroll: true });
    }
  }

  /** The menu that this frame opened: its first entry takes the focus. */
  #menuJustOpened(items: Item[]): HTMLElement | undefined {
    const last = this.#before.at(-1);
    if (!last || last.entered || !items.some(({ id, role }) => id === last.id && role === 'menu')) return undefined;
    last.entered = true;
    return this.#elements.get(last.id)?.element;
  }

  /** What had the focus before the menu or dialog that is gone now. */
  #closedOver(seen: Set<number>): HTMLElement | undefined {
    let element: HTMLElement | undefined;
    while (this.#before.length > 0 && !seen.has(this.#before.at(-1)?.id ?? 0)) {
      const before = this.#before.pop()?.element;
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) element = before;
    }
    return element;
  }

  /** Opens the context menu of a mirrored node or tie; false when the target is none. */
  openMenu(target: EventTarget | null): boolean {
    const id = target instanceof HTMLElement ? Number(target.dataset.id) : Number.NaN;
    if (Number.isNaN(id)) return false;
    this.#act(id, 'context');
    return true;
  }

  #act(id: number, kind: Kind, value = ''): void {
    const edits = kind !== 'focus' && kind !== 'leave';
    this.#bridge.input(() => {
      this.#bridge.call('mirrorAction', { id, kind, value });
      this.#requestFrame();
      if (kind === 'input' || kind === 'commit' || kind === 'blur') this.#awaitsFrame = true;
      this.#tellPending();
    }, edits);
  }

  #put(item: Item): Mirrored {
    const json = JSON.stringify(item);
    let mirrored = this.#elements.get(item.id);
    if (mirrored && mirrored.item.role !== item.role) {
      mirrored.box.remove();
      mirrored = undefined;
    }
    if (!mirrored) {
      const element = this.#create(item);
      mirrored = { element, box: this.#undrawn ? labelled(element) : element, item, json: '', children: [] };
      this.#elements.set(item.id, mirrored);
    }
    if (mirrored.json !== json) {
      this.#describe(mirrored, item);
      mirrored.item = item;
      mirrored.json = json;
    }
    return mirrored;
  }

  #create(item: Item): HTMLElement {
    let element: HTMLElement;
    if (item.role === 'textbox') element = document.createElement('input');
    else if (item.role === 'textarea') element = document.createElement('textarea');
    else if (item.role === 'select') element = document.createElement('select');
    else if (item.role === 'range') {
      element = document.createElement('input');
      (element as HTMLInputElement).type = 'range';
    } else if (item.role === 'heading') element = document.createElement(`h${Math.min(6, item.level ?? 2)}`);
    else if (item.role === 'paragraph') element = document.createElement('p');
    else if (groups.has(item.role)) {
      element = document.createElement('div');
      element.setAttribute('role', item.role);
    } else {
      const button = document.createElement('button');
      button.type = 'button';
      if (item.role !== 'button') button.setAttribute('role', item.role);
      element = button;
    }
    element.dataset.id = String(item.id);
    element.classList.add('mirror-item', `mirror-${item.role}`);
    if (!groups.has(item.role)) this.#listen(element, item.id);
    return element;
  }

  #listen(element: HTMLElement, id: number): void {
    element.addEventListener('focus', () => this.#act(id, 'focus'));
    if (element instanceof HTMLSelectElement) {
      element.addEventListener('change', () => this.#act(id, 'commit', element.value));
      return;
    }
    if (element instanceof HTMLInputElement && element.type === 'range') {
      element.addEventListener('input', () => this.#act(id, 'commit', element.value));
      // The dots on the canvas take the pointer; the native thumb would answer as well.
      element.addEventListener('mousedown', (event) => event.preventDefault());
      return;
    }
    if (isText(element)) {
      let composing = false;
      const typed = this.#typed;
      element.addEventListener('compositionstart', () => {
        composing = true;
      });
      element.addEventListener('compositionend', () => {
        composing = false;
        typed.set(id, element);
        this.#act(id, 'input', element.value);
      });
      element.addEventListener('paste', (event) => {
        if (event instanceof ClipboardEvent && this.#keyed(id) === 'entry') this.#pasteLines(event, id, element);
      });
      // The browser cuts what is too long (see maxLength) and says nothing about it.
      for (const type of ['paste', 'drop'] as const)
        element.addEventListener(type, (event) => {
          if (event.defaultPrevented) return;
          const data = event instanceof ClipboardEvent ? event.clipboardData : (event as DragEvent).dataTransfer;
          const chosen = (element.selectionEnd ?? 0) - (element.selectionStart ?? 0);
          const length = element.value.length - chosen + (data?.getData('text/plain').length ?? 0);
          if (element.maxLength > 0 && length > element.maxLength)
            notify({ text: t('field.cut', element.maxLength), kind: 'error' });
        });
      element.addEventListener('input', () => {
        typed.set(id, element);
        if (!composing) this.#act(id, 'input', element.value);
      });
      element.addEventListener('blur', () => {
        this.#act(id, typed.delete(id) ? 'blur' : 'leave', element.value);
      });
      const field: HTMLElement = element;
      field.addEventListener('keydown', (event) => {
        if (event.isComposing) return;
        if (this.#keyed(id) === 'entry' && this.#entryKey(event, id, element)) return;
        const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
        if (event.key === 'Enter' && (element instanceof HTMLInputElement || event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          typed.delete(id);
          this.#act(id, 'commit', element.value);
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          this.#act(id, 'key', 'Escape');
          // A line that is being typed is emptied first; any other field is left, and the keys of the canvas count again.
          const empties = ['entry', 'search'].includes(this.#keyed(id));
          if (element.value === '' || !empties) this.#root.focus({ preventScroll: true });
        } else if (
          plain &&
          element instanceof HTMLInputElement &&
          (event.key === 'ArrowUp' || event.key === 'ArrowDown') &&
          !element.list
        ) {
          event.preventDefault();
          this.#act(id, 'key', event.key);
        } else if (plain && event.key === 'Tab' && this.#elements.get(id)?.item.tab) {
          event.preventDefault();
          this.#act(id, 'key', 'Tab');
        }
      });
      return;
    }
    if (element.getAttribute('role') === 'menuitem')
      element.addEventListener('keydown', (event) => moveInMenu(element, event));
    element.addEventListener('click', (event) => {
      // A real press has reached the canvas already, at the same place; a keyboard's, a screen reader's or a script's has no such press.
      if (event.detail === 0 || this.#undrawn) this.#act(id, 'click');
    });
  }

  #keyed(id: number): string {
    return this.#elements.get(id)?.item.key ?? '';
  }

  /** Keys of the line of quick entry that it does not share with other fields; true when this was one. */
  #entryKey(event: KeyboardEvent, id: number, element: Field): boolean {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && element.value !== '') {
      event.preventDefault();
      this.#enterLines(id, element, [element.value]);
      return true;
    }
    // Nothing is typed: what is taken back is what has been entered.
    if (element.value !== '' || !control || event.altKey || !/^[zy]$/i.test(event.key)) return false;
    event.preventDefault();
    this.#bridge.input(() => {
      this.#bridge.call('key', { key: event.key, shift: event.shiftKey, control: true, alt: false });
      this.#requestFrame();
    });
    return true;
  }

  /** Pasted lines are as many entries. */
  #pasteLines(event: ClipboardEvent, id: number, element: HTMLInputElement | HTMLTextAreaElement): void {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (!/\S\s*[\r\n]+\s*\S/.test(pasted)) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = element;
    const whole = value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? 0);
    const lines = whole.split(/[\r\n]+/).map((line) => line.trim());
    this.#enterLines(
      id,
      element,
      lines.filter((line) => line !== ''),
    );
  }

  /**
   * Takes lines over in this turn, so that what is typed next begins a new one. What could not be entered is put back when nothing else
   * is in the field; the rest of it is one ArrowUp away.
   */
  #enterLines(id: number, element: Field, lines: string[]): void {
    element.value = '';
    this.#typed.delete(id);
    this.#act(id, 'input', '');
    this.#bridge.input(() => {
      const refused = lines.filter((line) => !this.#bridge.call('enter', { line, typed: true }).done);
      this.#requestFrame();
      const [first] = refused;
      if (first === undefined || element.value !== '') return;
      element.value = first;
      this.#act(id, 'input', first);
    });
  }

  #describe(mirrored: Mirrored, item: Item): void {
    const { element } = mirrored;
    if (item.rect && !this.#undrawn) {
      const [x, y, width, height] = item.rect;
      const style = element.style;
      style.left = `${x}px`;
      style.top = `${y}px`;
      style.width = `${width}px`;
      style.height = `${height}px`;
    }
    element.classList.toggle('mirror-clipped', item.clipped === true || (!item.rect && !groups.has(item.role)));
    if (item.key) element.dataset.key = item.key;
    const named =
      element instanceof HTMLHeadingElement ||
      element instanceof HTMLParagraphElement ||
      element instanceof HTMLButtonElement;
    if (named) {
      if (element.textContent !== item.name) element.textContent = item.name;
    } else attribute(element, 'aria-label', item.name);
    if (mirrored.box !== element && mirrored.box.firstChild) mirrored.box.firstChild.textContent = item.name;
    attribute(element, 'aria-description', item.description);
    attribute(element, 'aria-invalid', item.invalid ? 'true' : undefined);
    attribute(element, 'title', item.invalid);
    attribute(element, 'aria-expanded', flag(item.expanded));
    attribute(element, 'aria-selected', flag(item.selected));
    const checks = item.role === 'checkbox' || item.role === 'menuitemcheckbox' || item.role === 'radio';
    attribute(element, checks ? 'aria-checked' : 'aria-pressed', flag(item.checked));
    attribute(element, 'aria-sort', item.sort);
    attribute(element, 'tabindex', item.skipped ? '-1' : undefined);
    if (element instanceof HTMLButtonElement) element.disabled = item.disabled === true;
    if (element instanceof HTMLSelectElement) describeSelect(element, item);
    else if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
      this.#describeField(element, mirrored.item, item);
  }

  #describeField(element: Exclude<Field, HTMLSelectElement>, before: Item, item: Item): void {
    if (element instanceof HTMLInputElement) {
      if (item.maximum) {
        element.min = '0';
        element.max = String(item.maximum);
        element.step = '1';
      } else if (item.input) {
        element.inputMode = item.input === 'number' ? 'decimal' : item.input === 'date' ? dateKeyboard : 'text';
        if (item.input === 'search') element.type = 'search';
      }
      if (item.options) describeSuggestions(element, item);
    }
    if (item.limit) element.maxLength = item.limit;
    element.placeholder = item.placeholder ?? '';
    element.autocomplete = 'off';
    element.enterKeyHint = item.key === 'entry' ? 'go' : item.input === 'search' ? 'search' : 'done';
    // Red lines under names are in the way; the keyboard of a phone corrects as one types.
    element.spellcheck = element instanceof HTMLTextAreaElement || coarse.matches;
    const value = item.value ?? '';
    // What someone is typing is theirs, unless the program says that the field begins anew.
    const typing =
      document.activeElement === element &&
      isText(element) &&
      element.value !== (before.value ?? '') &&
      (before.revision ?? 0) === (item.revision ?? 0);
    if (!typing && element.value !== value) element.value = value;
  }
}

/** The keys that people expect in a menu. */
function moveInMenu(item: HTMLElement, event: KeyboardEvent): void {
  const items = [...(item.closest('[role="menu"]')?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const at = items.indexOf(item);
  const steps: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = steps[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}

/** A field with its name before it. */
function labelled(element: HTMLElement): HTMLElement {
  const field = isText(element) || element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
  if (!field) return element;
  return make('label', { class: 'undrawn-field' }, make('span', {}), element);
}

function flag(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function attribute(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined || value === '') element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function describeSelect(element: HTMLSelectElement, item: Item): void {
  const wanted = JSON.stringify(item.options);
  if (element.dataset.options !== wanted) {
    element.dataset.options = wanted;
    element.replaceChildren(...(item.options ?? []).map(([value, text]) => new Option(text, value)));
  }
  if (element.value !== item.value) element.value = item.value ?? '';
}

function describeSuggestions(element: HTMLInputElement, item: Item): void {
  const listId = `suggestions-${item.id}`;
  let list = document.getElementById(listId);
  if (!list) {
    list = document.createElement('datalist');
    list.id = listId;
    document.body.append(list);
    element.setAttribute('list', listId);
  }
  const wanted = JSON.stringify(item.options);
  if (list.dataset.options === wanted) return;
  list.dataset.options = wanted;
  list.replaceChildren(...(item.options ?? []).map(([value]) => new Option(value)));
}

/** Puts `children` in this order into `parent`, moving as little as possible: a moved element would lose the focus. */
function arrange(parent: HTMLElement, children: HTMLElement[]): void {
  let at: ChildNode | null = parent.firstChild;
  const wanted = new Set<ChildNode>(children);
  for (const child of children) {
    while (at && !wanted.has(at)) {
      const gone: ChildNode = at;
      at = at.nextSibling;
      gone.remove();
    }
    if (at === child) at = at.nextSibling;
    else parent.insertBefore(child, at);
  }
  while (at) {
    const gone: ChildNode = at;
    at = at.nextSibling;
    gone.remove();
  }
}
