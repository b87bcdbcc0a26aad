// What was refused or repaired, as sentences.
import type { Issue, StepName } from './bridge.ts';
import { fill, hasText, t, table } from './i18n.ts';

/** The sentence alone, without its place. */
export function issueText(issue: Issue): string {
  const key = `issue.${issue.code}`;
  return hasText(key) ? fill(table()[key] ?? '', issue.params) : t('issue.unknown', issue.code);
}

/** A place in a file, `line 3, column 7` say, in the words of the language. Paths into the network stay as they are. */
function placeText(where: string): string {
  const column = t('place.column');
  const sheet = t('place.sheet');
  return where
    .replace(
      /^(.*: |.*, )?line (\d+), column (\d+)/,
      (_, file: string | undefined, line: string, at: string) => (file ?? '') + t('place.line', line, at),
    )
    .replace(/(^|, )sheet (?=")/, (_, before: string) => `${before}${sheet} `)
    .replace(/(^|, )row (\d+)/, (_, before: string, row: string) => before + t('place.row', row))
    .replace(/, column (?=")/, () => `, ${column} `);
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
