// Addresses that carry something: which they are, and what happens to whoever follows one.

/** A network to copy or to look at; questions about a network; what somebody answered. */
export type LinkMode = 'share' | 'view' | 'card' | 'answer';

/** The address of this page with something in it; `letters` as codec.ts gives them. */
export function addressOf(mode: LinkMode, letters: string): string {
  return `${location.origin}${location.pathname}#${mode}=${letters}`;
}

/** The end of the address of a network that is kept here. */
export function addressOfNetwork(id: string): string {
  return `#network=${encodeURIComponent(id)}`;
}

/** What the end of an address carries, if it carries something. */
export function carriedBy(hash: string): { mode: LinkMode; letters: string } | undefined {
  const [, mode, letters] = /^(share|view|card|answer)=(.*)$/s.exec(hash) ?? [];
  return mode === undefined || letters === undefined ? undefined : { mode: mode as LinkMode, letters };
}

/** Whether the end of an address leads into a live room: through its door, or as the second window of who shows it. */
export const leadsToRoom = (hash: string): boolean => /^(live|beamer)(=|$)/.test(hash);

/** The letters of all links of a kind in a text, as somebody copied it out of mails and chats. */
export function lettersIn(mode: LinkMode, text: string): string[] {
  return [...text.matchAll(new RegExp(`#${mode}=(\\d+\\.[\\w-]+)`, 'g'))].map(([, letters]) => letters as string);
}

/** The chapter of the handbook that the end of an address asks for: '' for the first, null when it asks for something else. */
export function chapterIn(hash: string): string | null {
  if (hash === '#help') return '';
  return hash.startsWith('#help=') ? hash.slice('#help='.length) : null;
}
