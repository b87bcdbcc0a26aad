// The fields that are filled in for many at once: what can be chosen, and what a name proposes.
import type { JsonObject } from '../bridge/model.ts';
import { hasText, t } from '../words/i18n.ts';
import { guessedSector } from './sector_guess.ts';

export interface FillField {
  name: 'sector' | 'form' | 'energy' | 'place';
  title: string;
  /** What can be chosen, with its words; empty where anything can be typed. */
  choices: readonly (readonly [value: string, words: string])[];
  /** What has been typed elsewhere already. */
  known: readonly string[];
  proposed(node: JsonObject): string;
}

export const fillable = ['sector', 'form', 'energy', 'place'] as const;

export function fieldNamed(name: string, network: { nodes?: JsonObject[]; sectors?: JsonObject[] }): FillField {
  const nodes = network.nodes ?? [];
  const used = (field: string) => [
    ...new Set(nodes.map((node) => String(node[field] ?? '')).filter((word) => word !== '')),
  ];
  const nothing = () => '';
  if (name === 'form') {
    const choices = ['organisation', 'person', 'group'].map((form) => [form, t(`form.${form}`)] as const);
    return { name: 'form', title: t('field.form'), choices, known: [], proposed: nothing };
  }
  if (name === 'energy') {
    const choices = ['1', '2', '3', '4', '5'].map((level) => [level, level] as const);
    return { name: 'energy', title: t('field.energy'), choices, known: [], proposed: nothing };
  }
  if (name === 'place')
    return { name: 'place', title: t('field.place'), choices: [], known: used('place'), proposed: nothing };
  const own = new Map((network.sectors ?? []).map(({ id, label }) => [String(id), String(label ?? '')]));
  for (const word of used('sector')) if (!own.has(word)) own.set(word, '');
  const words = ([id, label]: [string, string]) => label || (hasText(`sector.${id}`) ? t(`sector.${id}`) : id);
  const choices = [...own].map((entry) => [entry[0], words(entry)] as const);
  return {
    name: 'sector',
    title: t('field.sector'),
    choices,
    known: [],
    proposed: (node) => {
      const guess = guessedSector(String(node.label ?? ''), String(node.form ?? ''));
      return guess !== null && own.has(guess) ? guess : '';
    },
  };
}
