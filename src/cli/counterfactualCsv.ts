import type { CounterfactualBounds } from '../counterfactual/counterfactualBounds.js';
import type { CounterfactualEvaluation } from '../counterfactual/evaluateCounterfactual.js';
import type { Provenance } from '../files/index.js';
import type { Mdp } from '../mdp/mdp.js';
import { type Trajectories, episodeName } from '../trajectories/trajectories.js';

/** CSV lines of an evaluation, one row an episode, with any bounds of it, after a comment that says how the file was made. */
export function* effectRows(
  source: Provenance,
  log: Trajectories,
  mdp: Mdp,
  evaluation: CounterfactualEvaluation,
  bounds: readonly CounterfactualBounds[] = [],
): Generator<string> {
  const names = mdp.outcomes.map((outcome) => outcome.name);
  yield `# couplet ${JSON.stringify(source)}\n`;
  yield line([
    'episode',
    'observed_outcome',
    'observed_return',
    'counterfactual_return',
    'return_variance',
    'effect',
    ...names.map((name) => `p_${name}`),
    ...bounds.flatMap(({ assumption }) => [`lower_${assumption}`, `upper_${assumption}`]),
  ]);
  for (let e = 0; e < evaluation.nEpisodes; e++)
    yield line([
      episodeName(log, e),
      names[evaluation.observedOutcome[e]],
      evaluation.observedReturn[e],
      evaluation.expectedReturn[e],
      evaluation.returnVariance[e],
      evaluation.effect[e],
      ...evaluation.outcomeProbability.subarray(e * names.length, (e + 1) * names.length),
      ...bounds.flatMap(({ lower, upper }) => [lower[e], upper[e]]),
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
): Generator<string> {
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

function line(cells: readonly (string | number)[]): string {
  return `${cells.map(quoted).join(',')}\n`;
}

function quoted(cell: string | number): string {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
