// The licences of everything that ends in dist/, in one file: they ask to travel along.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** For packages that name their licence and author, and bring no file with its text. */
const noFile = 'Copyright (c) Devon Govett. MIT licence, as for Impactweb above.';

const packages = [
  ['yjs', 'the replicated document'],
  ['lib0', 'used by Yjs'],
  ['idb-keyval', 'keeps the list of networks'],
  ['fflate', 'packs a network into a link'],
  ['uqr', 'draws QR codes'],
  ['@nats-io/nats-core', 'speaks with the relay of live sessions'],
  ['@nats-io/nkeys', 'the relay’s keys'],
  ['@nats-io/nuid', 'used by nats-core'],
  ['tweetnacl', 'used by nkeys'],
  ['pdfkit', 'writes PDF files'],
  ['fontkit', 'puts the typeface into them', noFile],
  ['restructure', 'used by fontkit'],
  ['unicode-properties', 'used by fontkit'],
  ['unicode-trie', 'used by fontkit'],
  ['brotli', 'used by fontkit', noFile],
  ['clone', 'used by fontkit'],
  ['dfa', 'used by fontkit', noFile],
  ['fast-deep-equal', 'used by fontkit'],
  ['tiny-inflate', 'used by fontkit'],
  ['@swc/helpers', 'used by fontkit'],
  ['linebreak', 'used by PDFKit'],
  ['png-js', 'used by PDFKit'],
  ['@noble/ciphers', 'used by PDFKit'],
  ['@noble/hashes', 'used by PDFKit'],
  ['base64-js', 'used by PDFKit'],
  ['docx', 'writes Word files'],
  ['nanoid', 'used by docx'],
  ['@fontsource/atkinson-hyperlegible-next', 'the typeface'],
  ['lucide-static', 'the icons on the canvas'],
];
const libraries = [
  ['imgui', 'Dear ImGui, with stb_truetype, stb_rect_pack and stb_textedit'],
  ['sdl2', 'SDL'],
  ['nlohmann_json', 'JSON for Modern C++'],
  ['pugixml', 'pugixml'],
  ['zlib', 'zlib, with minizip'],
  ['snowball', 'Snowball’s stemmers'],
  ['dutch_words', 'Words of OpenTaal’s dictionary of Dutch'],
];

// Compiled in from the compiler's own libraries, whose folders differ from one installation to the next.
const runtime = `Emscripten’s runtime, musl, and LLVM’s libc++, libc++abi and compiler-rt

Emscripten: Copyright (c) 2010-2022 The Emscripten Authors. MIT licence, as for Impactweb above. https://emscripten.org
musl: Copyright (c) 2005-2020 Rich Felker, et al. MIT licence, as for Impactweb above. https://musl.libc.org
LLVM: Apache Licence 2.0 with LLVM Exceptions. https://llvm.org/LICENSE.txt`;

/** The text of the licence in `folder`; fails when there is none, for then someone must look it up. */
function licenceIn(folder) {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.(txt|md|mit))?$/i.test(file));
  if (!name) throw new Error(`${folder} has no licence`);
  return readFileSync(join(folder, name), 'utf8').trim();
}

/** The whole file, of the checkout `root`. */
export function licences(root) {
  const parts = [
    `Impactweb, and what it is made of\n\n${licenceIn(root)}`,
    ...packages.map(([name, what, notice]) => {
      const folder = join(root, 'web/node_modules', name);
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${name} ${version}: ${what}\n\n${notice ?? licenceIn(folder)}`;
    }),
    ...libraries.map(([name, what]) => `${what}\n\n${licenceIn(join(root, 'build/libraries', name))}`),
    runtime,
  ];
  return `${parts.join(`\n\n${'='.repeat(100)}\n\n`)}\n`;
}
