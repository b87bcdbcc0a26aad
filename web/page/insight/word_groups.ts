// Groups of words that mean the same, as the network keeps them (core/insight/need_offer_matches.hpp).
import type { Json } from '../bridge/model.ts';

export function isGroup(value: Json): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string');
}

/** The words in a line, without those that are empty or stand there twice. */
export function wordsIn(line: string): string[] {
  const words = line
    .split(/[,;=\n]/)
    .map((word) => word.trim().replace(/\s+/g, ' '))
    .filter((word) => word !== '');
  return words.filter((word, at) => words.findIndex((each) => each.toLowerCase() === word.toLowerCase()) === at);
}

/** `groups` with these words as one group: those that have one of them already become one with it. */
export function withWords(groups: readonly Json[], words: readonly string[]): Json[] {
  const same = (group: Json) =>
    isGroup(group) && group.some((word) => words.some((each) => each.toLowerCase() === word.toLowerCase()));
  const together = [...groups.filter(same).flatMap((group) => group as string[]), ...words];
  return [...groups.filter((group) => !same(group)), wordsIn(together.join(','))];
}
