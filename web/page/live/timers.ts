// Timers of something that ends, and takes them with it.

export type Timer = ReturnType<typeof setTimeout>;

export class Timers {
  readonly #running = new Set<Timer>();
  #ended = false;

  after(milliseconds: number, run: () => unknown): Timer {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      if (!this.#ended) void run();
    }, milliseconds);
    this.#running.add(timer);
    return timer;
  }

  clear(timer: Timer | undefined): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#running.delete(timer);
  }

  end(): void {
    this.#ended = true;
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
