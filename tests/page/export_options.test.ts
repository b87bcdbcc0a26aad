// Options of `export`: a wrong one is refused with a sentence that names it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { checkPictureOptions, checkReportOptions } from '../../web/page/api/export_options.ts';
import { setLanguage } from '../../web/page/words/i18n.ts';

declare const IMPACTWEB_ROOT: string;

const sections = ['picture', 'who'];
const checks: { [what: string]: (options: unknown) => void } = {
  picture: (options) => checkPictureOptions(options),
  report: (options) => checkReportOptions(options, sections),
};

before(async () => {
  Object.defineProperty(globalThis, 'document', {
    value: { documentElement: { lang: '', querySelectorAll: () => [] } },
  });
  const words = readFileSync(join(IMPACTWEB_ROOT, 'assets', 'strings', 'en', 'later', 'picture.json'), 'utf8');
  globalThis.fetch = async () => new Response(words);
  await setLanguage('en');
});

test('what the documentation names is taken, and what is left out may be undefined', () => {
  const { signal } = new AbortController();
  checkPictureOptions({});
  checkPictureOptions({
    of: 'view',
    scale: 2.5,
    transparent: true,
    legend: false,
    title: true,
    date: 'mei 2026',
    source: 'ons',
    signal,
    onProgress: () => {},
  });
  checkPictureOptions({ title: false, date: true, legend: undefined });
  checkReportOptions({}, sections);
  checkReportOptions(
    { title: true, date: false, source: '', sections: ['who'], signal, onProgress: () => {} },
    sections,
  );
  checkReportOptions({ title: 'Ons netwerk', sections: [] }, sections);
});

test('a value of a wrong type is a TypeError, one out of bounds a RangeError, and both name the option', () => {
  const wrong: [what: string, name: string, values: unknown[]][] = [
    ['picture', 'of', [true, 1, null]],
    ['picture', 'scale', ['2', null, true]],
    ['picture', 'transparent', ['yes', 1, null]],
    ['picture', 'legend', ['off', 0]],
    ['picture', 'title', [1, null, {}, ['x']]],
    ['picture', 'date', [new Date(), 2026, null]],
    ['picture', 'source', [true, 7, null]],
    ['picture', 'signal', [{}, true, 'stop']],
    ['picture', 'onProgress', [true, 'log']],
    ['report', 'title', [false, 1, null, {}]],
    ['report', 'date', [new Date(), null]],
    ['report', 'source', [true]],
    ['report', 'sections', ['who', true, [1], null]],
    ['report', 'signal', [1]],
  ];
  for (const [what, name, values] of wrong)
    for (const value of values)
      assert.throws(
        () => checks[what]?.({ [name]: value }),
        (error) => error instanceof TypeError && error.message.includes(`“${name}”`) && !/option\./.test(error.message),
        `${what} ${name} ${String(value)}`,
      );
  const beyond: [what: string, name: string, value: unknown][] = [
    ['picture', 'of', 'everything'],
    ['picture', 'scale', 9],
    ['picture', 'scale', Number.NaN],
    ['report', 'sections', ['who', 'weather']],
  ];
  for (const [what, name, value] of beyond)
    assert.throws(
      () => checks[what]?.({ [name]: value }),
      (error) => error instanceof RangeError && error.message.includes(`“${name}”`),
      `${what} ${name} ${String(value)}`,
    );
});

test('an option that there is not, and options that are none, are refused', () => {
  for (const check of Object.values(checks)) {
    for (const options of [{ titel: 'x' }, { toString: 'x' }, null, 'png', ['title'], true])
      assert.throws(() => check(options), TypeError);
    assert.throws(() => check({ titel: 'x' }), /titel.*title/);
  }
  assert.throws(() => checkReportOptions({ legend: true }, sections), TypeError);
});
