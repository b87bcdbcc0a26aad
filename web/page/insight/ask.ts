// Asking the insight lenses, which are in the rest of the program.
import type { LensAnswer, Scenario } from '../api_types.ts';
import type { Bridge, Issue, Json, Operation } from '../bridge.ts';
import { isError, issueSentence, Refusal } from '../issues.ts';

/** The day on the person's own calendar. */
export function today(now = new Date()): string {
  const digits = (value: number, count: number) => String(value).padStart(count, '0');
  return `${digits(now.getFullYear(), 4)}-${digits(now.getMonth() + 1, 2)}-${digits(now.getDate(), 2)}`;
}

/** Rejects with a `Refusal` when the lens or an option is not known. */
export async function askLens(bridge: Bridge, id: string, options?: { [name: string]: Json }): Promise<LensAnswer> {
  await bridge.fetchRest();
  const answer = bridge.call('lens', { id: String(id), today: today(), ...(options && { options }) });
  if (isError(answer)) throw new Refusal(answer.error);
  return answer as unknown as LensAnswer;
}

/** Rejects with a `Refusal` when what is asked makes no sense; operations that are refused are listed. */
export async function askScenario(
  bridge: Bridge,
  operations: Operation[],
  asked: { lenses?: Json[]; measures?: string[] },
): Promise<Scenario> {
  await bridge.fetchRest();
  const answer = bridge.call('scenario', { operations, asked, today: today() });
  if (isError(answer)) throw new Refusal(answer.error);
  const { before, after, rejected } = answer as unknown as Omit<Scenario, 'rejected'> & {
    rejected: { index: number; issue: Issue }[];
  };
  return {
    before,
    after,
    rejected: rejected.map(({ index, issue }) => ({ index, message: issueSentence(issue) })),
  };
}
