// The dialog in which a live session begins: what it is, what leaves this device, and a name if somebody wants one.
import { ask } from '../widgets/dialogs.ts';
import { make, textField } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { keptName } from './name_kept.ts';
import { shownName } from './names.ts';
import type { LiveOffer } from './offer.ts';
import type { Refusal } from './rooms.ts';

/** What was filled in, or null when it is left. */
export interface Beginning {
  name: string;
  pass?: string;
}

/** Where a site cannot give a room by itself, whoever runs it gives passes. `refused`: why the last try came to nothing. */
export async function askToStart(
  offer: LiveOffer | null,
  refused?: Refusal,
  before?: Beginning,
): Promise<Beginning | null> {
  const name = textField('live-start-name', before?.name ?? keptName.read(), {
    maxlength: '40',
    autocomplete: 'given-name',
  });
  const pass = textField('live-pass', before?.pass ?? '', {
    spellcheck: 'false',
    'aria-describedby': 'live-pass-about',
    maxlength: '4000',
  });
  const asksPass = offer !== null && offer.passes === undefined;
  const answer = await ask(
    t('live.startTitle'),
    [
      ...(refused ? [make('p', { class: 'live-wrong', role: 'alert' }, t(`live.why.${refused}`))] : []),
      ...(refused === 'blocked' ? [make('p', {}, t('live.wayOutHost'))] : []),
      make('p', {}, t('live.what')),
      make('h3', {}, t('live.privacyTitle')),
      make('p', {}, t('live.privacy', location.host)),
      make('label', { for: name.id, class: 'live-label' }, t('live.name')),
      name,
      ...(asksPass
        ? [
            make('label', { for: pass.id, class: 'live-label' }, t('live.pass')),
            pass,
            make('p', { class: 'secondary', id: 'live-pass-about' }, t('live.passAbout', location.host)),
          ]
        : []),
    ],
    [
      { label: t('live.begin'), value: true, kind: 'primary' },
      { label: t('common.cancel'), value: false },
    ],
  );
  if (answer !== true) return null;
  const given = shownName(name.value);
  keptName.write(given);
  return { name: given, ...(asksPass && { pass: pass.value.trim() }) };
}
