// Searching the handbook: by words, whatever their accents and capitals.

interface Folded {
  text: string;
  /** For each letter of `text` where the letter that it came from begins, and behind the last one where the text ends. */
  from: number[];
}

function folded(text: string): Folded {
  let result = '';
  const from: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    result += plain;
    for (let i = 0; i < plain.length; ++i) from.push(at);
    at += letter.length;
  }
  from.push(at);
  return { text: result, from };
}

/** The words of what somebody typed; none while it is a single letter. */
export function wordsOf(query: string): string[] {
  const words = folded(query).text.split(/\s+/).filter(Boolean);
  return words.join('').length < 2 ? [] : words;
}

/** True when each of the words is somewhere in the text, or in the beginning, the middle or the end of one there. */
export function holdsAll(text: string, words: readonly string[]): boolean {
  const plain = folded(text).text;
  return words.every((word) => plain.includes(word));
}

/** Where words stand in a text, in order and apart: `[from, to]` each. */
export function placesOf(text: string, words: readonly string[]): [number, number][] {
  const plain = folded(text);
  const found: [number, number][] = [];
  for (const word of words)
    for (let at = plain.text.indexOf(word); at >= 0; at = plain.text.indexOf(word, at + word.length))
      found.push([plain.from[at] as number, plain.from[at + word.length] as number]);
  found.sort(([a], [b]) => a - b);
  const apart: [number, number][] = [];
  for (const [from, to] of found) {
    const last = apart.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
