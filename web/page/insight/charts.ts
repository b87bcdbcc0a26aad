// Which picture of numbers belongs to which answer.
import type { LensAnswer } from '../api/api_types.ts';
import { heatMap } from './heat_map.ts';
import type { NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';
import { growth } from './reciprocity_chart.ts';
import { board } from './stage_board.ts';
import { stagesInTime } from './stages_in_time.ts';

const pictures: {
  [lens: string]: readonly ((context: PanelContext, view: NetworkView, answer: LensAnswer) => Node[])[];
} = {
  helix: [heatMap],
  practice: [board, stagesInTime],
  reciprocity: [growth],
};

export function picturesOf(context: PanelContext, view: NetworkView, answer: LensAnswer): Node[] {
  return (pictures[answer.id] ?? []).flatMap((picture) => picture(context, view, answer));
}
