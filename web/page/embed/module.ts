// Impactweb in another page: a frame, and the JavaScript API of what is in it. This is the npm-style module that dist/npm holds.
import type { Impactweb } from '../api/api_types.ts';

export type * from '../api/api_types.ts';

export interface EmbedOptions {
  /** Address of the page of Impactweb, on the same site as the page that embeds it. */
  page: string;
  /** What the frame is called for those who listen; it must not be empty. */
  title: string;
  /** A file on the site of `page` to open, as an address from there. */
  open?: string;
  /** What stands behind the `#`: `sample`, `new`, `network=ID`, `share=…` or `view=…`. */
  hash?: string;
  /** The file is only to be looked at. */
  viewOnly?: boolean;
  /** A lens to begin with, such as `spider`. */
  lens?: string;
  /** Only these are shown; ids as in the file. */
  filters?: Partial<
    Record<
      'kinds' | 'sectors' | 'tags' | 'places' | 'energies' | 'motivations' | 'edgeKinds' | 'edgeStatuses',
      readonly string[]
    >
  >;
  /** Only what has this in its name. */
  text?: string;
  colorBy?: string;
  sizeBy?: string;
  /** False hides it. */
  legend?: boolean;
}

export interface Embedded {
  frame: HTMLIFrameElement;
  /** The API of the page in the frame, when its first picture is there. */
  impactweb: Impactweb;
  /** Takes the frame away. */
  remove(): void;
}

/** The address of the frame. Throws TypeError for a page that is no address. */
export function addressOf(options: EmbedOptions): string {
  const address = new URL(options.page, document.baseURI);
  const { searchParams } = address;
  if (options.open !== undefined) searchParams.set('open', options.open);
  if (options.viewOnly) searchParams.set('view', '');
  for (const [name, words] of Object.entries(options.filters ?? {})) searchParams.set(name, words.join(','));
  for (const name of ['lens', 'text', 'colorBy', 'sizeBy'] as const) {
    const value = options[name];
    if (value !== undefined) searchParams.set(name, value);
  }
  if (options.legend === false) searchParams.set('legend', 'off');
  if (options.hash !== undefined) address.hash = options.hash;
  return address.href;
}

/** How long the page may take to come, in milliseconds. */
const patience = 60_000;

/**
 * Puts Impactweb into `element`, as wide and high as that is. Rejects with an Error when the page is on another site, is no Impactweb, or
 * does not come within a minute; the frame is gone then.
 */
export async function embed(element: HTMLElement, options: EmbedOptions): Promise<Embedded> {
  if (options.title.trim() === '') throw new TypeError('title: a frame needs a name');
  const address = addressOf(options);
  if (new URL(address).origin !== location.origin)
    throw new Error(`${options.page} is on another site: a frame works there, but its API cannot be reached`);
  const frame = document.createElement('iframe');
  frame.title = options.title;
  frame.allow = 'clipboard-write; fullscreen';
  Object.assign(frame.style, { width: '100%', height: '100%', border: '0' });
  const remove = () => frame.remove();
  try {
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Error(`${options.page} did not come within a minute`)), patience);
    });
    frame.src = address;
    element.append(frame);
    await Promise.race([loaded, late]);
    // The page's script comes a little after the page.
    const impactweb = await Promise.race([apiIn(frame), late as Promise<never>]);
    await Promise.race([impactweb.ready, late]);
    return { frame, impactweb, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function apiIn(frame: HTMLIFrameElement): Promise<Impactweb> {
  for (;;) {
    const found = (frame.contentWindow as (Window & { impactweb?: Impactweb }) | null)?.impactweb;
    if (found) return found;
    if (!frame.isConnected) throw new Error('the frame was taken away');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
