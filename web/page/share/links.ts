// Addresses that carry a network: which they are, and what happens to whoever follows one.

export type ShareMode = 'share' | 'view';

/** The address of this page with a network in it; `letters` as codec.ts gives them. */
export function addressOf(mode: ShareMode, letters: string): string {
  return `${location.origin}${location.pathname}#${mode}=${letters}`;
}

/** What the end of an address carries, if it carries a network. */
export function carriedBy(hash: string): { mode: ShareMode; letters: string } | undefined {
  const [, mode, letters] = /^(share|view)=(.*)$/s.exec(hash) ?? [];
  return mode === undefined || letters === undefined ? undefined : { mode: mode as ShareMode, letters };
}
