// WebKit through its own WebDriver, with plain W3C calls: Playwright does not drive the WebKit that Debian carries.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const host = join(dirname(fileURLToPath(import.meta.url)), 'webkit_host.py');
const keys = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
  Delete: '\uE017',
  End: '\uE010',
  Home: '\uE011',
  F10: '\uE03A',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Control: '\uE009',
  Shift: '\uE008',
};

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export async function openWebKit({ profile, viewport }) {
  const port = await freePort();
  // The window writes there what its page says.
  const log = join(profile, `said-${port}.txt`);
  const logFile = openSync(log, 'w');
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    detached: true,
    stdio: ['ignore', logFile, logFile],
    env: { ...process.env, IMPACTWEB_PROFILE: profile, IMPACTWEB_SIZE: `${viewport.width}x${viewport.height}` },
  });
  closeSync(logFile);
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const kill = () => {
    try {
      process.kill(-driver.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  for (let tries = 0; ; ++tries) {
    try {
      await call('GET', '/status');
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  // The driver never answers when its browser ends at once.
  const session = await Promise.race([
    call('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: host, args: [] } } },
    }),
    new Promise((_, reject) => setTimeout(() => reject(new Error('WebKit did not start within 40 s')), 40_000)),
  ]).catch((error) => {
    kill();
    throw error;
  });
  const base = `/session/${session.sessionId}`;
  const evaluate = async (expression) => {
    // The page forbids eval, so the driver compiles the expression itself.
    const answer = await call('POST', `${base}/execute/async`, {
      script: `const done = arguments[arguments.length - 1]; Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      args: [],
    });
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  };
  const actions = (sequence) => call('POST', `${base}/actions`, { actions: [sequence] });
  let at = { x: 0, y: 0 };
  const pointer = (steps) =>
    actions({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps });
  const mouse = {
    move: (x, y) => {
      at = { x, y };
      return pointer([{ type: 'pointerMove', duration: 20, x: Math.round(x), y: Math.round(y) }]);
    },
    down: () => pointer([{ type: 'pointerDown', button: 0 }]),
    up: () => pointer([{ type: 'pointerUp', button: 0 }]),
    click: async (x, y) => {
      await mouse.move(x, y);
      await mouse.down();
      await mouse.up();
    },
    dblclick: async (x, y) => {
      await mouse.move(x, y);
      await pointer([
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
        { type: 'pause', duration: 60 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]);
    },
    position: () => at,
  };
  const chord = (key) => {
    const parts = key.split('+').map((part) => keys[part] ?? part);
    return actions({
      type: 'key',
      id: 'keyboard',
      actions: [
        ...parts.map((value) => ({ type: 'keyDown', value })),
        ...parts.reverse().map((value) => ({ type: 'keyUp', value })),
      ],
    });
  };
  return {
    problems: [],
    hosts: new Set(),
    said: () => readFileSync(log, 'utf8').split('\n'),
    keepTrace: async () => {},
    goto: (url) => call('POST', `${base}/url`, { url }),
    reload: () => call('POST', `${base}/refresh`, {}),
    evaluate,
    click: async (role, name) => {
      const inLabel = (type) => `label:has(input[type="${type}"])`;
      const selector =
        { button: 'button', radio: inLabel('radio'), checkbox: inLabel('checkbox') }[role] ?? `[role="${role}"]`;
      const matches =
        name instanceof RegExp ? `(text) => ${name}.test(text)` : `(text) => text === ${JSON.stringify(name)}`;
      const find = () =>
        evaluate(
          `(() => { const matches = ${matches}; const found = [...document.querySelectorAll(${JSON.stringify(selector)})].find((e) => matches((e.getAttribute('aria-label') || e.textContent || '').trim()) && e.getClientRects().length > 0); if (!found) return null; found.scrollIntoView({ block: 'nearest' }); const b = found.getBoundingClientRect(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; })()`,
        );
      // What is out of sight is brought into it. What still moves is not pressed: two looks must agree.
      let place = null;
      for (let before = 'none yet', end = Date.now() + 20_000; Date.now() < end; ) {
        place = await find();
        if (place && JSON.stringify(place) === before) break;
        before = JSON.stringify(place);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      if (!place) throw new Error(`no ${role} called ${name}`);
      await mouse.click(place.x, place.y);
    },
    focus: (key) => evaluate(`document.querySelector('[data-key="${key}"]').focus()`),
    type: async (text) => {
      for (const letter of text) await chord(letter);
    },
    insert: async (text) => {
      for (const letter of text) await chord(letter);
    },
    press: chord,
    mouse,
    screenshot: async (path) => writeFileSync(path, Buffer.from(await call('GET', `${base}/screenshot`), 'base64')),
    close: async () => {
      await Promise.race([call('DELETE', base).catch(() => {}), new Promise((resolve) => setTimeout(resolve, 3000))]);
      kill();
    },
  };
}
