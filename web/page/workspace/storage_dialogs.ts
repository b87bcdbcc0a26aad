// What people are asked when what they made is not on disk, when the storage does not answer, and when what was kept is damaged.

import type { SaveFailure } from '../document/persistence.ts';
import { attempt } from '../loading/late_parts.ts';
import { ask, showTrouble } from '../widgets/dialogs.ts';
import { download, make } from '../widgets/dom.ts';
import { moreWords, t } from '../words/i18n.ts';

export type Leaving = 'file' | 'leave' | 'stay';

/** Whether to leave a network that is not saved. `reason`: why, or what `Unsaved.settle` says beside that. */
export async function askToLeave(reason: SaveFailure | 'waiting' | 'typed'): Promise<Leaving> {
  const lost = reason === 'waiting' || reason === 'typed';
  const why = reason === 'lost' ? 'cleared' : reason;
  const choice = await ask<Leaving>(
    t('leave.title'),
    [make('p', {}, t(`leave.${why}`)), make('p', {}, t(lost ? 'leave.lost' : 'leave.kept'))],
    [
      ...(lost ? [] : [{ label: t('leave.file'), value: 'file' as const, kind: 'primary' as const }]),
      { label: t('leave.go'), value: 'leave' },
      { label: t('leave.stay'), value: 'stay' },
    ],
  );
  return choice ?? 'stay';
}

export type Patience = 'again' | 'file' | 'without';

/** What to do while the storage of the browser does not answer. `file`: there is something to save. */
export async function askAboutHanging(file: boolean): Promise<Patience> {
  const choice = await ask<Patience>(
    t('storage.hangingTitle'),
    [make('p', {}, t('storage.hanging'))],
    [
      { label: t('storage.again'), value: 'again', kind: 'primary' },
      ...(file ? [{ label: t('storage.file'), value: 'file' as const }] : []),
      { label: t('storage.without'), value: 'without' },
    ],
  );
  return choice ?? 'without';
}

/** What was found on disk, to be looked at by somebody who can. */
export function saveFound(records: readonly Uint8Array[]): void {
  const parts = records.map((record) => new Uint8Array(record));
  download('impactweb.bin', new Blob(parts, { type: 'application/octet-stream' }));
}

/** What could be read of a damaged network is open. `copied`: what was found is in the list beside it. */
export function tellDamaged(records: readonly Uint8Array[], copied: boolean): Promise<void> {
  return attempt(async () => {
    await moreWords('data');
    await showTrouble(t('storage.damagedTitle'), t(copied ? 'storage.damagedOpen' : 'storage.damagedUnkept'), {
      label: t('storage.rawFile'),
      run: () => saveFound(records),
    });
  });
}
