// What a part of the page needs when it is used first, beside its script: words and style. `name` is that of its file in
// assets/strings/…/later and of its folder here.
import { make } from './dom.ts';
import { moreWords } from './i18n.ts';

const styles = new Map<string, Promise<void>>();

function style(name: string): Promise<void> {
  let loaded = styles.get(name);
  if (!loaded) {
    const link = make('link', { rel: 'stylesheet', href: `${name}.css` });
    loaded = new Promise((resolve) => {
      link.addEventListener('load', () => resolve());
      // It can be read without.
      link.addEventListener('error', () => {
        styles.delete(name);
        resolve();
      });
    });
    document.head.append(link);
    styles.set(name, loaded);
  }
  return loaded;
}

/** Fetches both; rejects when the words do not come. */
export async function fetchLater(name: string): Promise<void> {
  await Promise.all([moreWords(name), style(name)]);
}
