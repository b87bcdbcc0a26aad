// What people call themselves, as it is shown to others.
import { t } from '../words/i18n.ts';
import type { Person } from './room_state.ts';

const longestName = 40;

/** Without what turns the direction of writing, what nobody sees, and more than a name needs. */
export function shownName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (each) => (each === '\u200d' ? each : ' '))
    .replace(/\s+/gu, ' ')
    .trim();
  return [...plain].slice(0, longestName).join('').trim();
}

/** The name of a person, or what somebody without one is called. */
export function nameOf(person: Pick<Person, 'name'> | undefined): string {
  return (person && shownName(person.name)) || t('live.unnamed');
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
