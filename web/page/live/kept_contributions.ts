// What somebody has contributed and is not yet known to be in the document, kept in their browser: a reload, a crash or a dead battery loses nothing.
import type { Operation } from '../bridge/model.ts';
import { readSetting, settingNames, writeSetting } from '../support/settings.ts';

/** Signed. */
export interface Sealed {
  key: string;
  items: Operation[];
  /** The message, base64 of addresses. */
  data: string;
  /** The relay has it. */
  kept: boolean;
}

export interface KeptContributions {
  sealed: readonly Sealed[];
  /** Done, and not signed yet. */
  draft: Operation[];
}

export interface ContributionStore {
  read(): KeptContributions;
  write(kept: KeptContributions): void;
}

export class MemoryStore implements ContributionStore {
  #kept: KeptContributions = { sealed: [], draft: [] };

  read(): KeptContributions {
    return structuredClone(this.#kept);
  }

  write(kept: KeptContributions): void {
    this.#kept = structuredClone(kept);
  }
}

const prefixOf = (room: string): string => `live-waits-${room}-`;

/** In the settings of this browser, of one page. `takesOver`: no other tab is in the room, so what earlier pages left is this one's. */
export class BrowserStore implements ContributionStore {
  readonly #name: string;
  readonly #prefix: string;
  #before: string[];

  constructor(room: string, session: string, takesOver: boolean) {
    this.#prefix = prefixOf(room);
    this.#name = `${this.#prefix}${session}`;
    this.#before = takesOver ? settingNames().filter((name) => name.startsWith(this.#prefix)) : [];
  }

  read(): KeptContributions {
    const all = this.#before.map((name) => keptIn(readSetting(name)));
    return { sealed: all.flatMap(({ sealed }) => sealed), draft: all.flatMap(({ draft }) => draft) };
  }

  write(kept: KeptContributions): void {
    const isEmpty = kept.sealed.length === 0 && kept.draft.length === 0;
    writeSetting(this.#name, isEmpty ? null : JSON.stringify(kept));
    // All of it is in what has just been written.
    for (const name of this.#before) if (name !== this.#name) writeSetting(name, null);
    this.#before = [];
  }
}

/** A room has ended: nobody puts anything through any more. */
export function forgetContributions(room: string): void {
  for (const name of settingNames()) if (name.startsWith(prefixOf(room))) writeSetting(name, null);
}

function keptIn(text: string | null): KeptContributions {
  try {
    const { sealed, draft } = JSON.parse(text ?? '{}') as Partial<KeptContributions>;
    return { sealed: Array.isArray(sealed) ? sealed : [], draft: Array.isArray(draft) ? draft : [] };
  } catch {
    return { sealed: [], draft: [] };
  }
}
