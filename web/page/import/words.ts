// The words of this part of the page, in both languages: most visits need none of them.
import en from '../../../assets/strings/en/import.json';
import nl from '../../../assets/strings/nl/import.json';
import { addWords } from '../i18n.ts';

const tables = { nl, en };

export function addImportWords(): void {
  addWords(tables);
}
