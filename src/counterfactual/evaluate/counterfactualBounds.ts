import { checkPolicyActs } from '../../mdp/checkPolicyActs.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { checkPolicyFits } from '../../mdp/checkPolicyFits.js';
import { extremeRow } from '../../mechanisms/bounds/extremeRow.js';
import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type BoundedRow, type BoundedRows, boundedRows } from '../rows/boundedRows.js';
import {
  type CounterfactualOptions,
  checkTrajectoriesFit,
  checkedHorizon,
  startCounts,
} from './evaluateCounterfactual.js';
import { observedSteps } from '../chain/observedSteps.js';
import type { ObservedStep } from '../chain/propagate.js';
import { returnMoments } from '../chain/returnMoments.js';
import { stepsToGo } from '../chain/momentTables.js';

/** How far what would have happened could lie from any one mechanism's answer, one entry an episode. */
export interface CounterfactualBounds {
  /** Name of what is assumed of the mechanism. */
  readonly assumption: string;
  readonly nEpisodes: number;
  readonly horizon: number;
  readonly discount: number;
  /** Shape (n): the least expected counterfactual return, given the episode. */
  readonly lower: Float64Array;
  /** Shape (n): the greatest. */
  readonly upper: Float64Array;
  /** Mean of `lower` over episodes. */
  readonly meanLower: number;
  /** Mean of `upper` over episodes. */
  readonly meanUpper: number;
}

/**
 * Bounds of the expected counterfactual return of each logged episode over all mechanisms that an assumption admits.
 *
 * The counterfactual of an episode is a Markov chain of which the rows CF(. | observed s', (s, a) against (s~, a~)) are only
 * known to lie within bounds, an interval MDP. With n steps observed, backwards from the model's own value of what follows them:
 *
 *     L_t(s~) = sum over a~ of e(a~ | s~) min over admissible rows of sum over s~' of row[s~'] (r(s~, a~, s~') + discount L_{t+1}(s~'))
 *
 * and U with max. If state and action are those observed, so is the next state.
 *
 * Every admissible mechanism's answer lies within. An interval is tight if the mechanism may differ from step to step; the mean of
 * the bounds over episodes is a bound of the mean, but one mechanism for all episodes need not reach it, since its rows for all
 * observed outcomes together must give q. Mechanisms with fresh noise, such as `independent`, break the rule on the observed state and action,
 * and may lie outside.
 *
 * @param trajectories log over the model's own states
 * @param policy target policy over the same states
 * @param assumption see `findAssumption`
 * @throws ArgumentError if sizes, spaces or the horizon do not fit; DataError for an observed transition that the model excludes
 *
 * Cost: steps × reachable states × (K log K) for K entries of a row, twice; bounds of distinct rows are computed once.
 *
 * Source: Lally, Kazemi & Paoletti, arXiv 2502.13731, for the interval MDP; `stability-all` is ours.
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 10, horizon: 1 });
 * const { lower, upper } = counterfactualBounds(log, mdp, tabular([1, 0, 0, 0], 2), findAssumption('stability'));
 * [lower.length, upper.length] // [10, 10]
 */
export function counterfactualBounds(
  trajectories: Trajectories,
  mdp: Mdp,
  policy: Policy,
  assumption: Assumption,
  options: CounterfactualOptions = {},
): CounterfactualBounds {
  const { discount = 1, progress } = options;
  const horizon = checkedHorizon(trajectories, options, 'or Infinity');
  checkPolicyFits(policy, mdp, 'counterfactual');
  checkTrajectoriesFit(trajectories, mdp);
  checkPolicyActs('counterfactual', policy, mdp, trajectories.state);
  const n = trajectories.nEpisodes;
  const rows = boundedRows(mdp, assumption);
  const after = returnMoments(mdp, policy, horizon, discount, startCounts(trajectories, mdp)).mean;
  const reached = new Uint8Array(mdp.nStates);
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  for (let e = 0; e < n; e++) {
    const steps = observedSteps(mdp, trajectories, e);
    const start = trajectories.state[trajectories.episodeStart[e]];
    const layers = reachableLayers(rows, mdp, policy, steps, start, reached);
    const table = stepsToGo(horizon, steps.length, mdp.nStates);
    const last = after.subarray(table, table + mdp.nStates);
    lower[e] = extremeValue(layers, mdp, last, discount, 'least')[start];
    upper[e] = extremeValue(layers, mdp, last, discount, 'greatest')[start];
    if (e % Math.ceil(n / 100) === 0) progress?.(e, n);
  }
  return {
    assumption: assumption.name,
    nEpisodes: n,
    horizon,
    discount,
    lower,
    upper,
    meanLower: lower.reduce((sum, value) => sum + value, 0) / n,
    meanUpper: upper.reduce((sum, value) => sum + value, 0) / n,
  };
}

/** A row that the counterfactual run may take at a time. */
interface Choice {
  readonly state: number;
  /** The target policy's probability of the action. */
  readonly share: number;
  readonly row: BoundedRow;
}

/** For each observed step the rows that the counterfactual run can get to, states in order of discovery; ended runs have none. */
function reachableLayers(
  rows: BoundedRows,
  mdp: Mdp,
  policy: Policy,
  steps: readonly ObservedStep[],
  start: number,
  reached: Uint8Array,
): Choice[][] {
  const { nActions, nextState, terminal } = mdp;
  let states = terminal[start] === 1 ? [] : [start];
  return steps.map((step) => {
    const layer: Choice[] = [];
    const next: number[] = [];
    for (const state of states) {
      for (let a = 0; a < nActions; a++) {
        const share = policy.probability[state * nActions + a];
        if (share === 0) continue;
        const row = rows(step.row, step.entry, state * nActions + a);
        layer.push({ state, share, row });
        for (const entry of row.entry) {
          const s = nextState[entry];
          if (reached[s] === 1 || terminal[s] === 1) continue;
          reached[s] = 1;
          next.push(s);
        }
      }
    }
    for (const s of next) reached[s] = 0;
    states = next;
    return layer;
  });
}

/** The backward recursion. Returns shape (S): the value at the first step, 0 where that does not start. */
function extremeValue(
  layers: readonly (readonly Choice[])[],
  { nStates, nextState, reward }: Mdp,
  last: Float64Array,
  discount: number,
  end: 'least' | 'greatest',
): Float64Array {
  let later = last;
  const value = new Float64Array(nStates);
  const row = new Float64Array(nStates);
  for (let t = layers.length - 1; t >= 0; t--) {
    const now = new Float64Array(nStates);
    for (const {
      state,
      share,
      row: { entry, bounds },
    } of layers[t]) {
      for (let k = 0; k < entry.length; k++) value[k] = reward[entry[k]] + discount * later[nextState[entry[k]]];
      if (entry.length === 1) {
        now[state] += share * value[0];
        continue;
      }
      extremeRow(bounds, value, end, row);
      let mean = 0;
      for (let k = 0; k < entry.length; k++) mean += row[k] * value[k];
      now[state] += share * mean;
    }
    later = now;
  }
  return later;
}
