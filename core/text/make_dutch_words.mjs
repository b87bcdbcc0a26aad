// Of a Hunspell dictionary of Dutch (OpenTaal's, Debian's package hunspell-nl) the words that compounds are made of, for core/text/dutch_words.hpp:
// node make_dutch_words.mjs nl.dic > dutch_words.txt. A line is a word and what it can be: b the beginning of a compound, e its end, v the stem of a verb.
// What is itself a compound of two of them is left out, so the list stays small.
import { readFileSync } from 'node:fs';

const begins = ['Ca', 'CA', 'Cb', 'CB', 'Cx'];
const ends = ['Cc', 'CC'];
/** Nouns by their plurals; most short ones have no sign of compounds, as the dictionary lists theirs. */
const nouns = /^[ZY][a-z]$/;
const longest = 12;

const roles = new Map();
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  const [entry, signs = ''] = line.trim().split(/\s/)[0].split('/');
  const word = entry.replaceAll('ĳ', 'ij').normalize('NFD').replace(/\p{M}/gu, '');
  if (!/^[a-z]{2,}$/.test(word) || word.length > longest) continue;
  const flags = signs.match(/../g) ?? [];
  const role = roles.get(word) ?? new Set();
  const short = word.length <= 7 && flags.some((flag) => nouns.test(flag));
  if (short || flags.some((flag) => begins.includes(flag))) role.add('b');
  if (short || flags.some((flag) => ends.includes(flag))) role.add('e');
  if (flags.includes('V3')) role.add('v');
  if (role.size > 0) roles.set(word, role);
}

const isCompound = (word) => {
  for (let at = 3; at <= word.length - 3 && word.length >= 8; at += 1)
    if (roles.has(word.slice(0, at)) && roles.get(word.slice(at))?.has('e')) return true;
  return false;
};
const kept = [...roles.keys()].filter((word) => word.length > 2 && (roles.get(word).has('v') || !isCompound(word))).sort();
process.stdout.write(kept.map((word) => `${word} ${[...roles.get(word)].sort().join('')}\n`).join(''));
