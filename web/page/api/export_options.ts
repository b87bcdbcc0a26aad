// What `export` of the JavaScript API takes beside a format: each option is looked at before any work begins.

import { t } from '../words/i18n.ts';
import type { PictureOptions, ReportOptions } from './api_types.ts';

/** What an option may be. */
interface Rule {
  fits: (value: unknown) => boolean;
  /** In words, behind *Give*. */
  takes: () => string;
  /** Of the right type, and yet none of those that there are. */
  beyond?: (value: unknown) => boolean;
}

const isText = (value: unknown) => typeof value === 'string';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const text: Rule = { fits: isText, takes: () => t('option.text') };
const flag: Rule = { fits: isFlag, takes: () => t('option.flag') };
const flagOrText: Rule = {
  fits: (value) => isFlag(value) || isText(value),
  takes: () => t('option.flagOrText'),
};
const work = {
  signal: { fits: (value) => value instanceof AbortSignal || isSignal(value), takes: () => t('option.signal') },
  onProgress: { fits: (value) => typeof value === 'function', takes: () => t('option.function') },
} satisfies { [name: string]: Rule };

/** A page that has this one in a frame has an AbortSignal of its own. */
function isSignal(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object AbortSignal]';
}

const ofPicture: { [name in keyof Required<PictureOptions>]: Rule } = {
  of: {
    fits: isText,
    beyond: (value) => !['all', 'view', 'selection'].includes(String(value)),
    takes: () => t('option.oneOf', 'all, view, selection'),
  },
  scale: {
    fits: (value) => typeof value === 'number',
    beyond: (value) => !(Number(value) >= 1 && Number(value) <= 4),
    takes: () => t('option.scale'),
  },
  transparent: flag,
  legend: flag,
  title: flagOrText,
  date: flagOrText,
  source: text,
  ...work,
};

function ofReport(sections: readonly string[]): { [name in keyof Required<ReportOptions>]: Rule } {
  return {
    // A report without a title would have no name.
    title: { fits: (value) => value === true || isText(value), takes: () => t('option.trueOrText') },
    date: flagOrText,
    source: text,
    sections: {
      fits: isTexts,
      beyond: (value) => !isTexts(value) || value.some((id) => !sections.includes(id)),
      takes: () => t('option.listOf', sections.join(', ')),
    },
    ...work,
  };
}

/** Throws TypeError for what no option is called, or for a value of a wrong type, and RangeError for one that is out of bounds. */
function check(options: unknown, rules: { [name: string]: Rule }): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new TypeError(t('option.notOptions'));
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) throw new TypeError(t('option.unknown', name, Object.keys(rules).join(', ')));
    // What is left out may be said to be.
    if (value === undefined) continue;
    if (!rule.fits(value)) throw new TypeError(t('option.wrong', name, rule.takes()));
    if (rule.beyond?.(value)) throw new RangeError(t('option.wrong', name, rule.takes()));
  }
}

export function checkPictureOptions(options: unknown): asserts options is PictureOptions {
  check(options, ofPicture);
}

/** `sections` are the ids that there are. */
export function checkReportOptions(options: unknown, sections: readonly string[]): asserts options is ReportOptions {
  check(options, ofReport(sections));
}
