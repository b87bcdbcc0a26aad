// The dialog that makes a link of the open network, and a QR code of the link where it fits into one.
import type { Bridge } from '../bridge/bridge.ts';
import { cardOf, cardToJson } from '../cards/card.ts';
import { lettersOf, packed } from '../links/codec.ts';
import { fitsInCode, pictureOf, waysOut } from '../links/hand_over.ts';
import { addressOf, type LinkMode } from '../links/links.ts';
import { liveOffer } from '../live/offer.ts';
import { later } from '../loading/late_parts.ts';
import type { Program } from '../program/program.ts';
import { ask } from '../widgets/dialogs.ts';
import { button, choice, make } from '../widgets/dom.ts';
import { moreWords, number, t } from '../words/i18n.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What some mail programs and chats still carry in one piece. */
const safeLength = 8000;

/** Shows the ways to share the open network, and goes on where the person wants to: to the answers that came back, or to a live session. */
export async function shareWays(program: Program, workspace: Workspace): Promise<void> {
  const { current } = workspace;
  const id = current && !current.viewOnly ? current.id : null;
  const way = await showLinks(program.bridge, id);
  if (way === 'live') {
    const { startLive } = await later('live', () => import('../live/live.ts'));
    await startLive({ program, workspace });
  } else if (way === 'answers' && id !== null) {
    const { collect, prepare } = await later('cards', () => import('../cards/cards.ts'));
    await prepare();
    await collect(program, id);
  }
}

/**
 * Shows the links of the open network until the dialog is closed. `id`: of the network, to which answers can come back; null when it may
 * only be looked at. Gives where the person wants to go on.
 */
async function showLinks(bridge: Bridge, id: string | null): Promise<'answers' | 'live' | null> {
  await moreWords('share');
  const network = bridge.call('snapshot', {}).network;
  const letters = {
    network: lettersOf(network),
    card: id === null ? '' : packed(cardToJson(cardOf(id, network))),
  };
  let mode: LinkMode = 'share';

  const field = make('textarea', { id: 'share-link', rows: '3', readonly: true, spellcheck: 'false' });
  const about = make('p', { class: 'secondary', id: 'share-about' });
  field.setAttribute('aria-describedby', about.id);
  const code = make('div', { class: 'share-code' });
  const explain = make('p');

  const show = () => {
    const address = addressOf(mode, mode === 'card' ? letters.card : letters.network);
    explain.textContent = t(mode === 'card' ? 'share.explainCard' : 'share.explain');
    field.value = address;
    about.textContent = t(
      address.length > safeLength ? 'share.long' : 'share.length',
      number(address.length),
      number(safeLength),
    );
    code.replaceChildren(...pictureOf(address));
    if (mode !== 'card' && id !== null && !fitsInCode(address) && fitsInCode(addressOf('card', letters.card)))
      code.append(
        button(t('share.cardInstead'), { class: 'plain', id: 'share-card-instead' }, () => {
          const card = document.querySelector<HTMLInputElement>('input[name="share-mode"][value="card"]');
          card?.click();
          card?.focus();
        }),
      );
    field.dispatchEvent(new Event('share-changed'));
  };
  const way = (value: LinkMode, checked: boolean) => {
    const { input, label } = choice(t(`share.${value}`), { type: 'radio', name: 'share-mode', value, checked });
    input.addEventListener('change', () => {
      mode = value;
      show();
    });
    return label;
  };
  const row = waysOut(field, () => String(network.title ?? ''));
  const left = Array.isArray(network.snapshots) && network.snapshots.length > 0 ? [t('share.moments')] : [];
  show();
  const kinds = [way('share', true), way('view', false), ...(id === null ? [] : [way('card', false)])];
  let wantsLive = false;
  const live = make('p', { hidden: true }, t('share.liveAbout'));
  const liveWay = make('p', { hidden: true });
  if (id !== null)
    void liveOffer().then((offer) => {
      if (!offer) return;
      const start = button(t('share.live'), { class: 'plain', id: 'share-live' }, () => {
        wantsLive = true;
        live.closest('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
      });
      liveWay.append(start);
      live.hidden = liveWay.hidden = false;
    });
  const answer = await ask<'answers' | null>(
    t('share.title'),
    [
      live,
      liveWay,
      make('fieldset', {}, make('legend', {}, t('share.what')), ...kinds),
      explain,
      make('label', { for: field.id }, t('share.link')),
      field,
      about,
      ...left.map((text) => make('p', { class: 'secondary' }, text)),
      row,
      code,
    ],
    [
      { label: t('common.close'), value: null },
      ...(id === null ? [] : [{ label: t('share.collect'), value: 'answers' as const }]),
    ],
    true,
  );
  return wantsLive ? 'live' : answer;
}
