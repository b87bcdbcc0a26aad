// Keys that no text field wants. The browser's own keys are left alone: only what the program has used is stopped.
import type { Bridge } from '../bridge.ts';
import type { Mirror } from './mirror.ts';

export function listenToKeys(bridge: Bridge, stage: HTMLElement, mirror: Mirror, requestFrame: () => void): void {
  const free = (event: KeyboardEvent): boolean => {
    const target = event.target;
    if (event.defaultPrevented || event.isComposing) return false;
    if (document.querySelector('dialog[open]')) return false;
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
      bridge.direct('_app_space', 1);
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && onControl) return;
    if (event.key === 'Tab') return;
    const { handled } = bridge.call('key', {
      key: event.key,
      shift: event.shiftKey,
      control: event.ctrlKey || event.metaKey,
      alt: event.altKey,
    });
    if (handled) event.preventDefault();
    requestFrame();
  });
  document.addEventListener('keyup', (event) => {
    if (event.key === ' ') bridge.direct('_app_space', 0);
  });
}
