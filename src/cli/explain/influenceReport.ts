import { LEAST_INFLUENCE, lastInfluenced } from '../../counterfactual/explain/influence.js';
import { percent, table } from '../output/table.js';

/** I_t of each episode of a log, shape (T) each: see `influence`. */
export type LogInfluence = readonly Float64Array[];

/** Steps that are shown: the first few, then ever fewer. */
const SHOWN = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100, 200, 500, 1000];

/** For people: the mean by step, and until when the figures are about the patients at all. */
export function influenceText(byEpisode: LogInfluence): string[] {
  const means = meanByStep(byEpisode);
  const steps = SHOWN.filter((t) => t < means.length);
  const above = (t: number): number =>
    byEpisode.filter((byStep) => (lastInfluenced(byStep) ?? -1) >= t).length / byEpisode.length;
  const none = byEpisode.filter((byStep) => lastInfluenced(byStep) === undefined).length;
  return [
    'Influence: how much of each step what was observed decides; the rest is the model alone',
    table(
      ['step', 'mean influence', `then or later above ${percent(LEAST_INFLUENCE)}`],
      steps.map((t) => [String(t), means[t], percent(above(t))]),
    ),
    `In ${none} of ${byEpisode.length} episodes no step has more than ${percent(LEAST_INFLUENCE)}: what is said of them is the model's, as good as of anyone who began there`,
    '',
  ];
}

/** For JSON, of the log. */
export function influenceJson(byEpisode: LogInfluence): Record<string, unknown> {
  return { least: LEAST_INFLUENCE, mean: meanByStep(byEpisode) };
}

/** For JSON, of an episode. */
export function episodeInfluenceJson(byStep: Float64Array): Record<string, unknown> {
  return { influence: Array.from(byStep), influenceLastStep: lastInfluenced(byStep) ?? null };
}

/** Columns of a CSV file with a row an episode. */
export const influenceColumns: readonly string[] = ['influence_last_step', 'influence'];

/** Their cells; steps are separated by blanks, and no step is an empty cell. */
export function influenceCells(byStep: Float64Array): (string | number)[] {
  return [lastInfluenced(byStep) ?? '', byStep.join(' ')];
}

/** Shape (longest episode), over all episodes: one whose log has ended has no influence any more. */
function meanByStep(byEpisode: LogInfluence): number[] {
  const longest = byEpisode.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from(
    { length: longest },
    (_, t) => byEpisode.reduce((sum, byStep) => sum + (byStep[t] ?? 0), 0) / byEpisode.length,
  );
}
