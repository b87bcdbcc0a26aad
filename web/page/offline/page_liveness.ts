// Whether a page has begun, as the service worker asks it.

/** What is used of a service worker's client. */
export interface Client {
  id: string;
  url: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
  navigate?(url: string): Promise<unknown>;
}

/** In the address of a page that the worker has loaded anew. */
export const anew = 'anew';

const question = 'are you there?';
const patience = 1500;

/** For the page: answers, with `begun`. */
export function answerWhetherBegun(begun: () => boolean): void {
  navigator.serviceWorker?.addEventListener('message', ({ data, ports }) => {
    if (data === question) ports[0]?.postMessage(begun());
  });
}

/** For the worker. Earlier versions of the page know no such question, but one that has a network open answers the other tabs. */
export function hasBegun(client: Client): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const id = new URL(client.url).hash.match(/^#network=(.+)/)?.[1];
    const tabs = id === undefined || typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(nameOf(id));
    const end = (there: boolean) => {
      clearTimeout(timer);
      tabs?.close();
      port1.close();
      resolve(there);
    };
    const timer = setTimeout(() => end(false), patience);
    port1.onmessage = ({ data }) => end(data === true);
    client.postMessage(question, [port2]);
    if (!tabs) return;
    tabs.onmessage = () => end(true);
    // Somebody who has nothing yet (joinTabs in document/tabs.ts).
    tabs.postMessage({ type: 'hello', vector: new Uint8Array([0]) });
  });
}

function nameOf(id: string): string {
  try {
    return `impactweb-${decodeURIComponent(id)}`;
  } catch {
    return `impactweb-${id}`;
  }
}
