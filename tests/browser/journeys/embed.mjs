// Impactweb in a frame of another page, by the module that such a page uses.
export const journeys = [
  {
    name: 'embedded: a page shows a file in a frame, to look at, with a filter and a lens, and asks its API',
    differs: 'frames',
    async walk({ open, until, url }) {
      const browser = await open('');
      // Any page of the same site will do.
      await browser.goto(`${url}licences.txt`);
      const nodes = await browser.evaluate(`(async () => {
        const { embed } = await import('./npm/impactweb.js');
        window.inner = await embed(document.body, {
          page: './', title: 'Het netwerk', open: 'samples/brabant.json', viewOnly: true, lens: 'spider', legend: false,
          filters: { sectors: ['government'] }, colorBy: 'kind',
        });
        return inner.impactweb.stats().nodes;
      })()`);
      if (!(nodes > 10)) throw new Error(`${nodes} nodes`);
      const inside = `inner.frame.contentDocument`;
      await until(
        browser,
        `/Without Stérk.Brabant/.test(${inside}.querySelector('#insight').textContent)`,
        'the lens answers beside the picture',
      );
      await until(
        browser,
        `inner.frame.contentWindow.impactweb.stats().frames > 0 && [...${inside}.querySelectorAll('#mirror button')].some((each) => each.textContent === 'Provincie Noord-Brabant') && ![...${inside}.querySelectorAll('#mirror button')].some((each) => each.textContent === 'Stichting Zet')`,
        'only what was asked for is shown',
      );
      const said = await browser.evaluate(`(async () => {
        const { rejected } = inner.impactweb.apply([{ op: 'addNode', node: { label: 'Nieuw' } }]);
        const independence = inner.impactweb.measures({ only: ['independence'] }).independence.value;
        inner.remove();
        const { embed } = await import('./npm/impactweb.js');
        const refusal = await embed(document.body, { page: 'https://example.org/', title: 'x' }).catch((error) => error.message);
        return { rejected: rejected.length, independence, refusal, frames: document.querySelectorAll('iframe').length };
      })()`);
      if (said.rejected !== 1 || !(said.independence > 0) || !/another site/.test(said.refusal) || said.frames !== 0)
        throw new Error(JSON.stringify(said));
      // A page of text alone has no icon, and the browser asks for one.
      for (let at = browser.problems.length; at-- > 0; )
        if (/404/.test(browser.problems[at])) browser.problems.splice(at, 1);
    },
  },
];
