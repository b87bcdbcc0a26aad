// The handbook: chapters beside their list, with a field that finds words in them. It lies over what is open and leaves it as it is.
import { attempt, fetchLater } from '../loading/late_parts.ts';
import { fetchFile } from '../support/fetching.ts';
import { button, icon, make } from '../widgets/dom.ts';
import { language, onLanguage, plural, t } from '../words/i18n.ts';
import { holdsAll, wordsOf } from './search.ts';
import { type Chapter, elementsOf, marked, textOf } from './tree.ts';

/** From this width on the chapters stand beside the text (handbook.css). */
const beside = matchMedia('(min-width: 801px)');

let handbook: Handbook | undefined;

/** Shows a chapter, or the first when there is none of that name. gives what closes it. */
export async function showHandbook(chapter: string, ways: Ways): Promise<() => void> {
  await fetchLater('handbook');
  handbook ??= new Handbook(ways);
  const shown = handbook;
  await shown.show(chapter);
  return () => shown.close();
}

function fetchChapters(): Promise<Chapter[]> {
  return fetchFile(`handbook/${language()}.json`, 'handbook', (response) => response.json() as Promise<Chapter[]>);
}

/** What every visit has already: a part that brought it along would take it out of the first script, which grows by that. */
export interface Ways {
  /** Somebody wants to close it. */
  leave(): void;
  /** Makes a button open the menu of languages. */
  offerLanguages(button: HTMLButtonElement): void;
}

class Handbook {
  readonly #dialog = make('dialog', { class: 'handbook', 'aria-labelledby': 'handbook-title' });
  readonly #ways: Ways;
  readonly #field = make('input', { type: 'search', id: 'handbook-search', autocomplete: 'off', spellcheck: 'false' });
  readonly #found = make('p', { class: 'secondary', role: 'status' });
  readonly #contents = make('details', { class: 'handbook-contents' });
  readonly #text = make('div', { class: 'handbook-text' });
  #chapters: Chapter[] = [];
  #current = '';
  #titleBefore = '';
  /** Which of the places that were found is shown; -1 before the first. */
  #place = -1;

