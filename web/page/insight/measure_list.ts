// Which measures the panel shows (core/analysis/measures.hpp), in which order, and in which portions they are asked for.

export const measureOrder: readonly string[] = [
  ...['stage', 'density', 'reciprocity', 'reciprocityCorrected', 'independence', 'centralisation', 'corePeriphery'],
  ...['communities', 'blau', 'iqv', 'evenness', 'eiIndex', 'eiBaseline', 'fundingHhi', 'needCoverage'],
  ...['articulationPoints', 'bridges', 'degree', 'inDegree', 'outDegree', 'betweenness', 'closeness', 'pageRank'],
  ...['effectiveSize', 'hubImpact', 'coreness', 'giveTakeBalance', 'brokerage'],
];

/** Of a network as a whole, and so of what a plan would change. */
export const keyFigures: readonly string[] = [
  ...['density', 'reciprocity', 'independence', 'centralisation', 'blau', 'needCoverage'],
];

/** These take long in a large network; what is quick is shown meanwhile. */
const slow = ['closeness', 'betweenness'];

/** What is asked for at once, one after another. */
export const portions: readonly (readonly string[])[] = [
  measureOrder.filter((id) => !slow.includes(id)),
  ...slow.map((id) => [id]),
];
