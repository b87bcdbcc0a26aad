// What lies over the work, or instead of it: the start page, the page on what is kept where, or a card to fill in.
import { byId } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';

const sheets = ['start', 'data', 'card'] as const;
export type Sheet = (typeof sheets)[number];

export function isShown(sheet: Sheet): boolean {
  return !byId(sheet, HTMLElement).hidden;
}

export function showSheet(sheet: Sheet): void {
  byId('work', HTMLElement).inert = true;
  for (const each of sheets) byId(each, HTMLElement).hidden = sheet !== each;
  document.documentElement.classList.remove('working');
  document.title = sheet === 'data' ? `${t('data.title')} – Impactweb` : 'Impactweb';
  byId(sheet, HTMLElement).focus({ preventScroll: true });
}

export function showWork(): void {
  for (const sheet of sheets) byId(sheet, HTMLElement).hidden = true;
  byId('work', HTMLElement).inert = false;
  document.documentElement.classList.add('working');
}

/** To what there is to read or to do, past everything above it. */
export function skipToContent(): void {
  const working = document.documentElement.classList.contains('working');
  byId(working ? 'mirror' : (sheets.find(isShown) ?? 'start'), HTMLElement).focus();
}
