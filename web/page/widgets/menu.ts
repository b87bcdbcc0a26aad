// A menu under a button, with the keys that people expect of one.
import { icon, make } from './dom.ts';

export type MenuEntry =
  | { label: string; run: () => void; icon?: string; checked?: boolean; disabled?: boolean; hint?: string }
  /** A line with a word above the entries that follow. */
  | { heading: string };

let open: { close: (returnFocus: boolean) => void; anchor: HTMLElement } | null = null;

/** Makes `anchor` open a menu; `entries` is asked each time. */
export function attachMenu(anchor: HTMLButtonElement, entries: () => MenuEntry[]): void {
  anchor.setAttribute('aria-haspopup', 'menu');
  anchor.setAttribute('aria-expanded', 'false');
  anchor.addEventListener('click', () => {
    if (open?.anchor === anchor) open.close(true);
    else show(anchor, entries(), 'first');
  });
  anchor.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    show(anchor, entries(), event.key === 'ArrowDown' ? 'first' : 'last');
  });
}

function show(anchor: HTMLButtonElement, entries: MenuEntry[], focus: 'first' | 'last'): void {
  open?.close(false);
  const menu = make('div', {
    class: 'menu',
    role: 'menu',
    'aria-label': anchor.getAttribute('aria-label') ?? anchor.textContent?.trim() ?? '',
  });
  const items: HTMLButtonElement[] = [];
  for (const entry of entries) {
    if ('heading' in entry) {
      menu.append(make('div', { class: 'menu-heading', role: 'presentation' }, entry.heading));
      continue;
    }
    const role = entry.checked === undefined ? 'menuitem' : 'menuitemradio';
    const item = make('button', { type: 'button', role, class: 'menu-item', tabindex: '-1' });
    if (entry.checked !== undefined) item.setAttribute('aria-checked', String(entry.checked));
    item.disabled = entry.disabled === true;
    if (entry.icon) item.append(icon(entry.icon));
    item.append(make('span', { class: 'menu-label' }, entry.label));
    if (entry.hint) item.append(make('span', { class: 'menu-hint' }, entry.hint));
    if (entry.checked) item.append(icon('check'));
    item.addEventListener('click', () => {
      close(true);
      entry.run();
    });
    items.push(item);
    menu.append(item);
  }

  const usable = () => items.filter((item) => !item.disabled);
  const move = (step: number) => {
    const list = usable();
    const at = list.indexOf(document.activeElement as HTMLButtonElement);
    list[(at + step + list.length) % list.length]?.focus();
  };
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Home') usable()[0]?.focus();
    else if (event.key === 'End') usable().at(-1)?.focus();
    else if (event.key === 'Escape') close(true);
    else if (event.key === 'Tab') return close(true);
    else if (event.key.length === 1 && event.key !== ' ') startingWith(event.key, usable());
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const outside = (event: Event) => {
    if (event.target instanceof Node && !menu.contains(event.target) && !anchor.contains(event.target)) close(false);
  };
  const close = (returnFocus: boolean) => {
    menu.remove();
    document.removeEventListener('pointerdown', outside, true);
    window.removeEventListener('resize', closeQuietly);
    anchor.setAttribute('aria-expanded', 'false');
    open = null;
    if (returnFocus) anchor.focus();
  };
  const closeQuietly = () => close(false);

  // Beside its button: within the same landmark, and the next thing that is read.
  anchor.after(menu);
  place(menu, anchor);
  anchor.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  window.addEventListener('resize', closeQuietly);
  open = { close, anchor };
  (focus === 'first' ? usable()[0] : usable().at(-1))?.focus();
}

function startingWith(letter: string, items: HTMLButtonElement[]): void {
  const from = items.indexOf(document.activeElement as HTMLButtonElement) + 1;
  const order = [...items.slice(from), ...items.slice(0, from)];
  order.find((item) => item.textContent?.toLowerCase().startsWith(letter.toLowerCase()))?.focus();
}

/** Below the button and within the window. */
function place(menu: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const width = menu.offsetWidth;
  const left = Math.max(8, Math.min(box.right - width, window.innerWidth - width - 8));
  const top = Math.max(8, Math.min(box.bottom + 4, window.innerHeight - menu.offsetHeight - 8));
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
