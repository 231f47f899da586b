import type { CounterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import type { CounterfactualEvaluation } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import type { RefittedEffects } from '../../counterfactual/refit/refittedEffects.js';
import type { Provenance } from '../../files/index.js';
import type { Mdp } from '../../mdp/mdp.js';
import { patientCells, patientColumns } from '../../report/downloads/patientCells.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type ByStep, byStepCells, byStepColumns } from '../explain/byStepReport.js';
import { type ByPart, byPartCells, byPartColumns } from '../evaluate/byPart.js';
import { refitCells, refitColumns } from '../evaluate/refitEffects.js';
import { csvLine } from '../../core/csvLine.js';
import { type LogInfluence, influenceCells, influenceColumns } from '../explain/influenceReport.js';

/** What else goes into the rows, and how. */
export interface EffectRowsOptions {
  /** Of the same runs; default none. */
  readonly bounds?: readonly CounterfactualBounds[];
  /** How much of each step what was observed decides; default left out. */
  readonly influence?: LogInfluence | undefined;
  /** The effect by step; default left out. */
  readonly byStep?: ByStep | undefined;
  /** What the parts of actions do; default left out. */
  readonly byPart?: ByPart | undefined;
  /** Intervals of the effects with the model drawn anew; default left out. */
  readonly refitted?: RefittedEffects | undefined;
  /** Default false: ids and labels are as in the log, so that the rows can be joined with it. */
  readonly spreadsheetSafe?: boolean;
}

/**
 * CSV lines of an evaluation, one row an episode, with any bounds of it, after a comment that says how the file was
 * made.
 */
export function* effectRows(
  source: Provenance,
  log: Trajectories,
  mdp: Mdp,
  evaluation: CounterfactualEvaluation,
  { bounds = [], influence, byStep, byPart, refitted, spreadsheetSafe = false }: EffectRowsOptions = {},
): Generator<string> {
  const line = csvLine(spreadsheetSafe);
  const evaluated = { log, mdp, evaluation, bounds };
  yield `# couplet ${JSON.stringify(source)}\n`;
  yield line([
    ...patientColumns(evaluated),
    ...(byPart ? byPartColumns(byPart) : []),
    ...(influence ? influenceColumns : []),
    ...(byStep ? byStepColumns : []),
    ...(refitted ? refitColumns : []),
  ]);
  for (let e = 0; e < evaluation.nEpisodes; e++)
    yield line([
      ...patientCells(evaluated, e),
      ...(byPart ? byPartCells(byPart, e) : []),
      ...(influence ? influenceCells(influence[e]) : []),
      ...(byStep ? byStepCells(byStep, e) : []),
      ...(refitted ? refitCells(refitted, e) : []),
    ]);
}

/**
 * CSV lines of the counterfactual state marginals, averaged over episodes: one row a step and state with mass.
 *
 * @param marginals of an episode, shape ((H + 1) × S); asked for one at a time, since all of them would not fit
 */
export function* marginalRows(
  source: Provenance,
  mdp: Mdp,
  { nEpisodes, horizon }: CounterfactualEvaluation,
  marginals: (episode: number) => Float64Array,
  spreadsheetSafe = false,
): Generator<string> {
  const line = csvLine(spreadsheetSafe);
  const mean = new Float64Array((horizon + 1) * mdp.nStates);
  for (let e = 0; e < nEpisodes; e++) marginals(e).forEach((p, i) => (mean[i] += p / nEpisodes));
  yield `# couplet ${JSON.stringify(source)}\n`;
  yield line(['t', 'state', 'label', 'probability']);
  for (let t = 0; t <= horizon; t++) {
    for (let s = 0; s < mdp.nStates; s++) {
      const p = mean[t * mdp.nStates + s];
      if (p > 0) yield line([t, s, mdp.stateLabels?.[s] ?? '', p]);
    }
  }
}
