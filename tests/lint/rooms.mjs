// Who may reach into which room of the house (see CONTRIBUTING.md). Prints what is out of place and exits with 1.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)));
const findings = [];

const top =
  /^(CMakeLists\.txt|CMakePresets\.json|build-wasm\.sh|shell\.html|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|\..*|core|web|assets|tests)$/;
for (const entry of new Set(files.map((file) => file.split('/')[0])))
  if (!top.test(entry)) findings.push(`${entry}: does not belong at the top`);

const rules = [
  {
    in: /^core\//,
    no: /#\s*include\s*[<"](imgui|SDL|emscripten|GL|web\/|ui\/|app\/|canvas\/)|\bEM_(ASM|JS)\b/,
    why: 'core/ knows no ImGui, SDL, Emscripten or browser',
  },
  {
    in: /^core\/(layout|analysis|insight)\//,
    no: /[^_\w](std::)?(sin|cos|tan|exp|pow|log|log2|log10|atan2?|hypot|cbrt)\(/,
    why: 'functions of the C library differ between machines',
  },
  {
    in: /^web\/(canvas|panels|scene|state|ui)\//,
    no: /session\(\)\.apply\(/,
    why: 'views change the network through actions/ only',
  },
  {
    in: /^web\/page\//,
    no: /\b(inner|outer)HTML\b|insertAdjacentHTML|setHTML(Unsafe)?\(|createContextualFragment|\bDOMParser\b|parseFromString|\bsrcdoc\b|document\.write|\beval\b|\bFunction\(|\bset(Timeout|Interval)\(\s*['"`]|'script'/,
    why: 'nothing is ever rendered or run as HTML',
  },
  {
    in: /^web\/page\//,
    no: /\bnew (Shared)?Worker\((?!scriptUrl\()|(container|[sS]erviceWorker\??)\.register\((?!scriptUrl\()|importScripts|addModule\(/,
    why: 'scripts beside the page are those of script_urls.ts',
  },
  {
    in: /^\.github\/workflows\//,
    no: /\buses:(?!\s*\.\/)(?!\s*\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/,
    why: 'actions are pinned by their whole commit, with the version behind it',
  },
  { in: /^shell\.html$/, no: /\son\w+=|style=|<script(?![^>]*\bsrc=)/, why: 'no inline script or style' },
];
for (const file of files) {
  const applying = rules.filter((rule) => rule.in.test(file));
  if (applying.length === 0) continue;
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const code = line.replace(/\/\/.*$/, '');
      for (const rule of applying)
        if (rule.no.test(code)) findings.push(`${file}:${index + 1}: ${rule.why}: ${line.trim()}`);
    });
}

// A part of the page that comes later may not come, and a file neither: that is told in one place (page/loading/late_parts.ts, page/support/fetching.ts).
const within = (file) => file.startsWith('web/page/') && file.endsWith('.ts');
const fetchers =
  /^web\/page\/(support\/fetching|loading\/reload|live\/(nats_transport|offer)|offline\/\w+|share\/site_file)\.ts$/;
for (const file of files.filter(within)) {
  // Of the same length, so that lines can be counted.
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (all) =>
    all.replace(/[^\n]/g, ' '),
  );
  const report = (index, why) => findings.push(`${file}:${text.slice(0, index).split('\n').length}: ${why}`);
  for (const { index } of text.matchAll(/\bimport\s*\(/g)) {
    const before = text.slice(0, index);
    // A type, and the one place where the import of a name that is only known then is tried again.
    if (/(typeof|[<:|&])\s*$/.test(before) || (file === 'web/page/loading/late_parts.ts' && /\(await $/.test(before)))
      continue;
    const part = /^import\s*\(\s*'([^']+)'\s*,?\s*\)/.exec(text.slice(index))?.[1];
    const name = part?.split('/').at(-1).replace(/\.ts$/, '');
    if (!name || !new RegExp(`\\blater\\(\\s*'${name}',\\s*\\(\\) =>\\s*$`).test(before))
      report(index, `a part that comes later is imported by later('NAME', () => import('…/NAME.ts'))`);
  }
  if (file !== 'web/page/support/signal.ts')
    for (const { index } of text.matchAll(
      /for \(const (\w+) of .*\)\s*\{?\s*(?:(?:void|await) )?\1\(|forEach\(\(?(\w+)\)? => \2\(/g,
    ))
      report(index, 'listeners are called by deliver of support/signal.ts, each guarded');
  if (fetchers.test(file)) continue;
  for (const { index } of text.matchAll(/(?<![\w.#])fetch\s*\(/g))
    report(index, 'files of the page are fetched by fetchFile, which says why one does not come');
}

for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);
