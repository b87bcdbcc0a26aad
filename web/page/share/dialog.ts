// The dialog that makes a link of the open network, and a QR code of the link where it fits into one.
import { encode } from 'uqr';
import type { Bridge, NetworkJson } from '../bridge.ts';
import { askOrClose } from '../dialogs.ts';
import { button, make } from '../dom.ts';
import { number, t } from '../i18n.ts';
import { lettersOf } from './codec.ts';
import { addressOf, type ShareMode } from './links.ts';

/** What some mail programs and chats still carry in one piece. */
const safeLength = 8000;
/** A QR code of the largest size with the least correction holds so many bytes. */
const mostInCode = 2953;

/** Shows the links of the open network until the dialog is closed. */
export async function showLinks(bridge: Bridge): Promise<void> {
  const network = bridge.call('snapshot', {}).network as NetworkJson;
  const letters = lettersOf(network);
  let mode: ShareMode = 'share';

  const field = make('textarea', { id: 'share-link', rows: '3', readonly: true, spellcheck: 'false' });
  field.addEventListener('focus', () => field.select());
  const about = make('p', { class: 'secondary', id: 'share-about' });
  field.setAttribute('aria-describedby', about.id);
  const code = make('div', { class: 'share-code' });
  const done = make('span', { class: 'secondary', role: 'status' });

  const show = () => {
    const address = addressOf(mode, letters);
    field.value = address;
    about.textContent = t(
      address.length > safeLength ? 'share.long' : 'share.length',
      number(address.length),
      number(safeLength),
    );
    code.replaceChildren(...pictureOf(address));
    done.textContent = '';
  };
  const choice = (value: ShareMode, checked: boolean) => {
    const input = make('input', { type: 'radio', name: 'share-mode', value, checked });
    input.addEventListener('change', () => {
      mode = value;
      show();
    });
    return make('label', { class: 'choice' }, input, t(`share.${value}`));
  };
  const copy = button(t('share.copy'), { class: 'primary' }, () => {
    void navigator.clipboard.writeText(field.value).then(
      () => done.replaceChildren(t('common.copied')),
      () => {
        field.select();
        done.replaceChildren(t('common.copyFailed'));
      },
    );
  });
  const row = make('div', { class: 'row' }, copy, done);
  if (typeof navigator.share === 'function')
    copy.after(
      button(t('share.device'), { class: 'plain' }, () => {
        // Whoever changes their mind has not made a mistake.
        void navigator.share({ url: field.value, title: String(network.title ?? '') }).catch(() => {});
      }),
    );
  const left = Array.isArray(network.snapshots) && network.snapshots.length > 0 ? [t('share.moments')] : [];
  show();
  await askOrClose(
    t('share.title'),
    [
      make('p', {}, t('share.explain')),
      make('fieldset', {}, make('legend', {}, t('share.what')), choice('share', true), choice('view', false)),
      make('label', { for: field.id }, t('share.link')),
      field,
      about,
      ...left.map((text) => make('p', { class: 'secondary' }, text)),
      row,
      code,
    ],
    t('common.close'),
  );
}

function pictureOf(address: string): Node[] {
  if (address.length > mostInCode)
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
