// Chromium and Firefox through Playwright, on a profile that outlives the browser.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, firefox } from 'playwright-core';

// The run itself answers Ctrl+C: it says how far it came.
const common = { handleSIGINT: false };

/** What Firefox would do besides showing the page. */
const firefoxIdle = {
  'app.normandy.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.ipc.processPrelaunch.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'toolkit.telemetry.unified': false,
};

const launchFirefox = (profile, options) =>
  firefox.launchPersistentContext(profile, {
    channel: 'moz-firefox',
    executablePath: '/usr/bin/firefox-esr',
    firefoxUserPrefs: {
      'dom.storageManager.prompt.testing': true,
      'dom.storageManager.prompt.testing.allow': true,
      ...firefoxIdle,
    },
    ...common,
    ...options,
  });

let used;
/** A profile in which Firefox has been once. It keeps its own scripts compiled there, and starts in two thirds of the time. */
async function usedFirefoxProfile() {
  const profile = mkdtempSync(join(tmpdir(), 'impactweb-firefox-'));
  process.once('exit', () => rmSync(profile, { recursive: true, force: true }));
  await (await launchFirefox(profile, {})).close();
  return profile;
}

const launches = {
  chromium: (profile, options) =>
    chromium.launchPersistentContext(profile, { executablePath: '/usr/lib/chromium/chromium', ...common, ...options }),
  firefox: async (profile, { isMobile, hasTouch, ...options }) => {
    if (readdirSync(profile).length === 0) {
      used ??= usedFirefoxProfile();
      const filter = (path) => !['lock', '.parentlock'].includes(basename(path));
      cpSync(await used, profile, { recursive: true, filter });
    }
    return launchFirefox(profile, options);
  },
};

/** A browser on `profile` with one page, behind the few calls that journeys are written in. */
export async function openPlaywright(engine, { profile, viewport, locale, touch = false, args = [], before = '' }) {
  const context = await launches[engine](profile, {
    viewport,
    locale,
    args,
    ...(touch ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
  });
  // Runs in every page before its own scripts: what a browser may do to it.
  if (before) await context.addInitScript(before);
  // What was done and asked, without pictures of it, which would take the processor from the page.
  const tracing = await context.tracing.start({ screenshots: false, snapshots: false }).then(
    () => true,
    () => false,
  );
  const began = Date.now();
  const said = [];
  const note = (text) => said.push(`${((Date.now() - began) / 1000).toFixed(2).padStart(7)}  ${text}`);
  const listen = (page) => {
    const which = page === context.pages()[0] ? '' : '(another tab) ';
    page.on('console', (message) => note(`${which}${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => note(`${which}uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => note(`${which}the page crashed`));
    page.on('requestfailed', (request) =>
      note(`${which}failed: ${request.url()} ${request.failure()?.errorText ?? ''}`),
    );
    page.on('framenavigated', (frame) => note(`${which}at ${frame.url()}`));
  };
  const [first] = context.pages();
  if (first) listen(first);
  context.on('page', listen);
  const page = first ?? (await context.newPage());
  let session;
  const problems = [];
  const hosts = new Set();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // The program's own complaints, of a shader say, come as warnings.
    const { type, text } = { type: message.type(), text: message.text() };
    // A site without live sessions is asked for them all the same.
    if (message.location().url.endsWith('/live.json')) return;
    // Waiting on the spot for the rest of the program is for what nobody foresaw; what a journey does is foreseen.
    if (type === 'error' || type === 'warning' || /is in the rest of the program/.test(text)) problems.push(text);
  });
  page.on('request', (request) => {
    if (request.url().startsWith('http')) hosts.add(new URL(request.url()).host);
  });
  const element = (role, name) => page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  return {
    problems,
    hosts,
    /** What the browser said, line by line. */
    said: () => said,
    /** Keeps what was done in this browser, for `playwright show-trace`. */
    keepTrace: async (path) => {
      if (tracing) await context.tracing.stop({ path });
    },
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    evaluate: (expression) => page.evaluate(expression),
    click: (role, name) => element(role, name).click({ timeout: 45_000 }),
    focus: (key) => page.locator(`[data-key="${key}"]`).focus({ timeout: 45_000 }),
    type: (text) => page.keyboard.type(text, { delay: 5 }),
    insert: (text) => page.keyboard.insertText(text),
    press: (key) => page.keyboard.press(key),
    mouse: page.mouse,
    /** One finger, at a place of the page. */
    tap: (x, y) => page.touchscreen.tap(x, y),
    resize: (width, height) => page.setViewportSize({ width, height }),
    offline: (on) => context.setOffline(on),
    /** The browser's own protocol, where it has one. What is sent without waiting arrives in its order. */
    protocol: async (method, parameters) => {
      session ??= context.newCDPSession(page);
      return (await session).send(method, parameters);
    },
    /** Another tab of the same person. */
    another: async (url) => {
      const other = await context.newPage();
      await other.goto(url);
      await page.bringToFront();
      return {
        evaluate: (expression) => other.evaluate(expression),
        close: () => other.close(),
      };
    },
    screenshot: (path) => page.screenshot({ path }),
    close: () => context.close(),
  };
}
