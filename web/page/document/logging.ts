// What Yjs says on the console, without colours: its own way there brings along a toolkit that every first visit would have to fetch
// (the build puts this in the place of lib0/logging).

export const BOLD = '';
export const UNBOLD = '';
export const ORANGE = '';
export const RED = '';

const filled = (words: unknown[]) => words.filter((word) => word !== '');

export function print(...words: unknown[]): void {
  console.log(...filled(words));
}

export function warn(...words: unknown[]): void {
  console.warn(...filled(words));
}
