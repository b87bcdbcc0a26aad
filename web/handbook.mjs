// The handbook as data: the Markdown of assets/handbook becomes a tree of plain objects, of which the page makes its elements
// (web/page/handbook/tree.ts). What the tree has no word for is an error with its file and line, so that nothing is left out silently.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer } from 'marked';

const languages = ['nl', 'en'];
/** Where a link may lead to beside chapters: pages that leave nothing behind. */
const routes = ['#data', '#sample', '#new'];

/** The size of a picture, from the head of its file. */
function sizeOf(webp) {
  const kind = webp.toString('latin1', 12, 16);
  if (kind === 'VP8 ') return [webp.readUInt16LE(26) & 0x3fff, webp.readUInt16LE(28) & 0x3fff];
  if (kind === 'VP8X') return [webp.readUIntLE(24, 3) + 1, webp.readUIntLE(27, 3) + 1];
  throw new Error('is no WebP picture that a browser made');
}

/**
 * The tree of one chapter. `file` is named in errors; `pictures` gives the bytes of a picture by its name, and `isChapter` whether there is
 * a chapter of that id.
 */
export function chapterOf(markdown, file, { pictures, isChapter }) {
  const source = markdown.replaceAll('\r\n', '\n');
  let line = 1;
  const refuse = (what) => {
    throw new Error(`${file}:${line}: ${what}`);
  };

  const inline = (token) => {
    switch (token.type) {
      case 'text':
        if (/&#?\w+;/.test(token.text)) refuse(`write the character itself and not ${token.raw.trim()}`);
        return token.tokens ? token.tokens.flatMap(inline) : [token.text.replaceAll('\n', ' ')];
      case 'escape':
        return [token.text];
      case 'codespan':
        return [{ type: 'code', text: token.text }];
      case 'strong':
      case 'em':
        return [{ type: token.type, children: token.tokens.flatMap(inline) }];
      case 'link': {
        const chapter = /^#help=([\w-]+)$/.exec(token.href)?.[1];
        if (chapter === undefined ? !routes.includes(token.href) : !isChapter(chapter))
          refuse(`the link ${token.href} leads nowhere in the page`);
        return [{ type: 'link', href: token.href, children: token.tokens.flatMap(inline) }];
      }
      default:
        return refuse(`the handbook has no word for ${token.type}: ${token.raw.trim()}`);
    }
  };
  const inlines = (tokens) => tokens.flatMap(inline);

  let level = 0;
  const block = (token) => {
    switch (token.type) {
      case 'space':
        return [];
      case 'heading':
        if (token.depth > level + 1 || (token.depth === 1 && level > 0))
          refuse(`a heading of depth ${token.depth} here`);
        level = token.depth;
        return [{ type: 'heading', level, children: inlines(token.tokens) }];
      case 'text':
      case 'paragraph': {
        const [first, ...others] = token.tokens;
        if (first?.type !== 'image') return [{ type: 'paragraph', children: inlines(token.tokens) }];
        if (others.length > 0) refuse('a picture stands alone');
        if (!first.text.trim()) refuse('a picture says in words what it shows');
        const bytes = pictures(first.href) ?? refuse(`there is no picture ${first.href}`);
        const [width, height] = sizeOf(bytes);
        return [{ type: 'picture', file: first.href, text: first.text, width, height }];
      }
      case 'list':
        return [
          { type: 'list', ordered: token.ordered, items: token.items.map(({ tokens }) => tokens.flatMap(block)) },
        ];
      case 'table':
        return [
          {
            type: 'table',
            head: token.header.map(({ tokens }) => inlines(tokens)),
            rows: token.rows.map((row) => row.map(({ tokens }) => inlines(tokens))),
          },
        ];
      case 'blockquote':
        return [{ type: 'note', children: token.tokens.flatMap(block) }];
      case 'code':
        return [{ type: 'code', text: token.text }];
      default:
        return refuse(`the handbook has no word for ${token.type}: ${token.raw.trim()}`);
    }
  };

  const blocks = [];
  for (const token of lexer(source)) {
    blocks.push(...block(token));
    line += token.raw.split('\n').length - 1;
  }
  const [title, ...rest] = blocks;
  line = 1;
  if (title?.type !== 'heading' || title.level !== 1) refuse('a chapter begins with its title');
  return { title: title.children.join(''), blocks: rest };
}

/** All chapters in both languages: `[{ id, title, blocks }]` by language, and the pictures by name. The languages have the same chapters. */
export function handbook(root) {
  const folder = join(root, 'assets', 'handbook');
  const filesOf = (language) => readdirSync(join(folder, language)).filter((file) => file.endsWith('.md'));
  // The number in front is the place in the book.
  const idOf = (file) => file.replace(/^\d+-|\.md$/g, '');
  const ids = filesOf('nl').map(idOf);
  const pictures = new Map();
  const chapters = {};
  for (const language of languages) {
    if (filesOf(language).map(idOf).join() !== ids.join())
      throw new Error(`assets/handbook/${language}: other chapters than in Dutch`);
    const pictureOf = (name) => {
      if (!name.endsWith(`-${language}.webp`)) return undefined;
      if (!pictures.has(name)) pictures.set(name, readFileSync(join(folder, 'pictures', name)));
      return pictures.get(name);
    };
    chapters[language] = filesOf(language).map((file) => ({
      id: idOf(file),
      ...chapterOf(readFileSync(join(folder, language, file), 'utf8'), `assets/handbook/${language}/${file}`, {
        pictures: pictureOf,
        isChapter: (id) => ids.includes(id),
      }),
    }));
  }
  return { chapters, pictures };
}
