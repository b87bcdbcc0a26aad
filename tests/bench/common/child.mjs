// Other programs, each with a limit on its time.
import { spawn } from 'node:child_process';

const running = new Set();

function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
process.on('exit', () => running.forEach(kill));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/**
 * Runs `command` to its end, or for `seconds`. Gives `{ended, code, out, error, user}`: `ended` is false when it was stopped, `user` the
 * seconds of its processor time in user mode, all its threads together.
 */
export function run(command, args, { seconds, cwd, env } = {}) {
  return new Promise((resolve) => {
    // Only the shell tells what a child has used.
    const child = spawn('bash', ['-c', 'TIMEFORMAT="used %U"; time "$@"', 'bash', command, ...args], {
      cwd,
      env: { ...process.env, ...env },
      // In a group of its own, so that what it starts ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let out = '';
    let error = '';
    let ended = true;
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      // Some warn without end.
      if (error.length < 1e6) error += data;
      else error = error.slice(-1e5) + data;
    });
    const timer = setTimeout(() => {
      ended = false;
      kill(child);
    }, seconds * 1000);
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      const used = /used ([\d.]+)\s*$/.exec(error);
      resolve({ ended, code, out, error: error.replace(/used [\d.]+\s*$/, ''), user: used ? Number(used[1]) : null });
    });
  });
}
