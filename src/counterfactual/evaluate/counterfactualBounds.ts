import type { Mdp } from '../../mdp/mdp.js';
import { extremeRow } from '../../mechanisms/bounds/extremeRow.js';
import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { RowBounds } from '../../mechanisms/bounds/rowBounds.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Acting, isByStep } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { type BoundedRow, type BoundedRows, boundedRows } from '../rows/boundedRows.js';
import { type Choices, shareOf } from '../rows/choices.js';
import { type ExtendedMdp, modelRow } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { type CounterfactualOptions, entryCounts } from './evaluateCounterfactual.js';
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
 * The counterfactual of an episode is a Markov chain of which the rows CF(. | observed s', (s, a) against (s~, a~)) are
 * only known to lie within bounds, an interval MDP. With n steps observed, backwards from the model's own value of what
 * follows them:
 *
 *     L_t(s~) = sum over a~ of e(a~ | s~) min over admissible rows of sum over s~' of row[s~'] (r(s~, a~, s~') + discount L_{t+1}(s~'))
 *
 * and U with max. If state and action are those observed, so is the next state.
 *
 * Every admissible mechanism's answer lies within. An interval is tight if the mechanism may differ from step to step;
 * the mean of the bounds over episodes is a bound of the mean, but one mechanism for all episodes need not reach it,
 * since its rows for all observed outcomes together must give q. Mechanisms with fresh noise, such as `independent`,
 * break the rule on the observed state and action, and may lie outside.
 *
 * @param trajectories log over the states of `model`
 * @param acting target policy over the same states, or clinicians who follow advice: see `AdvisedClinician`;
 *   or what goes by the step, such as a plan: see `ActsByStep` and `planned`
 * @param assumption see `findAssumption`
 * @throws ArgumentError if sizes, spaces or the horizon do not fit; DataError as `observedModel`
 *
 * Cost: steps × reachable states × (K log K) for K entries of a row, twice; bounds of distinct rows are computed once
 * as far as `rowBytes` go.
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
  model: Mdp,
  acting: Acting,
  assumption: Assumption,
  options: CounterfactualOptions = {},
): CounterfactualBounds {
  const { discount = 1, progress } = options;
  const horizon = checkedHorizon('counterfactual', trajectories, options, { endless: !isByStep(acting) });
  const observed = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const n = trajectories.nEpisodes;
  const rows = boundedRows(mdp, assumption, checkedRowBytes(options));
  const after = returnMoments(mdp, observed.policyAfter, horizon, discount, entryCounts(observed, mdp)).mean;
  const reached = new Uint8Array(mdp.nStates);
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  for (let e = 0; e < n; e++) {
    const steps = observed.steps(e).map((step, t) => ({ step, choices: observed.choicesAt(e, t) }));
    const start = trajectories.state[trajectories.episodeStart[e]];
    const check = (t: number, s: number): void => {
      if (t < steps.length) observed.checkActs(e, t, s);
      else observed.checkActsAfter(t, s, horizon);
    };
    const layers = reachableLayers(rows, mdp, steps, start, reached, check);
    const table = stepsToGo(horizon, steps.length, mdp.nStates);
    const last = after.subarray(table, table + mdp.nStates);
    const values = extremeValues(rows, mdp, steps, layers, last, discount);
    lower[e] = values.least[start];
    upper[e] = values.greatest[start];
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

/** What was observed at a step, and what acts there. */
interface ActedStep {
  readonly step: ObservedStep | undefined;
  readonly choices: Choices;
}

/**
 * For each observed step the living states that the counterfactual run can be in, in order of
 * discovery.
 *
 * @param check refuses a state in which what acts at a step, or after the last, cannot
 */
function reachableLayers(
  rows: BoundedRows,
  mdp: ExtendedMdp,
  steps: readonly ActedStep[],
  start: number,
  reached: Uint8Array,
  check: (t: number, state: number) => void,
): readonly (readonly number[])[] {
  const { nActions, nextState, terminal } = mdp;
  let states = terminal[start] === 1 ? [] : [start];
  const layers = steps.map(({ step, choices }, t) => {
    const layer = states;
    const known = step && modelRow(mdp, step.row);
    states = [];
    for (const state of layer) {
      check(t, state);
      for (let row = state * nActions; row < (state + 1) * nActions; row++) {
        if (shareOf(choices, known, row) === 0) continue;
        for (const entry of boundedRow(rows, mdp, step, row).entry) {
          const s = nextState[entry];
          if (reached[s] === 1 || terminal[s] === 1) continue;
          reached[s] = 1;
          states.push(s);
        }
      }
    }
    for (const s of states) reached[s] = 0;
    return layer;
  });
  for (const s of states) check(steps.length, s);
  return layers;
}

/** Where nothing was observed, the model's own row is certain. */
function boundedRow(rows: BoundedRows, mdp: Mdp, step: ObservedStep | undefined, row: number): BoundedRow {
  if (step) return rows(step.row, step.entry, row);
  const [first, end] = [mdp.rowStart[row], mdp.rowStart[row + 1]];
  const entry = Uint32Array.from({ length: end - first }, (_, k) => first + k).filter((k) => mdp.probability[k] > 0);
  const chance = Float64Array.from(entry, (k) => mdp.probability[k]);
  return { entry, bounds: { lower: chance, upper: chance } };
}

/**
 * The backward recursion, to both ends. Rows are asked for again rather than held: how many there are in an episode has
 * no bound.
 *
 * @returns shapes (S): the values at the first step, 0 where that does not start; views of `last` if there is no step
 */
function extremeValues(
  rows: BoundedRows,
  mdp: ExtendedMdp,
  steps: readonly ActedStep[],
  layers: readonly (readonly number[])[],
  last: Float64Array,
  discount: number,
): Readonly<Record<'least' | 'greatest', Float64Array>> {
  const { nStates, nActions, nextState, reward } = mdp;
  const later = { least: last, greatest: last };
  const value = new Float64Array(nStates);
  const extreme = new Float64Array(nStates);
  for (let t = layers.length - 1; t >= 0; t--) {
    const now = { least: new Float64Array(nStates), greatest: new Float64Array(nStates) };
    const { step, choices } = steps[t];
    const known = step && modelRow(mdp, step.row);
    for (const state of layers[t]) {
      for (let row = state * nActions; row < (state + 1) * nActions; row++) {
        const share = shareOf(choices, known, row);
        if (share === 0) continue;
        const { entry, bounds } = boundedRow(rows, mdp, step, row);
        for (const end of ['least', 'greatest'] as const) {
          for (let k = 0; k < entry.length; k++)
            value[k] = reward[entry[k]] + discount * later[end][nextState[entry[k]]];
          now[end][state] += share * (entry.length === 1 ? value[0] : extremeMean(bounds, value, end, extreme));
        }
      }
    }
    later.least = now.least;
    later.greatest = now.greatest;
  }
  return later;
}

/** @param row overwritten */
function extremeMean(bounds: RowBounds, value: Float64Array, end: 'least' | 'greatest', row: Float64Array): number {
  extremeRow(bounds, value, end, row);
  let mean = 0;
  for (let k = 0; k < bounds.upper.length; k++) mean += row[k] * value[k];
  return mean;
}
