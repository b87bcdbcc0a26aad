// The dialog in which people choose what their report says.

import { sourceLine, today } from '../picture/dialog.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { ask } from '../widgets/dialogs.ts';
import { choice, make, textField } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { lensIds } from './lenses.ts';
import type { ReportChoice, ReportFormat } from './report.ts';
import { reportSections } from './sections.ts';

/** Pages at most, or what is ticked. */
const lengths = ['2', '4', 'all'] as const;
type Length = (typeof lengths)[number];
/** In a report of so many pages; what does not fit is left out. */
const sectionsIn = { 2: ['summary', 'picture'], 4: ['summary', 'picture', ...lensIds] } as const;

interface Remembered {
  format: ReportFormat;
  source: string;
  length: Length;
  /** Sections that are left out: a new one is in the next report until somebody takes it out. */
  without: string[];
}

function remembered(): Remembered {
  let kept: Partial<Record<keyof Remembered, unknown>> = {};
  try {
    const read: unknown = JSON.parse(readSetting('report') ?? '{}');
    if (read !== null && typeof read === 'object') kept = read;
  } catch {
    // What cannot be read is chosen anew.
  }
  return {
    format: kept.format === 'pdf' || kept.format === 'docx' ? kept.format : 'html',
    length: lengths.find((each) => each === kept.length) ?? '4',
    source: typeof kept.source === 'string' ? kept.source.slice(0, 300) : '',
    without: Array.isArray(kept.without) ? kept.without.filter((id) => typeof id === 'string') : [],
  };
}

/** What is to be in it, and which file it becomes; null when it is left. */
export async function askReport(title: string): Promise<{ format: ReportFormat; choice: ReportChoice } | null> {
  const kept = remembered();
  const formats = (['html', 'pdf', 'docx'] as const).map((value) => ({
    value,
    ...choice(t(`report.${value}`), { type: 'radio', name: 'report-format', value, checked: value === kept.format }),
  }));
  const name = textField('report-title', title);
  const source = textField('report-source', kept.source);
  const sections = reportSections.map(({ id, title: key, appendix }) => ({
    id,
    appendix: appendix === true,
    ...choice(t(key), { checked: !kept.without.includes(id) }),
  }));
  const group = (legend: string, appendix: boolean) =>
    make(
      'fieldset',
      {},
      make('legend', {}, legend),
      make(
        'div',
        { class: 'choices' },
        ...sections.filter((each) => each.appendix === appendix).map(({ label }) => label),
      ),
    );
  const length = lengths.map((value) => ({
    value,
    ...choice(t(value === 'all' ? 'report.lengthAll' : `report.length${value}`), {
      type: 'radio',
      name: 'report-length',
      value,
      checked: value === kept.length,
    }),
  }));
  const wanted = () => length.find(({ input }) => input.checked)?.value ?? '4';
  const own = make('div', {}, group(t('report.sectionsIn'), false), group(t('report.appendices'), true));
  const showOwn = () => {
    own.hidden = wanted() !== 'all';
  };
  for (const { input } of length) input.addEventListener('change', showOwn);
  showOwn();
  const chosen = await ask(
    t('report.title'),
    [
      make(
        'fieldset',
        {},
        make('legend', {}, t('picture.format')),
        make('div', { class: 'choices' }, ...formats.map(({ label }) => label)),
      ),
      make(
        'fieldset',
        {},
        make('legend', {}, t('report.length')),
        make('div', { class: 'choices' }, ...length.map(({ label }) => label)),
      ),
      own,
      make('label', { for: name.id }, t('report.name')),
      name,
      make('label', { for: source.id }, t('picture.source')),
      source,
    ],
    [
      { label: t('picture.save'), value: true, kind: 'primary' },
      { label: t('common.cancel'), value: false },
    ],
    true,
    false,
  );
  if (!chosen) return null;
  const format = formats.find(({ input }) => input.checked)?.value ?? 'html';
  const of = (checked: boolean) => sections.filter(({ input }) => input.checked === checked).map(({ id }) => id);
  const pages = wanted();
  const now: Remembered = { format, source: source.value, length: pages, without: of(false) };
  writeSetting('report', JSON.stringify(now));
  return {
    format,
    choice: {
      title: name.value.trim(),
      date: today(),
      source: sourceLine(source.value),
      ...(pages === 'all' ? { sections: of(true) } : { sections: sectionsIn[pages], pages: Number(pages) }),
    },
  };
}
