// The journeys of people in real browsers: real mouse and keyboard through the accessible mirror, and answers from the model, never from pixels.
//   node tests/browser/run.mjs [chromium|firefox|webkit …] [--only WORDS] [--all] [--times N] [--jobs N] [--shots FOLDER]
// Journeys in which the engines do not differ are walked in the first that is named, with --all in each (journeys/index.mjs).
// Several are walked side by side, as many as the machine has processors or as --jobs says; --times walks each so many times, and says
// at the end which failed how often. What a failed one leaves behind is in build/journeys.
// The site must be built (dist/), and a display must be there: xvfb-run -a -s '-screen 0 1400x2800x24' node tests/browser/run.mjs
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from '../../web/serve.mjs';
import { journeys } from './journeys/index.mjs';
import { failures, inOrder, walksOf } from './schedule.mjs';
import { engineNames, slug, walk } from './walk.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function refuse(what) {
  console.error(`tests/browser/run.mjs: ${what}`);
  process.exit(2);
}

function readArguments() {
  const text = { type: 'string' };
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        only: text,
        all: { type: 'boolean', default: false },
        times: { ...text, default: '1' },
        jobs: text,
        shots: text,
      },
    });
  } catch (error) {
    return refuse(error.message);
  }
}

function count(name, text) {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : refuse(`--${name} needs a number from 1, not ${text}`);
}

const { values, positionals } = readArguments();
const { only = '', shots } = values;
const strange = positionals.find((word) => !engineNames.includes(word));
if (strange) refuse(`there is no engine ${strange}; there are ${engineNames.join(', ')}`);
const engines = positionals.length > 0 ? positionals : engineNames;
const times = count('times', values.times);
const jobs = count('jobs', values.jobs ?? String(availableParallelism()));
const walks = walksOf({
  journeys: journeys.filter(({ name }) => name.includes(only)),
  engines,
  times,
  all: values.all,
});
if (walks.length === 0) refuse(`no journey in ${engines.join(' or ')} has the words "${only}" in its name`);
if (shots) mkdirSync(shots, { recursive: true });

const site = await serve({ root: join(root, 'dist'), prefix: 'a/sub-folder' });
/** More than these have another reason than chance. */
const mostWalkedAgain = 5;
const results = [];
let stopped = false;
// Whoever breaks off a long run wants to know how far it came; a second time ends it at once.
process.once('SIGINT', () => {
  stopped = true;
  console.log('  ...   no more journeys are begun; once more ends it at once');
  process.once('SIGINT', () => process.exit(130));
});

/** Walks once and says how it went; `again`: it failed before, beside others. */
async function walkOnce({ engine, journey, time }, again = false) {
  const name = `${engine}-${slug(journey.name)}`;
  const evidence = join(root, 'build', 'journeys', times > 1 ? `${name}-${time}` : again ? `${name}-again` : name);
  const shot = shots && join(shots, `${name}.png`);
  const { passed, seconds, told, error } = await walk({ engine, journey, url: site.url, evidence, shot });
  const at = times > 1 ? ` ${time}/${times}` : again ? ' (again, alone)' : '';
  const lines = told.map((line) => `  ...   ${engine}: ${journey.name}: ${line}`);
  lines.push(`  ${passed ? 'ok  ' : 'FAIL'}  ${engine}${at}: ${journey.name} (${seconds.toFixed(1)} s)`);
  if (!passed) lines.push(`        ${error.stack ?? error}`, `        see ${relative(process.cwd(), evidence)}`);
  console.log(lines.join('\n'));
  return passed;
}

await inOrder({
  walks,
  jobs,
  stopped: () => stopped,
  walk: async (each) => {
    results.push({ ...each, passed: await walkOnce(each) });
  },
});
// A few that failed are walked once more with the machine to themselves: what then passes did not get its turn on a busy machine, or fails now
// and then. It is told, so that somebody looks for why.
const failedOnce = times > 1 ? [] : results.filter(({ passed }) => !passed);
if (failedOnce.length <= mostWalkedAgain)
  for (const each of failedOnce) if (!stopped) each.passed = await walkOnce(each, true);
site.server.closeAllConnections?.();
site.server.close();

const failed = results.filter(({ passed }) => !passed).length;
if (times > 1)
  for (const { name, failed, walked } of failures(results)) console.log(`  failed ${failed} of ${walked}: ${name}`);
for (const { engine, journey, passed } of failedOnce)
  if (passed) console.log(`  failed once, and passed alone: ${engine}: ${journey.name}`);
const left = walks.length - results.length;
console.log(
  `${results.length - failed} journeys passed, ${failed} failed${left > 0 ? `, ${left} were not walked` : ''}`,
);
process.exit(failed > 0 || left > 0 ? 1 : 0);
