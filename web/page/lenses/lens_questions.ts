// Asking the insight lenses, which answer in the worker that reads files. The worker keeps the network that it was asked about last, so
// that a question brings it along only when it is another one.
import type { LensAnswer, Scenario } from '../api/api_types.ts';
import type { Bridge, Issue, Json, LensCommands, Operation } from '../bridge/bridge.ts';
import { currentNetwork, type VersionedNetwork, versionOf } from '../bridge/versioned_network.ts';
import type { askReader } from '../program/reader.ts';
import { isoDay } from '../support/iso_day.ts';
import { isError, issueSentence, Refusal } from '../words/issues.ts';

type Asking = typeof askReader;
type Questions = 'lens' | 'scenario' | 'measuresOf';
type Question<Name extends Questions> = Omit<Parameters<LensCommands[Name]>[0], 'network' | 'version'>;

/** What a command of the worker answers about the network of `now`, or of this moment; rejects as `askLens` does. */
export async function answerTo<Name extends Questions>(
  bridge: Bridge,
  ask: Asking,
  name: Name,
  question: Question<Name>,
  now: VersionedNetwork | undefined,
  signal: AbortSignal | undefined,
): Promise<{ [key: string]: Json }> {
  const put = (about: { version: string } | VersionedNetwork) =>
    ask(name, { ...question, ...about } as Parameters<LensCommands[Name]>[0], [], { signal });
  let found = await put({ version: now?.version ?? versionOf(bridge) });
  if ('unknown' in found) found = await put(now ?? currentNetwork(bridge));
  if (isError(found)) throw new Refusal(found.error);
  return (found as { answer: { [key: string]: Json } }).answer;
}

/**
 * Rejects with a `Refusal` when the lens or an option is not known, with `ReaderCancelled` when `signal` says so. `now`: the network
 * that it is about, where it has been written out already.
 */
export async function askLens(
  bridge: Bridge,
  ask: Asking,
  id: string,
  options?: { [name: string]: Json },
  now?: VersionedNetwork,
  signal?: AbortSignal,
): Promise<LensAnswer> {
  const question = { id: String(id), today: isoDay(), ...(options && { options }) };
  return (await answerTo(bridge, ask, 'lens', question, now, signal)) as unknown as LensAnswer;
}

/** Rejects with a `Refusal` when what is asked makes no sense; operations that are refused are listed. */
export async function askScenario(
  bridge: Bridge,
  ask: Asking,
  operations: Operation[],
  asked: { lenses?: Json[]; measures?: string[] },
  now?: VersionedNetwork,
  signal?: AbortSignal,
): Promise<Scenario> {
  const found = await answerTo(bridge, ask, 'scenario', { operations, asked, today: isoDay() }, now, signal);
  const { before, after, rejected } = found as unknown as Omit<Scenario, 'rejected'> & {
    rejected: { index: number; issue: Issue }[];
  };
  return {
    before,
    after,
    rejected: rejected.map(({ index, issue }) => ({ index, message: issueSentence(issue) })),
  };
}
