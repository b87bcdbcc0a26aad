// The two parts of the program (web/split/split.mjs): the first draws a network and does what scripts ask of it; the rest is fetched once
// the picture stands. What people do before it is there waits for it (`Bridge.input`).

import type { Completion } from '../bridge/bridge.ts';
import { FetchFailed, fetchFile, untilWorthwhile, type What } from '../support/fetching.ts';
import { Signal } from '../support/signal.ts';
import { notify, shownNotice, takeAway } from '../widgets/toast.ts';
import { moreWords, moreWordsNow, type Table, t } from '../words/i18n.ts';

const firstFile = 'impactweb.wasm';

/** The rest of the program is not there, and cannot be fetched now. */
export class RestMissing extends Error {}

/** What its panels say: without these words nothing of it is to be seen. */
function wordsOfRest(): Promise<void> {
  return moreWords('panels');
}

type Receive = (instance: WebAssembly.Instance) => void;

export class SplitProgram implements Completion {
  #first: WebAssembly.Exports | undefined;
  #whole = false;
  #fetching: Promise<void> | undefined;
  /** Those who cannot wait until it comes. */
  readonly #inNeed = new Signal<FetchFailed>();
  #tryNow = () => {};

  /** True when everything that the program can do is there. */
  get whole(): boolean {
    return this.#whole;
  }

  /** Starts the first part with what the glue gives it (`instantiateWasm` of Emscripten). */
  async start(given: WebAssembly.Imports, receive: Receive): Promise<void> {
    const placeholders = new Proxy({} as WebAssembly.ModuleImports, {
      get: (_, slot) => (typeof slot === 'string' ? this.#placeholder(Number.parseInt(slot, 10)) : undefined),
    });
    const imports = new Proxy(given, {
      get: (all, name) => (String(name).startsWith('placeholder') ? placeholders : all[String(name)]),
    });
    const instance = await WebAssembly.instantiate(await compiled(firstFile, 'start'), imports);
    this.#first = instance.exports;
    if (!IMPACTWEB_REST) {
      // A program in one piece (web/watch.mjs).
      this.#whole = true;
      await wordsOfRest();
      receive(instance);
      return;
    }
    // Once the service worker keeps the files, the rest costs nothing; where nothing can be compiled on the spot, it cannot come later.
    const needed = !compilesOnTheSpot();
    if (navigator.serviceWorker?.controller || needed)
      await this.#joinWithWords().catch((error: unknown) => {
        if (needed) throw error;
      });
    receive(instance);
  }

  /** Fetches the rest, and tries again until it is there; never rejects. */
  fetchRest(): Promise<void> {
    this.#fetching ??= this.#fetch();
    return this.#fetching;
  }

  async needRest(): Promise<void> {
    if (this.#whole) return;
    let end = () => {};
    const failing = new Promise<never>((_, reject) => {
      end = this.#inNeed.add(reject);
    });
    const fetching = this.fetchRest();
    this.#tryNow();
    await Promise.race([fetching, failing]).finally(end);
  }

  async #fetch(): Promise<void> {
    let told: string | undefined;
    let notice: Element | null = null;
    for (let pause = 1000; !this.#whole; pause = Math.min(pause * 2, 30_000)) {
      try {
        await this.#joinWithWords();
        takeAway(notice);
      } catch (error) {
        console.debug('Impactweb: the rest of the program', error);
        const failed = error instanceof FetchFailed ? error : new FetchFailed('server', 'rest', error);
        // Why it does not come may change: the wifi, say, that asks to sign in is left.
        if (failed.reason !== told) {
          tellMissing(failed);
          notice = shownNotice();
        }
        told = failed.reason;
        this.#inNeed.emit(failed);
        const asked = new Promise<void>((resolve) => {
          this.#tryNow = resolve;
        });
        await Promise.race([untilWorthwhile(pause), asked]);
      }
    }
  }

  /**
   * Makes sure on the spot that the rest is there; the page stands still until it is. A last resort: while it waits, Firefox ends the
   * transactions of storage that are under way. `wanted` is what is missing, for the console. Throws RestMissing.
   */
  complete(wanted: string): void {
    if (this.#whole) return;
    console.debug(`Impactweb: ${wanted} is in the rest of the program, and is wanted now`);
    try {
      moreWordsNow('panels', (file) => JSON.parse(textOnTheSpot(file)) as Table);
      new WebAssembly.Instance(new WebAssembly.Module(fetchedOnTheSpot(IMPACTWEB_REST)), this.#importsOfRest());
    } catch (error) {
      tellMissing(error instanceof FetchFailed ? error : new FetchFailed('offline', 'rest', error));
      throw new RestMissing(t('common.restMissing'), { cause: error });
    }
    this.#whole = true;
  }

  /** Stands for a function of the rest in the first part, at its place in the table of functions. */
  #placeholder(slot: number): (...args: unknown[]) => unknown {
    return (...args) => {
      this.complete(`function ${slot}`);
      const table = Object.values(this.#first ?? {}).find((value) => value instanceof WebAssembly.Table);
      return (table as WebAssembly.Table).get(slot)(...args);
    };
  }

  /** The words come first: no panel is drawn without them. */
  async #joinWithWords(): Promise<void> {
    const [rest] = await Promise.all([compiled(IMPACTWEB_REST, 'rest'), wordsOfRest()]);
    await this.#join(rest);
  }

  /** The rest puts its functions where the placeholders were. */
  async #join(module: WebAssembly.Module): Promise<void> {
    if (!this.#whole) await WebAssembly.instantiate(module, this.#importsOfRest());
    this.#whole = true;
  }

  #importsOfRest(): WebAssembly.Imports {
    return { first: this.#first as WebAssembly.ModuleImports };
  }
}

function compiled(file: string, what: What): Promise<WebAssembly.Module> {
  return fetchFile(file, what, async (response) =>
    // Not every host knows the type that compiling on the way in asks for.
    response.headers.get('content-type') === 'application/wasm'
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()),
  );
}

function fetchedOnTheSpot(file: string): Uint8Array<ArrayBuffer> {
  // Bytes are not to be had without waiting, but letters are: one for each.
  const letters = textOnTheSpot(file, 'text/plain; charset=x-user-defined');
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0) & 0xff);
}

function textOnTheSpot(file: string, type = 'text/plain; charset=utf-8'): string {
  const request = new XMLHttpRequest();
  request.open('GET', file, false);
  request.overrideMimeType(type);
  request.send();
  const html = request.getResponseHeader('content-type')?.startsWith('text/html') === true;
  if (request.status === 511 || (request.status === 200 && html)) throw new FetchFailed('signIn', 'rest');
  if (request.status === 404 || request.status === 410) throw new FetchFailed('renewed', 'rest');
  if (request.status !== 200) throw new FetchFailed(request.status === 0 ? 'offline' : 'server', 'rest');
  return request.responseText;
}

/** Older versions of Chrome compile no more than 4 KB while the page waits. */
function compilesOnTheSpot(): boolean {
  const size = 5000;
  // A module with one section of its own that means nothing.
  const bytes = new Uint8Array(8 + 3 + size);
  bytes.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, 0x80 | (size & 0x7f), size >> 7]);
  try {
    new WebAssembly.Module(bytes);
    return true;
  } catch {
    return false;
  }
}

function tellMissing(failed: FetchFailed): void {
  notify({
    text: `${failed.message} ${t('common.restMissing')}`,
    kind: 'error',
    stays: true,
    action: { label: t('common.reload'), run: () => location.reload() },
  });
}
