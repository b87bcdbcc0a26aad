// The insight lenses, as a script asks them: in the worker, with words that come along.
export const journeys = [
  {
    name: 'lenses: a script asks what happens without the hub, is told in words, and applies what repairs it',
    async walk({ open }) {
      const browser = await open('#sample');
      const told = await browser.evaluate(`(async () => {
        const lenses = await impactweb.lenses();
        const { sentence, actions } = await impactweb.lens('spider');
        const { after } = await impactweb.scenario(actions[0].operations, { measures: ['independence'] });
        impactweb.apply(actions[0].operations);
        const { independence } = impactweb.measures({ only: ['independence'] });
        const refusal = await impactweb.lens('spider', { who: 'king' }).catch((error) => error.message);
        return {
          lenses: lenses.length,
          words: await impactweb.tell(sentence),
          same: independence.value === after.measures.independence.value,
          refusal,
        };
      })()`);
      if (told.lenses !== 10 || !told.same || !told.words.includes('Stérk.Brabant') || !told.refusal.includes('who'))
        throw new Error(JSON.stringify(told));
    },
  },
];
