// Ways to hand letters on: copied, given to another app of the device, or as a QR code where they fit into one.
import { encode } from 'uqr';
import { button, make } from '../widgets/dom.ts';
import { number, t } from '../words/i18n.ts';

/** A QR code of the largest size with the least correction holds so many bytes. */
const mostInCode = 2953;

/** Buttons that copy what is in the field and hand it to another app, and the place where is said what came of it. */
export function waysOut(field: HTMLTextAreaElement, title: () => string): HTMLElement {
  const done = make('span', { class: 'secondary', role: 'status' });
  field.addEventListener('focus', () => field.select());
  field.addEventListener('share-changed', () => done.replaceChildren());
  const copy = button(t('share.copy'), { class: 'primary' }, () => {
    void navigator.clipboard.writeText(field.value).then(
      () => done.replaceChildren(t('common.copied')),
      () => {
        field.select();
        done.replaceChildren(t('common.copyFailed'));
      },
    );
  });
  const row = make('div', { class: 'row' }, copy);
  if (typeof navigator.share === 'function')
    row.append(
      button(t('share.device'), { class: 'plain' }, () => {
        // Whoever changes their mind has not made a mistake.
        void navigator.share({ url: field.value, title: title() }).catch(() => {});
      }),
    );
  row.append(done);
  return row;
}

/** Whether an address fits into a QR code. */
export function fitsInCode(address: string): boolean {
  return address.length <= mostInCode;
}

/** The QR code of an address with a button that makes it large, or a word on why there is none. */
export function pictureOf(address: string): Node[] {
  if (!fitsInCode(address))
    return [make('p', { class: 'secondary' }, t('share.tooLong', number(address.length), number(mostInCode)))];
  const { data, size } = encode(address, { ecc: 'L', border: 4 });
  // Whole pixels for each square, as many as a large screen can show: the style makes it small.
  const scale = Math.max(4, Math.floor(1200 / size));
  const canvas = make('canvas', { role: 'img', 'aria-label': t('share.code') });
  canvas.width = canvas.height = size * scale;
  const context = canvas.getContext('2d');
  if (!context) return [];
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  data.forEach((line, y) => {
    line.forEach((dark, x) => {
      if (dark) context.fillRect(x * scale, y * scale, scale, scale);
    });
  });
  const large = button(t('share.large'), { class: 'quiet', 'aria-pressed': 'false' }, () => {
    const on = canvas.classList.toggle('share-large');
    large.setAttribute('aria-pressed', String(on));
    large.textContent = t(on ? 'share.small' : 'share.large');
    canvas.scrollIntoView({ block: 'nearest' });
  });
  return [canvas, large];
}
