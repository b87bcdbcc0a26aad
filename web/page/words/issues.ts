// What was refused or repaired, as sentences.
import type { Issue, StepName } from '../bridge/model.ts';
import { fill, hasText, t, table } from './i18n.ts';

/** Parameters of sentences that are places themselves. */
const placesAmong: { readonly [code: string]: readonly number[] } = { rowMerged: [1] };

/** Of these the second parameter names fields by their paths. */
const lossesOfFields = new Set(['lossNodeFields', 'lossEdgeFields']);

/** What the inspector calls a field; those that a group made stay as they are. */
function fieldName(path: string): string {
  const key = [`field.${path}`, `field.${path.split('.')[0]}`].find(hasText);
  return key ? t(key) : path;
}

/** The sentence alone, without its place. */
export function issueText({ code, params }: Issue): string {
  const key = `issue.${code}`;
  const told = params.map((param, index) => {
    if (code === 'wrongType' && hasText(`type.${param}`)) return t(`type.${param}`);
    if (index === 1 && lossesOfFields.has(code)) return param.split(', ').map(fieldName).join(', ');
    return placesAmong[code]?.includes(index) ? placeText(param) : param;
  });
  return hasText(key) ? fill(table()[key] ?? '', told) : t('issue.unknown', code);
}

/** What the core names as a place, beside paths (core/model/issue.hpp). Names of files, sheets and columns may hold anything. */
const placeInText = /^(?:(.*), )?line (\d+), column (\d+)$/s;
const placeInTable = /^(?:(.*?), )??(?:sheet "(.*?)"(?:, )?)?(?:row (\d+)(?:, column (?:"(.*)"|(\d+)))?)?$/s;

/** A place in the words of the language. Names, and paths into the network, stay as they are. */
export function placeText(where: string): string {
  const [, textFile, line = '', character = ''] = placeInText.exec(where) ?? [];
  if (line) return [textFile, t('place.line', line, character)].filter(Boolean).join(', ');
  const [, file, sheet, row, header, column] = placeInTable.exec(where) ?? [];
  // A need or an offer in a path is an id, which nobody knows.
  if (sheet === undefined && row === undefined) return where.replace(/^(needs|offers)\.[^.]+/, '$1');
  return [
    file,
    sheet !== undefined && t('place.sheet', sheet),
    row && t('place.row', row),
    header !== undefined && t('place.column', header),
    column && t('place.columnNumber', column),
  ]
    .filter(Boolean)
    .join(', ');
}

/** The sentence with the place in front, as a list or an error names it. */
export function issueSentence(issue: Issue): string {
  return issue.where ? t('issue.at', placeText(issue.where), issueText(issue)) : issueText(issue);
}

/** An undo step, as a menu or a button names it. */
export function stepText(step: StepName): string {
  const key = `history.${step.code}`;
  return hasText(key) ? fill(table()[key] ?? '', step.params) : t('history.several');
}

/** A refusal that can be shown as it is, in the language of the moment it was made. */
export class Refusal extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issueSentence(issue));
    this.name = 'Refusal';
    this.issue = issue;
  }
}

export function isError(answer: object): answer is { error: Issue } {
  return 'error' in answer;
}
