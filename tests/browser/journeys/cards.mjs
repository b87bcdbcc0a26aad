// Contribution cards: the facilitator asks by a link, a participant answers on one screen with the keyboard or a finger, and hands it back.
import { judge } from './access.mjs';

const link = `(document.querySelector('dialog textarea, #card textarea[readonly]')?.value ?? '')`;
const network = 'impactweb.snapshot().network';
const text = (selector) => `(document.querySelector('${selector}')?.textContent ?? '')`;

/** Into the field with this label. */
async function into({ until }, browser, label, place = 0) {
  const field = `[...document.querySelectorAll('#card input, #card select, #card textarea')].filter((field) => (field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent) === ${JSON.stringify(label)})[${place}]`;
  await until(
    browser,
    `(${field}?.focus(), !!${field} && document.activeElement === ${field})`,
    `a field called ${label}`,
  );
}

async function presses({ until }, browser, label) {
  const pressed = `[...document.querySelectorAll('button')].findLast((button) => button.textContent === ${JSON.stringify(label)} && button.getClientRects().length > 0)`;
  await until(
    browser,
    `(${pressed}?.focus(), !!${pressed} && document.activeElement === ${pressed})`,
    `a button called ${label}`,
  );
  await browser.press('Enter');
}

/** The link with the questions about the open network, from the dialog. */
async function cardLink(world, browser) {
  const { until } = world;
  await browser.click('button', 'Share');
  await until(browser, `${link}.includes('#share=1.')`, 'the dialog is there');
  await browser.click('radio', 'Answer questions about themselves, and send you the answers');
  await until(browser, `${link}.includes('#card=1.')`, 'the link with the questions is there');
  await until(browser, `!!document.querySelector('dialog .share-code canvas')`, 'and its code');
  const address = await browser.evaluate(link);
  await browser.click('button', 'Close');
  return address;
}

async function follow(world, browser, address, selector) {
  await browser.goto('about:blank');
  await browser.goto(address);
  await world.until(browser, `!!document.querySelector('${selector}')`, `${selector} is there`);
}

