// Opening files with people in between, in one piece that comes when it is needed: what tables are taken for, who is the same as whom, and
// what merging changes. And the same without people, for scripts.
import type { ReadNetwork } from '../bridge/commands.ts';
import type { IdsInDoubt, ImportPlan, MergeChanges, TablesPreview } from '../bridge/import_plan.ts';
import type { Json, NetworkJson } from '../bridge/model.ts';
import { compareWith, type InputFile, parseFiles, readFiles, unitedIn } from '../files/reading.ts';
import { fetchLater } from '../loading/late_parts.ts';
import { ReaderCancelled, reasonOf } from '../program/reader.ts';
import { askHowToOpen, showTrouble } from '../widgets/dialogs.ts';
import { make, choice as option } from '../widgets/dom.ts';
import { moreWords, plural, t } from '../words/i18n.ts';
import { issueSentence, Refusal } from '../words/issues.ts';
import { ChangesStep, isNothing } from './changes_step.ts';
import { ColumnsStep } from './columns_step.ts';
import { DuplicatesStep } from './duplicates_step.ts';
import { Wizard } from './wizard.ts';

export interface Question {
  files: readonly InputFile[];
  /** What tables are taken for, or else what was read. */
  found: TablesPreview | (ReadNetwork & { tables: null });
  /** Whether a network is open that one may change, and whether there is anything in it. */
  open: boolean;
  filled: boolean;
  current: () => NetworkJson;
}

export interface Decision {
  how: 'new' | 'replace' | 'merge';
  parsed: ReadNetwork;
  plan: ImportPlan;
}

/**
 * Leads through opening a file by hand; null when somebody leaves, or there is nothing to do. Throws Refusal, ReaderFailed and FetchFailed. Nothing is
 * changed here.
 */
export async function decide(question: Question): Promise<Decision | null> {
  await fetchLater('import');
  const wizard = new Wizard();
  try {
    return await lead(wizard, question);
  } catch (error) {
    if (error instanceof ReaderCancelled) return null;
    throw error;
  } finally {
    wizard.close();
  }
}

