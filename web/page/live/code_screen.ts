// The QR code of a link as large as the screen, for a room to scan; also over the picture that is presented.
import { pictureOf } from '../links/hand_over.ts';
import { button, make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';

let shown: HTMLDialogElement | undefined;

/** Shows it, or takes away the one that is shown. */
export function toggleCode(address: string, title: string): void {
  if (shown) closeCode();
  else showCode(address, title);
}

export function closeCode(): void {
  shown?.close();
  shown?.remove();
  shown = undefined;
}

export function showCode(address: string, title: string): void {
  closeCode();
  const [code] = pictureOf(address);
  if (!code) return;
  const dialog = make(
    'dialog',
    { class: 'live-code', 'aria-labelledby': 'live-code-title' },
    make('h2', { id: 'live-code-title' }, t('live.scan')),
    code,
    make('p', {}, title === '' ? location.host : `${title} · ${location.host}`),
    button(t('live.codeClose'), { class: 'plain' }, closeCode),
  );
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    closeCode();
  });
  dialog.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key.toLowerCase() === 'q') closeCode();
  });
  document.body.append(dialog);
  dialog.showModal();
  shown = dialog;
}