export const journeys = [
  {
    name: 'a card: Enter, or Go on a phone, leads to the next question and hands nothing in',
    differs: 'forms',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#sample');
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      await follow(world, browser, await cardLink(world, browser), '#card form');
      const fields = `[...document.querySelectorAll('#card :is(input, select, textarea, .card-done)')]`;
      await browser.evaluate(`(${fields}[0].focus(), true)`);
      await until(
        browser,
        `document.activeElement.getAttribute('enterkeyhint') === 'next'`,
        'the key says where it leads',
      );
      await browser.type('Bibliotheek Tilburg');
      await browser.press('Enter');
      await until(browser, `document.activeElement === ${fields}[1]`, 'the question after the name');
      await browser.evaluate(`(document.querySelector('#card [type="radio"]').focus(), true)`);
      await browser.press('Enter');
      await until(
        browser,
        `document.activeElement !== document.body && document.activeElement.type !== 'radio'`,
        'what comes after the five levels of energy',
      );
      await until(
        browser,
        `!!document.querySelector('#card form') && !document.querySelector('#card-link')`,
        'not handed in',
      );
      await browser.evaluate(`(document.querySelector('.card-done').focus(), true)`);
      await browser.press('Enter');
      await until(browser, `!!document.querySelector('#card-link')`, 'the button hands in');
    },
  },
  {
    name: 'a participant answers a card, and the facilitator accepts it as one step',
    differs: 'forms',
    async walk(world) {
      const { open, until, engine } = world;
      const browser = await open('#sample');
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      const before = await browser.evaluate(`JSON.stringify(${network})`);
      const questions = await cardLink(world, browser);

      await follow(world, browser, questions, '#card form');
      if (engine !== 'webkit') await judge(browser, 'a card');
      await presses(world, browser, 'Done');
      await until(browser, `/Fill in a name/.test(${text('#card-wrong')})`, 'a name is asked for');
      await into(world, browser, 'Your name or your organisation');
      await browser.type('stichting zet');
      await into(world, browser, 'Place');
      await browser.type('Tilburg');
      await into(world, browser, 'I offer');
      await browser.type('een zaal');
      await into(world, browser, 'With whom or what');
      await browser.type('Impact Zuid');
      await presses(world, browser, 'Another tie');
      await into(world, browser, 'With whom or what', 1);
      await browser.type('Bibliotheek Tilburg');
      await browser.press('Tab');
      // Somebody calls; the page is closed, and nothing that was typed is gone.
      await follow(world, browser, questions, '#card form');
      await into(world, browser, 'I offer');
      await until(browser, `document.activeElement.value === 'een zaal'`, 'what was typed is still there');
      await presses(world, browser, 'Done');
      await until(browser, `${link}.includes('#answer=1.')`, 'the answers are a link');
      await until(browser, `!!document.querySelector('#card .share-code canvas')`, 'and a code');
      if (engine !== 'webkit') await judge(browser, 'handing over');
      const answers = await browser.evaluate(link);

      await follow(world, browser, answers, 'dialog .collect');
      await until(
        browser,
        `/who is in the network/.test(${text('dialog .collect select option:checked')})`,
        'who it is, is found',
      );
      await until(browser, `/not in the network yet/.test(${text('dialog .collect')})`, 'what is new, is said');
      if (engine !== 'webkit') await judge(browser, 'answers to look through');
      await until(browser, `JSON.stringify(${network}) === ${JSON.stringify(before)}`, 'nothing has changed yet');
      await presses(world, browser, 'Accept selected');
      await until(
        browser,
        `(() => { const { nodes, edges } = ${network}; const zet = nodes.find(({ label }) => label === 'Stichting Zet');
          const tie = edges.find(({ from, kind, claimedBy }) => from === zet.id && kind === 'worksWith' && claimedBy === 'Stichting Zet');
          return zet.place === 'Tilburg' && zet.offers.some(({ text }) => text === 'een zaal') && !!tie && nodes.some(({ label }) => label === 'Bibliotheek Tilburg'); })()`,
        'the answers are in the network',
      );
      await browser.click('button', 'Undo: answers accepted');
      await until(browser, `JSON.stringify(${network}) === ${JSON.stringify(before)}`, 'one step takes all of it back');
    },
  },
  {
    name: 'many answers are pasted at once, and a link that is no good is refused in words',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#sample');
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      const home = await browser.evaluate('location.href');
      const questions = await cardLink(world, browser);
      const answers = [];
      for (const name of ['Breda Circulair', 'Impact Zuid']) {
        await follow(world, browser, questions, '#card form');
        await into(world, browser, 'Your name or your organisation');
        // What the one before said on this device is still there.
        await browser.press('Control+a');
        await browser.type(name);
        await into(world, browser, 'With whom or what');
        await browser.press('Control+a');
        await browser.type(name === 'Impact Zuid' ? 'Breda Circulair' : 'Impact Zuid');
        // The browser's list of suggestions would take the next Enter.
        await browser.press('Tab');
        await presses(world, browser, 'Done');
        await until(browser, `${link}.includes('#answer=1.')`, 'the answers are a link');
        answers.push(await browser.evaluate(link));
        await browser.evaluate('localStorage.clear()');
      }
      await follow(world, browser, home, '#bar');
      await until(
        browser,
        `window.impactweb?.ready.then(() => impactweb.stats().nodes > 10) ?? false`,
        'the sample is back',
      );
      await browser.click('button', 'Share');
      await until(browser, `${link}.includes('#share=1.')`, 'the dialog is there');
      await browser.click('button', 'See the answers');
      await until(browser, `!!document.querySelector('#collect-links')`, 'there is room for answers');
      await browser.evaluate(
        `void (document.querySelector('#collect-links').value = ${JSON.stringify(`Kijk: ${answers[0]}\n\nen ${answers[1]} groet`)})`,
      );
      await presses(world, browser, 'Add');
      await until(browser, `document.querySelectorAll('dialog .collect').length === 2`, 'both are there');
      await until(
        browser,
        `/confirms what the other side said/.test(${text('dialog .collect:last-of-type')})`,
        'both say the same',
      );
      await presses(world, browser, 'Accept selected');
      await until(
        browser,
        `${network}.edges.some(({ claimedBy, confirmedBy }) => claimedBy === 'Breda Circulair' && confirmedBy === 'Impact Zuid')`,
        'one claimed it, the other confirmed it',
      );
      for (const bad of ['#card=1.AAAA', '#answer=1.AAAA', '#card=9.AAAA']) {
        await browser.goto('about:blank');
        await browser.goto(home.replace(/#.*/, bad));
        await until(browser, `/link/i.test(${text('dialog h2')})`, `${bad} is refused`);
        await until(browser, `location.hash === ''`, 'and out of the address');
      }
    },
  },
];
