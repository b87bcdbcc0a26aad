// Fetching the page's own files, and why one does not come. A network may answer without being the one that was asked for: a wifi that
// wants somebody to sign in gives its login page for every file.
import { t } from './texts.ts';

/**
 * No connection; a wifi that asks to sign in; the site has no such file any more, for it is of a newer version than the page; or an
 * answer that is none of these and not the file.
 */
export type Reason = 'offline' | 'signIn' | 'renewed' | 'server';

/** What is fetched, in words: `part.…` of the string tables. */
export type What =
  | 'start'
  | 'rest'
  | 'words'
  | 'sample'
  | 'reader'
  | 'share'
  | 'insight'
  | 'output'
  | 'pdf'
  | 'cards'
  | 'import'
  | 'data'
  | 'handbook'
  | 'live'
  | 'view'
  | 'offline';

/** A file of the page cannot be had. Its message is a sentence for people. */
export class FetchFailed extends Error {
  readonly reason: Reason;
  readonly what: What;

  constructor(reason: Reason, what: What, cause?: unknown) {
    super(t(`fetching.${reason}`, t(`part.${what}`)), { cause });
    this.reason = reason;
    this.what = what;
  }
}

/**
 * Fetches a file and reads it with `read`, which throws when it is not what it should be. Throws FetchFailed. What fails is asked for
 * once more past the browser's cache, where the answer of a wifi may have stayed.
 */
export async function fetchFile<T>(
  file: string,
  what: What,
  read: (response: Response) => Promise<T>,
  cache: RequestCache = 'default',
): Promise<T> {
  try {
    const response = await fetch(file, { cache });
    if (response.ok && !isLoginPage(response, file)) return await read(response);
  } catch {
    // The second answer tells why.
  }
  let response: Response;
  try {
    response = await fetch(file, { cache: 'reload', redirect: 'manual' });
  } catch (error) {
    throw new FetchFailed('offline', what, error);
  }
  if (isLoginPage(response, file)) throw new FetchFailed('signIn', what, `${file}: ${response.status}`);
  if (!response.ok) {
    // Files of the first picture belong to the page that has just been loaded.
    const gone = (response.status === 404 || response.status === 410) && what !== 'start';
    throw new FetchFailed(gone ? 'renewed' : 'server', what, `${file}: ${response.status}`);
  }
  try {
    return await read(response);
  } catch (error) {
    throw new FetchFailed(error instanceof TypeError ? 'offline' : 'server', what, error);
  }
}

function isLoginPage(response: Response, file: string): boolean {
  if (response.type === 'opaqueredirect' || response.status === 511) return true;
  const html = response.headers.get('content-type')?.startsWith('text/html') === true;
  return response.ok && (response.redirected || (html && !file.endsWith('.html')));
}

/** After a while, or as soon as there is a network again. */
export function untilWorthwhile(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    }
    window.addEventListener('online', done);
  });
}
