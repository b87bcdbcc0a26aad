// Keys that no text field wants. The browser's own keys are left alone: only what the program has used is stopped.
import type { Bridge } from '../bridge/bridge.ts';
import type { Mirror } from './mirror.ts';

/** Whether a key may do something to the network; keys that go with others, and those that lead from one node to the next, do not. */
function mayEdit({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return /^[zyxvd]$/i.test(key);
  if (/^Arrow/.test(key)) return shiftKey;
  return !['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Escape'].includes(key);
}

export function listenToKeys(bridge: Bridge, stage: HTMLElement, mirror: Mirror, requestFrame: () => void): void {
  const free = (event: KeyboardEvent): boolean => {
    const target = event.target;
    if (event.defaultPrevented || event.isComposing) return false;
    if (document.querySelector('dialog[open]') || stage.closest('[inert]')) return false;
    if (target instanceof HTMLElement && target.isContentEditable) return false;
    if (
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    )
      return false;
    // Keys count on the stage, and where nothing has the focus; controls of the page keep their own keys.
    return target === document.body || (target instanceof Node && stage.contains(target));
  };

  document.addEventListener('keydown', (event) => {
    if (!free(event)) return;
    if (event.key === 'F10' && event.shiftKey) {
      if (mirror.openMenu(event.target)) event.preventDefault();
      return;
    }
    const onControl = event.target instanceof HTMLButtonElement;
    if (event.key === ' ') {
      if (onControl) return;
      bridge.input(() => bridge.direct('_app_space', 1), false);
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && onControl) return;
    if (event.key === 'Tab') return;
    const control = event.ctrlKey || event.metaKey;
    // While the rest of the program is on its way nobody can tell what it will do with a key; those of browsers have a modifier.
    let handled = !bridge.whole && !control && !event.altKey && !/^F\d/.test(event.key);
    bridge.input(() => {
      ({ handled } = bridge.call('key', { key: event.key, shift: event.shiftKey, control, alt: event.altKey }));
      if (handled) requestFrame();
    }, mayEdit(event));
    if (handled) event.preventDefault();
  });
  document.addEventListener('keyup', (event) => {
    if (event.key === ' ') bridge.input(() => bridge.direct('_app_space', 0), false);
  });
}
