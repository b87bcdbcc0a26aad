// The page's turn, in the middle of long work.

/** Under Node.js a port with a handler keeps the process alive, unless it is told not to. */
type Port = MessagePort & { ref?(): void; unref?(): void };

const waiting: (() => void)[] = [];
// One channel for all: each costs the browser time when it collects garbage.
let ports: { answers: Port; asks: MessagePort } | undefined;

function begin(): { answers: Port; asks: MessagePort } {
  const { port1: answers, port2: asks }: { port1: Port; port2: MessagePort } = new MessageChannel();
  answers.onmessage = () => {
    waiting.shift()?.();
    if (waiting.length === 0) answers.unref?.();
  };
  return { answers, asks };
}

/** Lets everything that waits have its turn: input, frames, timers. */
export function yieldToEventLoop(): Promise<void> {
  ports ??= begin();
  ports.answers.ref?.();
  ports.asks.postMessage(null);
  return new Promise((resolve) => waiting.push(resolve));
}
