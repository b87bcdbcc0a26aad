// Measures our core and page beside others, all in one run, and ends with tables.
//   ./build-wasm.sh bench [--quick] [--only SUBJECT …] [--patience SECONDS] [--write-results]
// SUBJECT: layout, measures, lenses, pairs, files, frames, answers, saving, rooms, kills, bits, visit. Results go to build/bench/results.md and results.json.
// --quick leaves out those who take minutes. --patience: after how many seconds a single piece of work is given up (300).
// --write-results puts the results, in short, into RESULTS.md beside this file, with those of earlier runs for subjects that are left out.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.mjs';
import { answers } from './answers.mjs';
import { files } from './files.mjs';
import { firstVisit } from './first_visit.mjs';
import { frames } from './frames.mjs';
import { kills } from './kills.mjs';
import { layouts } from './layouts.mjs';
import { lenses } from './lenses.mjs';
import { measures } from './measures.mjs';
import { pairs } from './pairs.mjs';
import { writeResults } from './results_document.mjs';
import { rooms } from './rooms.mjs';
import { sameBits } from './same_bits.mjs';
import { saving } from './saving.mjs';

const subjects = {
  layout: { title: 'Layouts', measure: layouts },
  measures: { title: 'Measures', measure: measures },
  lenses: { title: 'Insight lenses', measure: lenses },
  pairs: { title: 'Needs and offers', measure: pairs },
  files: { title: 'Reading files', measure: files },
  frames: { title: 'Frames', measure: frames },
  answers: { title: 'Answering while it works', measure: answers },
  saving: { title: 'Saving', measure: saving },
  rooms: { title: 'Joining a live session', measure: rooms },
  kills: { title: 'Killed browsers', measure: kills },
  bits: { title: 'The same bits everywhere', measure: sameBits },
  visit: { title: 'A first visit', measure: firstVisit },
};

const args = process.argv.slice(2);
const listed = args.indexOf('--only');
const chosen = listed < 0 ? Object.keys(subjects) : [];
for (let at = listed + 1; listed >= 0 && at < args.length && !args[at].startsWith('--'); ++at) chosen.push(args[at]);
for (const name of chosen)
  if (!(name in subjects)) {
    console.error(`bench: no subject '${name}'. There are: ${Object.keys(subjects).join(', ')}`);
    process.exit(1);
  }

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '..', '..');
const built = join(root, 'build');
const results = join(built, 'bench');
const work = join(results, 'work');
mkdirSync(work, { recursive: true });

// Ours works with one thread, so the others do as well: igraph's helpers would be counted for it, waiting or not.
process.env.OMP_NUM_THREADS = '1';

const begin = Date.now();
const elapsed = () => {
  const seconds = Math.round((Date.now() - begin) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
const site = await serve({ root: join(root, 'dist') });
const settings = {
  folder,
  root,
  built,
  results,
  work,
  site,
  quick: args.includes('--quick'),
  patience: Number(args[args.indexOf('--patience') + 1]) || 300,
  say: (text) => console.log(`[${elapsed()}] ${text}`),
};

const machine = `${cpus().length} × ${cpus()[0].model}, Node.js ${process.versions.node}`;
const report = [
  `# Benchmarks`,
  `${new Date().toISOString().slice(0, 10)}, ${machine}${settings.quick ? ', quick run' : ''}.`,
];
const found = { ...earlier(join(results, 'results.json')), machine, cores: cpus().length, quick: settings.quick };

/** What earlier runs on this machine have found of the subjects that this one leaves out. */
function earlier(file) {
  if (!existsSync(file)) return { dates: {} };
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  return kept.machine === machine && kept.quick === settings.quick && kept.dates ? kept : { dates: {} };
}

const errors = [];
for (const name of chosen) {
  const { title, measure } = subjects[name];
  console.log(`\n== ${title}`);
  let answer;
  try {
    answer = await measure(settings);
  } catch (error) {
    // The other subjects are measured all the same.
    answer = { rows: [], errors: [error.stack ?? String(error)], markdown: `Not measured: ${error.message}` };
  }
  found[name] = answer.rows;
  found.dates[name] = new Date().toISOString();
  errors.push(...answer.errors.map((text) => `${title}: ${text}`));
  report.push(`## ${title}`, answer.markdown);
  // What is there is kept, whatever happens to the rest.
  writeFileSync(join(results, 'results.json'), `${JSON.stringify(found, null, 1)}\n`);
  writeFileSync(join(results, 'results.md'), `${report.join('\n\n')}\n`);
}
if (errors.length > 0) report.push(`## Errors`, errors.map((text) => `- ${text}`).join('\n'));
writeFileSync(join(results, 'results.md'), `${report.join('\n\n')}\n`);
site.server.closeAllConnections?.();
site.server.close();
rmSync(work, { recursive: true, force: true });
if (args.includes('--write-results')) {
  if (errors.length === 0) writeResults(root, found);
  else console.error('RESULTS.md is left as it was: the run has errors');
}
console.log(`\n${readFileSync(join(results, 'results.md'), 'utf8')}`);
console.log(`== ${elapsed()} minutes; the tables are in build/bench/results.md`);
for (const text of errors) console.error(`error: ${text}`);
process.exit(errors.length > 0 ? 1 : 0);
