// Something that happens and that others want to hear of.
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Gives the function that ends it. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
