// How well needs find their offers: precision and recall on pairs that people labelled (tests/core/insight/need_offer_pairs.tsv). Half of them, by a
// hash, nobody looked at while tuning. The tests of the core hold both to floors; here are the numbers.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const percent = (part, of) => (of > 0 ? `${Math.round((100 * part) / of)} %` : '–');

export async function pairs({ root, built, say }) {
  const file = join(root, 'tests', 'core', 'insight', 'need_offer_pairs.tsv');
  const said = execFileSync(join(built, 'bench', 'bench_native'), ['pairs', file], { encoding: 'utf8' });
  const rows = said
    .trim()
    .split('\n')
    .map((line) => {
      const [language, half, ...numbers] = line.split(' ');
      const [fitting, found, mistaken, firstThree] = numbers.map(Number);
      return { language, half, fitting, found, mistaken, firstThree };
    });
  const cells = rows.map(({ language, half, fitting, found, mistaken, firstThree }) => [
    language,
    half,
    fitting,
    percent(found, fitting),
    percent(found, found + mistaken),
    percent(firstThree, 1),
  ]);
  for (const row of cells) say(row.join('  '));
  const head = ['language', 'half', 'pairs that fit', 'recall', 'precision', 'among the first three'];
  const markdown = [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
  return { rows, errors: [], markdown };
}
