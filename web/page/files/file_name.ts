import { isoDay } from '../support/iso_day.ts';
import { t } from '../words/i18n.ts';

/** Title and day, as a file may be called everywhere. */
export function fileNameOf(title: string): string {
  const safe = (title || t('network.untitled'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be in a file's name
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80);
  return `${safe || 'impactweb'} ${isoDay()}`;
}