  constructor(ways: Ways) {
    this.#ways = ways;
    document.body.append(this.#dialog);
    this.#field.addEventListener('input', () => this.#search());
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#nextPlace(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') this.#leaveField();
      else return;
      event.preventDefault();
    });
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#ways.leave();
    });
    this.#dialog.addEventListener('keydown', (event) => event.stopPropagation());
    this.#dialog.addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('a');
      const chapter = link && /^#help=([\w-]+)$/.exec(link.getAttribute('href') ?? '')?.[1];
      if (!chapter || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      // One step back leaves the handbook, however many chapters were read.
      history.replaceState(null, '', `#help=${chapter}`);
      const title = this.#text.querySelector<HTMLElement>(`article[data-chapter="${chapter}"]:not(.away) h2`);
      if (title && wordsOf(this.#field.value).length > 0) {
        // One of those that were found: its places stay marked.
        title.focus({ preventScroll: true });
        title.scrollIntoView();
        return;
      }
      this.#field.value = '';
      this.#turnTo(chapter);
    });
    beside.addEventListener('change', () => this.#fold());
    onLanguage(() => {
      if (this.#dialog.open) void attempt(() => this.show(this.#current));
    });
  }

  /** Some browsers keep the key to themselves in such a field, so it is not left to the dialog. */
  #leaveField(): void {
    const typed = this.#field.value !== '';
    this.#field.value = '';
    if (typed) this.#search();
    else this.#ways.leave();
  }

  /** Throws FetchFailed. */
  async show(chapter: string): Promise<void> {
    this.#chapters = await fetchChapters();
    this.#draw();
    if (!this.#dialog.open) {
      this.#titleBefore = document.title;
      this.#dialog.showModal();
    }
    document.title = `${t('handbook.title')} – Impactweb`;
    this.#turnTo(chapter);
    if (chapter === '') this.#dialog.querySelector('h1')?.focus();
  }

  close(): void {
    if (!this.#dialog.open) return;
    this.#dialog.close();
    document.title = this.#titleBefore;
  }

  #draw(): void {
    const print = button(t('handbook.print'), { class: 'plain' }, () => window.print());
    const languages = make(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': t('bar.language'), title: t('bar.language') },
      icon('language'),
    );
    const close = make(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': t('handbook.close'), title: t('handbook.close') },
      icon('close'),
    );
    close.addEventListener('click', () => this.#ways.leave());
    this.#field.setAttribute('aria-label', t('handbook.search'));
    this.#field.placeholder = t('handbook.search');
    this.#dialog.replaceChildren(
      make(
        'header',
        { class: 'handbook-head' },
        make('h1', { id: 'handbook-title', tabindex: '-1' }, t('handbook.title')),
        make('div', { class: 'handbook-search', role: 'search' }, this.#field),
        make('div', { class: 'bar-group' }, print, make('span', {}, languages), close),
      ),
      make('nav', { 'aria-label': t('handbook.contents') }, this.#contents),
      this.#text,
    );
    this.#ways.offerLanguages(languages);
  }

  /** Shows a chapter as somebody chose it. */
  #turnTo(chapter: string): void {
    const known = this.#chapters.some(({ id }) => id === chapter);
    this.#current = known ? chapter : (this.#chapters[0]?.id ?? '');
    this.#search();
    this.#fold(chapter !== '');
    const title = this.#text.querySelector<HTMLElement>('article:not(.away) h2');
    title?.focus({ preventScroll: true });
    this.#text.scrollTop = 0;
    if (beside.matches) this.#dialog.scrollTop = 0;
    else if (chapter !== '') title?.scrollIntoView();
  }

  /** Where there is little room the list of chapters is folded while one reads. */
  #fold(reading = true): void {
    this.#contents.open = beside.matches || !reading;
  }

  /** Draws the chapters anew: the current one, or those in which all words of the field are. */
  #search(): void {
    const words = wordsOf(this.#field.value);
    const shown = this.#chapters.filter(({ id, title, blocks }) =>
      words.length === 0 ? id === this.#current : holdsAll([title, ...blocks.map(textOf)].join(' '), words),
    );
    const listed = words.length === 0 ? this.#chapters : shown;
    this.#contents.replaceChildren(
      make('summary', {}, t('handbook.contents')),
      make(
        'ol',
        {},
        ...listed.map(({ id, title }) => {
          const here = words.length === 0 && id === this.#current;
          return make('li', {}, make('a', { href: `#help=${id}`, 'aria-current': here ? 'page' : undefined }, title));
        }),
      ),
    );
    // All of them are there, so that all of them are printed.
    this.#text.replaceChildren(
      this.#found,
      ...this.#chapters.map((chapter, at) => {
        const article = make(
          'article',
          { 'data-chapter': chapter.id },
          make('h2', { tabindex: '-1' }, ...marked(chapter.title, words)),
          ...elementsOf(chapter.blocks, words),
        );
        article.classList.toggle('away', !shown.includes(chapter));
        const following = this.#chapters[at + 1];
        if (following && words.length === 0)
          article.append(
            make(
              'p',
              { class: 'handbook-following' },
              t('handbook.following'),
              ': ',
              make('a', { href: `#help=${following.id}` }, following.title),
            ),
          );
        return article;
      }),
    );
    this.#place = -1;
    this.#tell(words, shown.length);
    this.#text.scrollTop = 0;
  }

  #tell(words: readonly string[], chapters: number): void {
    if (words.length === 0) this.#found.replaceChildren();
    else if (chapters === 0) this.#found.replaceChildren(t('handbook.none', this.#field.value.trim()));
    else {
      const next = button(t('handbook.next'), { class: 'link' }, () => this.#nextPlace(1));
      const count = plural('handbook.found', this.#marks().length, plural('handbook.chapters', chapters));
      this.#found.replaceChildren(make('span', {}, count), ' ', next);
    }
  }

  #marks(): HTMLElement[] {
    return [...this.#text.querySelectorAll<HTMLElement>('article:not(.away) mark')];
  }

  /** Leads to the next place that was found, or to the one before. */
  #nextPlace(step: number): void {
    const marks = this.#marks();
    if (marks.length === 0) return;
    marks[this.#place]?.classList.remove('here');
    this.#place = this.#place < 0 && step < 0 ? marks.length - 1 : (this.#place + step + marks.length) % marks.length;
    marks[this.#place]?.classList.add('here');
    marks[this.#place]?.scrollIntoView({ block: 'center' });
    this.#found.querySelector('span')?.replaceChildren(t('handbook.foundAt', this.#place + 1, marks.length));
  }
}
