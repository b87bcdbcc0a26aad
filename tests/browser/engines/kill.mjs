// Ends a browser as a crash or an empty battery does: nothing of it gets to run again.
import { readdirSync, readFileSync } from 'node:fs';

/** Kills every process that was started with `profile` on its command line or in its environment. */
export function killBrowserOf(profile) {
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!pid || pid === process.pid) continue;
    try {
      const said = readFileSync(`/proc/${pid}/cmdline`, 'latin1') + readFileSync(`/proc/${pid}/environ`, 'latin1');
      if (said.includes(profile)) process.kill(pid, 'SIGKILL');
    } catch {
      // Gone in the meantime, or not ours to look at.
    }
  }
}
