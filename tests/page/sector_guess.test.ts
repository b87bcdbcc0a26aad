import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessedSector } from '../../web/page/fill/sector_guess.ts';

test('what a name tells of a sector is proposed, and of a name that tells nothing nothing', () => {
  for (const [name, sector] of [
    ['Gemeente Tilburg', 'government'],
    ['Gem. Breda', 'government'],
    ['Provincie Noord-Brabant', 'government'],
    ['Waterschap De Dommel', 'government'],
    ['Municipality of Breda', 'government'],
    ['Avans Hogeschool', 'knowledge'],
    ['Avans', 'knowledge'],
    ['Tilburg University', 'knowledge'],
    ['Rabobank Hart van Brabant', 'finance'],
    ['Oranje Fonds', 'finance'],
    ['Stichting Zet', 'civilSociety'],
    ['Bewonersgroep De Reit', 'civilSociety'],
    ['Bibliotheek Midden-Brabant', 'media'],
    ['Brabants Landschap', 'nature'],
    ['Bouwbedrijf Jansen B.V.', 'business'],
    ['Jan de Vries', null],
    ['Impact Zuid', null],
    ['Zet', null],
  ] as const)
    assert.equal(guessedSector(name), sector, name);
  assert.equal(guessedSector('De Eetclub', 'group'), 'civilSociety');
});
