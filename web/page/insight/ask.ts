// Asking the insight lenses, which answer in the worker that reads files.
import type { LensAnswer, Scenario } from '../api_types.ts';
import type { Bridge, Issue, Json, NetworkJson, Operation } from '../bridge.ts';
import { isoDay } from '../day.ts';
import { isError, issueSentence, Refusal } from '../issues.ts';
import type { askReader } from '../reader.ts';

function networkOf(bridge: Bridge): NetworkJson {
  return bridge.call('snapshot', {}).network as NetworkJson;
}

/** Of the network that is open, or of `network`. Rejects with a `Refusal` when the lens or an option is not known. */
export async function askLens(
  bridge: Bridge,
  ask: typeof askReader,
  id: string,
  options?: { [name: string]: Json },
  network = networkOf(bridge),
): Promise<LensAnswer> {
  const found = await ask('lens', { network, id: String(id), today: isoDay(), ...(options && { options }) });
  if (isError(found)) throw new Refusal(found.error);
  return found.answer as unknown as LensAnswer;
}

/** Rejects with a `Refusal` when what is asked makes no sense; operations that are refused are listed. */
export async function askScenario(
  bridge: Bridge,
  ask: typeof askReader,
  operations: Operation[],
  asked: { lenses?: Json[]; measures?: string[] },
  network = networkOf(bridge),
): Promise<Scenario> {
  const found = await ask('scenario', { network, operations, asked, today: isoDay() });
  if (isError(found)) throw new Refusal(found.error);
  const { before, after, rejected } = found.answer as unknown as Omit<Scenario, 'rejected'> & {
    rejected: { index: number; issue: Issue }[];
  };
  return {
    before,
    after,
    rejected: rejected.map(({ index, issue }) => ({ index, message: issueSentence(issue) })),
  };
}
