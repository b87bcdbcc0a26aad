// Something that happens and that others want to hear of. The one place from which listeners are called: one that fails is reported and
// takes nobody else's news away.

/** Calls each listener; what one of them throws goes to the console and to `window.onerror`, as from an event handler of the browser. */
export function deliver<T>(listeners: Iterable<(value: T) => void>, value: T): void {
  for (const listener of [...listeners]) {
    try {
      listener(value);
    } catch (error) {
      reportUncaught(error);
    }
  }
}

/** Tells of an error that nobody up the stack could do anything about. */
export function reportUncaught(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else console.error(error);
}

export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Gives the function that ends it. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: T): void {
    deliver(this.#listeners, value);
  }
}
