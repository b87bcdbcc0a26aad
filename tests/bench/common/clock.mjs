// What a piece of work costs on a machine on which others work as well.
import { readFileSync } from 'node:fs';

const account = `/proc/self/task/${process.pid}/schedstat`;

/**
 * Milliseconds for which this thread has had a processor: what waits its turn does not count, nor do the helper threads that compile
 * and collect garbage beside it. Where the system keeps no such account (not Linux), the time on the wall.
 */
export function milliseconds() {
  try {
    // Asking for the use of the whole process brings the account of this thread up to date; it would lag a few milliseconds.
    process.cpuUsage();
    return Number(readFileSync(account, 'latin1').split(' ', 1)[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
