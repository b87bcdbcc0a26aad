// Keys of the maps that hold changed fields: "escaped id/path". And which paths lie inside which.

export function fieldKey(id: string, path: string): string {
  return `${id.replaceAll('~', '~0').replaceAll('/', '~1')}/${path}`;
}

export function splitFieldKey(key: string): [id: string, path: string] {
  const slash = key.indexOf('/');
  if (slash < 0) return [key, ''];
  return [key.slice(0, slash).replaceAll('~1', '/').replaceAll('~0', '~'), key.slice(slash + 1)];
}

const exchangeParts = new Set(['id', 'text', 'tags', 'terms', 'status']);
const exchangeItem = /^(?:needs|offers)\./;

/**
 * True when `inner` names a part of what `outer` names: writing `outer` makes what was written to `inner` void.
 * What follows `fields.` is one name, dots and all; the id of a need or an offer may hold dots too.
 */
export function isInside(inner: string, outer: string): boolean {
  if (!inner.startsWith(`${outer}.`)) return false;
  if (outer.startsWith('fields.')) return false;
  if (exchangeItem.test(outer)) return exchangeParts.has(inner.slice(outer.length + 1));
  return true;
}

/** Outer paths come before what lies inside them; otherwise alphabetical, so that every replica reads the same. */
export function comparePaths(a: string, b: string): number {
  return depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function depth(path: string): number {
  return path.startsWith('fields.') ? 2 : path.split('.').length;
}

/** For each entity the paths that were changed since it was created. */
export class PathIndex {
  readonly #paths = new Map<string, Set<string>>();

  add(id: string, path: string): void {
    const paths = this.#paths.get(id);
    if (paths) paths.add(path);
    else this.#paths.set(id, new Set([path]));
  }

  delete(id: string, path: string): void {
    const paths = this.#paths.get(id);
    paths?.delete(path);
    if (paths?.size === 0) this.#paths.delete(id);
  }

  /** In the order in which they are applied. */
  of(id: string): string[] {
    return [...(this.#paths.get(id) ?? [])].sort(comparePaths);
  }
}
