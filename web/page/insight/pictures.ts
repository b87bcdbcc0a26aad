// Which picture of numbers belongs to which answer.
import type { LensAnswer } from '../api_types.ts';
import type { Desk } from './desk.ts';
import { heatMap } from './heat_map.ts';
import { growth } from './moments.ts';
import { board } from './stage_board.ts';
import { stagesInTime } from './stages_in_time.ts';
import type { Things } from './things.ts';

const pictures: { [lens: string]: readonly ((desk: Desk, things: Things, answer: LensAnswer) => Node[])[] } = {
  helix: [heatMap],
  practice: [board, stagesInTime],
  reciprocity: [growth],
};

export function picturesOf(desk: Desk, things: Things, answer: LensAnswer): Node[] {
  return (pictures[answer.id] ?? []).flatMap((picture) => picture(desk, things, answer));
}
