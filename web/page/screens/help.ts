// The address of the handbook, `#help` and `#help=CHAPTER`. The handbook lies over whatever is open, so that nobody leaves their work to
// read it; leaving it leads back to the address below it.
import { chapterIn } from '../links/links.ts';
import { attempt, later } from '../loading/late_parts.ts';
import { attachMenu } from '../widgets/menu.ts';
import { languageEntries } from './bar.ts';

/** The handbook that is open; `under`, when known, is the end of the address that it lies over. */
let open: { under: string | undefined; leaving: boolean } | undefined;
let close: () => void = () => {};

/** Opens, turns or closes the handbook as the address asks, after a change from `from`; false when something else is to follow the address. */
export function followHelp(from?: string): boolean {
  const chapter = chapterIn(location.hash);
  if (chapter === null) {
    const back = open !== undefined && open.under === location.hash;
    open = undefined;
    close();
    return back;
  }
  if (open?.leaving) history.back();
  else {
    open ??= { under: from, leaving: false };
    void attempt(() => show(chapter));
  }
  return true;
}

async function show(chapter: string): Promise<void> {
  // Another try, after one that left the address.
  if (!open) {
    location.hash = chapter === '' ? 'help' : `help=${chapter}`;
    return;
  }
  try {
    const { showHandbook } = await later('handbook', () => import('../handbook/handbook.ts'));
    close = await showHandbook(chapter, {
      leave,
      offerLanguages: (button) => attachMenu(button, languageEntries),
    });
  } catch (error) {
    history.replaceState(null, '', open?.under || location.pathname + location.search);
    open = undefined;
    throw error;
  }
  if (!open) close();
}

function leave(): void {
  if (!open) return;
  open.leaving = open.under !== undefined;
  if (open.leaving) history.back();
  else {
    open = undefined;
    close();
    location.replace('#');
  }
}
