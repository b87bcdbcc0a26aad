// Asking the insight lenses, which answer in the worker that reads files. The worker keeps the network that it was asked about last, so
// that a question brings it along only when it is another one.
import type { LensAnswer, Scenario } from '../api/api_types.ts';
import type { ReaderCommands } from '../bridge/commands.ts';
import type { Issue, Json, NetworkJson, Operation } from '../bridge/model.ts';
import type { VersionedNetwork } from '../bridge/versioned_network.ts';
import type { askReader } from '../program/reader.ts';
import { isoDay } from '../support/iso_day.ts';
import { isError, issueSentence, Refusal } from '../words/issues.ts';

type Asking = typeof askReader;
type Questions = 'lens' | 'scenario' | 'measuresOf';
type Question<Name extends Questions> = Omit<Parameters<ReaderCommands[Name]>[0], 'network' | 'version'>;

/** What a command of the worker answers about a network; rejects as `askLens` does. */
export async function answerTo<Name extends Questions>(
  { version, network }: VersionedNetwork,
  ask: Asking,
  name: Name,
  question: Question<Name>,
  signal: AbortSignal | undefined,
): Promise<{ [key: string]: Json }> {
  const put = (about: { version: string; network?: NetworkJson }) =>
    ask(name, { ...question, ...about } as Parameters<ReaderCommands[Name]>[0], [], { signal });
  let found = await put({ version });
  if ('unknown' in found) found = await put({ version, network });
  if (isError(found)) throw new Refusal(found.error);
  return (found as { answer: { [key: string]: Json } }).answer;
}

/**
 * Rejects with a `Refusal` when the lens or an option is not known, with `ReaderCancelled` when `signal` says so.
 */
export async function askLens(
  about: VersionedNetwork,
  ask: Asking,
  id: string,
  options?: { [name: string]: Json },
  signal?: AbortSignal,
): Promise<LensAnswer> {
  const question = { id: String(id), today: isoDay(), ...(options && { options }) };
  return (await answerTo(about, ask, 'lens', question, signal)) as unknown as LensAnswer;
}

/** Rejects with a `Refusal` when what is asked makes no sense; operations that are refused are listed. */
export async function askScenario(
  about: VersionedNetwork,
  ask: Asking,
  operations: Operation[],
  asked: { lenses?: Json[]; measures?: string[] },
  signal?: AbortSignal,
): Promise<Scenario> {
  const found = await answerTo(about, ask, 'scenario', { operations, asked, today: isoDay() }, signal);
  const { before, after, rejected } = found as unknown as Omit<Scenario, 'rejected'> & {
    rejected: { index: number; issue: Issue }[];
  };
  return {
    before,
    after,
    rejected: rejected.map(({ index, issue }) => ({ index, message: issueSentence(issue) })),
  };
}