/** Names in the open network, where there is one to merge with. */
function namesOf({ nodes }: NetworkJson): string[] {
  const labels = (Array.isArray(nodes) ? nodes : []).map((node) => (isObject(node) ? node.label : ''));
  return labels.filter((label) => typeof label === 'string');
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What tables are taken for when the names in the open network are known. */
async function withKnownNames(wizard: Wizard, question: Question): Promise<Question> {
  const { files, filled, found, current } = question;
  if (!filled || !found.tables?.some((_, at) => found.plan.tables[at]?.as === 'nodes')) return question;
  const plan = { known: namesOf(current()) };
  const again = await wizard.whileWorking(t('import.looking'), () =>
    readFiles(files, { plan }, { signal: wizard.signal }),
  );
  return again.tables ? { ...question, found: again } : question;
}

async function lead(wizard: Wizard, asked: Question): Promise<Decision | null> {
  const question = await withKnownNames(wizard, asked);
  const { found } = question;
  const columns = found.tables ? columnsOf(wizard, question, found) : null;
  for (;;) {
    const plan: ImportPlan = {};
    const parsed = found.tables ? columns && (await readByColumns(wizard, question, found, columns)) : found;
    if (!parsed) return null;
    const name = question.files.map((file) => file.name).join(', ');
    // The browser shows one dialog above the other; this one is short.
    const how = question.filled
      ? await askHowToOpen(name, parsed.nodes, parsed.edges)
      : question.open
        ? 'replace'
        : 'new';
    if (how === null) {
      if (columns) continue;
      return null;
    }
    const way = await compare(wizard, question, parsed, how, plan, columns !== null);
    if (way === 'back' && columns) continue;
    if (way !== 'next') return null;
    return { how, parsed, plan };
  }
}

function columnsOf(wizard: Wizard, { files, filled, current }: Question, preview: TablesPreview): ColumnsStep {
  let latest = 0;
  const known = filled ? namesOf(current()) : [];
  return new ColumnsStep(
    preview,
    async (plan) => {
      latest += 1;
      const asked = latest;
      try {
        const found = await wizard.whileWorking(t('import.looking'), () =>
          readFiles(files, { plan: { ...plan, known } }, { signal: wizard.signal }),
        );
        return asked === latest && found.tables ? found : null;
      } catch (error) {
        if (!(error instanceof ReaderCancelled)) await showTrouble(t('files.refused'), reasonOf(error));
        return null;
      }
    },
    () => wizard.check(),
  );
}

/** The network in the tables as people said that they are to be read; null when they leave. */
async function readByColumns(
  wizard: Wizard,
  { files, filled, current }: Question,
  { warnings }: TablesPreview,
  columns: ColumnsStep,
): Promise<ReadNetwork | null> {
  for (;;) {
    const notes = warnings.map((warning) => make('p', { class: 'secondary' }, issueSentence(warning)));
    const way = await wizard.show({
      title: t('import.title', files.map((file) => file.name).join(', ')),
      content: [make('p', {}, t('import.explain')), ...notes, columns.element],
      next: t('import.next'),
      mayGoOn: () => columns.mayGoOn,
      why: () => columns.why,
    });
    if (way !== 'next') return null;
    try {
      return await wizard.whileWorking(t('files.reading'), (told) =>
        parseFiles(
          files,
          { plan: { ...columns.plan, known: filled ? namesOf(current()) : [] } },
          { signal: wizard.signal, onProgress: told },
        ),
      );
    } catch (error) {
      // What is wrong with the table can be put right here.
      if (!(error instanceof Refusal)) throw error;
      await showTrouble(t('files.refused'), error.message);
    }
  }
}

/** Who is the same, and what changes; the choices go into `plan`. */
async function compare(
  wizard: Wizard,
  question: Question,
  parsed: ReadNetwork,
  how: Decision['how'],
  plan: ImportPlan,
  tables: boolean,
): Promise<'next' | 'back' | null> {
  // A file of our own or of another tool opens as it is.
  if (how !== 'merge' && !tables) return 'next';
  const current = how === 'merge' ? question.current() : emptyNetwork;
  const against = (choices: ImportPlan, duplicates: boolean) =>
    wizard.whileWorking(t('import.comparing'), () =>
      compareWith(current, parsed.network, choices, duplicates, { signal: wizard.signal }),
    );
  const { duplicates = [] } = await against({}, true);
  let at: 'duplicates' | 'changes' = duplicates.length > 0 ? 'duplicates' : 'changes';
  for (;;) {
    if (at === 'duplicates') {
      const step = new DuplicatesStep(duplicates, plan.same);
      const way = await wizard.show({
        title: t('import.alikeTitle'),
        content: [step.element],
        next: how === 'merge' ? t('import.next') : t('import.open'),
        back: tables,
      });
      if (way !== 'next') return way;
      plan.same = step.same;
      at = 'changes';
    }
    if (how !== 'merge') return 'next';
    const { changes, ids } = await against(plan, false);
    const way =
      isNothing(changes) && !ids
        ? await sayNothing(wizard)
        : await showChanges(wizard, changes, plan, tables || duplicates.length > 0, ids, async () => {
            try {
              return (await against(plan, false)).changes;
            } catch (error) {
              if (error instanceof ReaderCancelled) return null;
              throw error;
            }
          });
    if (way !== 'back') return way;
    if (duplicates.length === 0) return 'back';
    at = 'duplicates';
  }
}

async function sayNothing(wizard: Wizard): Promise<null> {
  await wizard.show({
    title: t('import.nothingTitle'),
    content: [make('p', { role: 'status' }, t('import.nothing'))],
    next: t('common.ok'),
  });
  return null;
}

async function showChanges(
  wizard: Wizard,
  changes: MergeChanges,
  plan: ImportPlan,
  back: boolean,
  ids: IdsInDoubt | null,
  again: () => Promise<MergeChanges | null>,
): Promise<'next' | 'back' | null> {
  let step = new ChangesStep(changes);
  const place = make('div', {}, step.element);
  const question = ids
    ? [
        idsQuestion(ids, plan.ids, async (answer) => {
          plan.ids = answer;
          const found = await again();
          if (!found || plan.ids !== answer) return;
          step = new ChangesStep(found);
          place.replaceChildren(step.element);
        }),
      ]
    : [];
  const way = await wizard.show({
    title: t('import.changesTitle'),
    content: [...question, place],
    next: t('import.merge'),
    back,
  });
  plan.keep = step.keep;
  return way;
}

/** Whether ids of the file mean who has them here. */
function idsQuestion(
  { answers, count, examples }: IdsInDoubt,
  chosen: ImportPlan['ids'],
  choose: (answer: 'same' | 'apart') => Promise<void>,
): HTMLElement {
  const box = make(
    'fieldset',
    { class: 'import-question', 'data-ask': 'ids' },
    make('legend', {}, plural('import.ask.ids', count)),
  );
  const list = make('ul');
  for (const { id, mine, theirs } of examples)
    list.append(
      make(
        'li',
        {},
        t(mine === id || theirs === id ? 'import.idIs' : 'import.idIsBoth', id, mine === id ? theirs : mine, theirs),
      ),
    );
  box.append(list);
  for (const answer of answers) {
    const { label, input } = option(t(`import.answer.ids.${answer}`), {
      type: 'radio',
      name: 'question-ids',
      checked: answer === (chosen ?? answers[0]),
    });
    input.addEventListener('change', () => void choose(answer));
    box.append(label);
  }
  return box;
}

const emptyNetwork: NetworkJson = { title: '', nodes: [], edges: [] };

/** What the JavaScript API tells of a file before it is opened. Throws Refusal, ReaderFailed and FetchFailed. */
export async function previewOf(
  files: readonly InputFile[],
  {
    format,
    plan = {},
    mode,
  }: { format?: string | undefined; plan?: ImportPlan | undefined; mode: 'replace' | 'merge' },
  current: NetworkJson | null,
) {
  await moreWords('import');
  const named = format === undefined ? {} : { format };
  const known = mode === 'merge' && current ? { known: namesOf(current) } : {};
  const found = await readFiles(files, { ...named, plan: { ...known, ...plan } });
  const complete = found.tables ? { ...known, ...plan, ...found.plan } : plan;
  const parsed = found.tables ? await parseFiles(files, { ...named, plan: complete }) : found;
  const base = mode === 'merge' && current ? current : emptyNetwork;
  const { changes, duplicates = [], ids } = await compareWith(base, parsed.network, complete, true);
  return {
    format: found.format,
    plan: complete,
    tables: found.tables ?? [],
    nodes: parsed.nodes,
    edges: parsed.edges,
    warnings: parsed.warnings,
    duplicates,
    ids,
    changes,
  };
}

/** What is read by a plan, as the JavaScript API opens it. Throws Refusal, ReaderFailed and FetchFailed. */
export async function readByPlan(
  files: readonly InputFile[],
  options: { format?: string; plan: ImportPlan },
  mode: 'replace' | 'merge',
): Promise<ReadNetwork> {
  await moreWords('import');
  const parsed = await parseFiles(files, options);
  return mode === 'merge' ? parsed : unitedIn(parsed, options.plan);
}
