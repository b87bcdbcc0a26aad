// Every journey, in the order in which they are walked.

import { journeys as canvas } from './canvas.mjs';
import { journeys as coming } from './coming_back.mjs';
import { journeys as entry } from './entry.mjs';
import { journeys as files } from './files.mjs';
import { journeys as keyboard } from './keyboard.mjs';

export const journeys = [...coming, ...entry, ...keyboard, ...canvas, ...files];
