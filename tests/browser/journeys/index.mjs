// Every journey, in the order in which they are walked: a name, what is walked, and
//   engines   those that let a test do it, if not all
//   differs   in what the engines differ here: it is walked in each of them. Without it what is shown is the same in all: it is walked in
//             the first (--all walks everything everywhere)
//   alone     it measures times or frames, or takes all of the machine: nothing may be walked beside it

import { journeys as access } from './access.mjs';
import { journeys as canvas } from './canvas.mjs';
import { journeys as cards } from './cards.mjs';
import { journeys as determinism } from './determinism.mjs';
import { journeys as embed } from './embed.mjs';
import { journeys as entry } from './entry.mjs';
import { journeys as files } from './files.mjs';
import { journeys as handbook } from './handbook.mjs';
import { journeys as hands } from './hands.mjs';
import { journeys as imports } from './import.mjs';
import { journeys as insight } from './insight.mjs';
import { journeys as insightPanel } from './insight_panel.mjs';
import { journeys as keyboard } from './keyboard.mjs';
import { journeys as large } from './large.mjs';
import { journeys as legible } from './legible.mjs';
import { journeys as live } from './live.mjs';
import { journeys as contributing } from './live_contribute.mjs';
import { journeys as offline } from './offline.mjs';
import { journeys as coming } from './persistence.mjs';
import { journeys as phone } from './phone.mjs';
import { journeys as pictures } from './pictures.mjs';
import { journeys as room } from './room.mjs';
import { journeys as saving } from './saving.mjs';
import { journeys as ear } from './screen_reader.mjs';
import { journeys as share } from './share.mjs';
import { journeys as trouble } from './trouble.mjs';

export const journeys = [
  ...coming,
  ...saving,
  ...entry,
  ...keyboard,
  ...canvas,
  ...large,
  ...legible,
  ...room,
  ...files,
  ...imports,
  ...pictures,
  ...share,
  ...cards,
  ...live,
  ...contributing,
  ...embed,
  ...insight,
  ...insightPanel,
  ...determinism,
  ...ear,
  ...access,
  ...phone,
  ...hands,
  ...offline,
  ...handbook,
  ...trouble,
];
