import { ArgumentError } from '../../core/errors.js';
import { loggedCounts } from '../../fit/loggedCounts.js';
import type { TransitionCounts } from '../../fit/transitionCounts.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { stepsToGo } from '../chain/momentTables.js';
import type { CounterfactualBounds } from '../evaluate/counterfactualBounds.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { type Ends, extremeValues } from '../evaluate/extremeValues.js';
import { type Acting, goesByStep } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import type { ObservedModel } from '../chain/observedModel.js';
import type { BoundedRow } from '../rows/boundedRows.js';
import { modelRow } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';
import { type IntervalMdp, type UnloggedTransition, intervalMdp } from './intervalMdp.js';
import { checkIntervalAssumption, entryOf, intervalRows } from './intervalRows.js';
import { intervalReturns } from './intervalReturns.js';
import { returnRange } from './returnRange.js';

export interface DataBoundsOptions extends Omit<CounterfactualOptions, 'rowBytes'> {
  /** That all of the bounds hold, in (0, 1); default 0.95. */
  readonly confidence?: number;
}

/** Bounds that hold for all mechanisms and, with confidence, for the luck of the data. */
export interface DataBounds extends CounterfactualBounds {
  readonly confidence: number;
  /** Of the policy's value: the mean over all patients that there could have been, not those of the log alone. */
  readonly value: { readonly lower: number; readonly upper: number };
}

/**
 * Bounds of the expected counterfactual return of each logged episode over all mechanisms that an assumption admits and
 * all worlds that could well have written the log which the model was fitted to.
 *
 * `counterfactualBounds` takes the rows of the fitted model for those of the world. Here they lie in boxes that with
 * probability at least 1 − alpha / 2, over logs, hold those of the world all at once (`intervalMdp`). Where that is so,
 * the world's own counterfactual return of every episode, by every admissible mechanism, is within the bounds: rows are
 * bounded whatever p and q are in their boxes (`intervalRows`), chained as an interval MDP (`extremeValues`), and after
 * the log's end the rows themselves lie in their boxes (`intervalReturns`). The first state is that of the log. The other half
 * of alpha = 1 − confidence is for the patients drawn: the policy's value is off from their mean by at most
 *
 *     (greatest − least return) sqrt(ln(4 / alpha) / (2 n))        (Hoeffding 1963)
 *
 * Wide, and that is the answer: of a row with few cases hardly anything is known, and of a counterfactual row, a
 * quotient of two such, less.
 *
 * It holds where the states are all that matters. Where they hide something the boxes are about a world that is not
 * there, and nothing is promised. What transitions pay is taken from the log as it is.
 *
 * @param model fitted to a log that came of the world; what was mixed in after that is taken out: see `loggedCounts`
 * @param acting as for `counterfactualBounds`
 * @param assumption `none` or `stability`
 * @throws ArgumentError on another assumption, a confidence that is none, or returns without a bound, and as
 *   `counterfactualBounds` and `loggedCounts`; DataError as these
 *
 * Cost: steps × reachable states × K log K for K entries of a row, twice.
 *
 * Source: interval MDP as Lally, Kazemi & Paoletti, arXiv 2502.13731; rows in boxes ours.
 *
 * @example
 * const log = simulate(createRng(1), createEnv('triage').exactModel!(), uniform(4, 2), { episodes: 1000, horizon: 1 });
 * const { mdp } = fit(log, undefined);
 * const { meanLower, value } = counterfactualDataBounds(log, mdp, tabular([1, 0, 0, 0], 2), 'stability');
 * meanLower > value.lower // true
 */
export function counterfactualDataBounds(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  assumption: string,
  options: DataBoundsOptions = {},
): DataBounds {
  const { discount = 1, confidence = 0.95, progress } = options;
  checkIntervalAssumption(assumption);
  if (!(confidence > 0 && confidence < 1))
    throw new ArgumentError(`counterfactual: confidence must be in (0, 1), got ${confidence}`);
  const alpha = 1 - confidence;
  const horizon = checkedHorizon('counterfactual', trajectories, options, { endless: !goesByStep(acting) });
  const observed = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const counts = loggedCounts(model);
  const range = returnRange(model, counts, horizon, discount);
  const taken = takenSteps(observed, trajectories.nEpisodes);
  const mdp = intervalMdp(model, counts, alpha / 2, unloggedOf(taken, counts));
  const rows = intervalRows(mdp, assumption);
  const after = intervalReturns(mdp, observed.policyAfter, range, horizon, discount);
  const open = { entry: Uint32Array.of(0), bounds: { lower: Float64Array.of(1), upper: Float64Array.of(1) } };
  const reached = new Uint8Array(mdp.nStates);
  const n = trajectories.nEpisodes;
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  const unknown = {
    state: mdp.elsewhere,
    worth: (end: 'least' | 'greatest', t: number) => range[end][stepsToGo(horizon, t, 1)],
  };
  const row = (step: ObservedStep | undefined, at: number): BoundedRow => {
    if (step) return rows(step.row, step.entry, at);
    open.entry[0] = mdp.rowStart[at + 1] - 1;
    return open;
  };
  for (let e = 0; e < n; e++) {
    const start = trajectories.state[trajectories.episodeStart[e]];
    const steps = taken[e].map((step, t) => ({ step: step && stepIn(mdp, step), choices: observed.choicesAt(e, t) }));
    const check = (t: number, s: number): void => {
      if (t < steps.length) observed.checkActs(e, t, s);
      else observed.checkActsAfter(t, s, horizon);
    };
    const table = stepsToGo(horizon, steps.length, mdp.nStates);
    const chain = { mdp, discount, steps, start, check, row, unknown };
    const values = extremeValues(chain, rowOf(after, table, mdp.nStates), reached);
    lower[e] = values.least;
    upper[e] = values.greatest;
    if (e % Math.ceil(n / 100) === 0) progress?.(e, n);
  }
  const [meanLower, meanUpper] = [lower, upper].map((all) => all.reduce((sum, value) => sum + value, 0) / n);
  return {
    assumption,
    nEpisodes: n,
    horizon,
    discount,
    confidence,
    lower,
    upper,
    meanLower,
    meanUpper,
    value: ofAllPatients([meanLower, meanUpper], n, alpha / 2, [range.least.at(-1)!, range.greatest.at(-1)!]),
  };
}

/** What a log has at a step, in the model's numbers. */
type TakenStep = UnloggedTransition;

/** The steps of all episodes; undefined where anything may have followed. */
function takenSteps({ mdp, steps }: ObservedModel, nEpisodes: number): readonly (readonly (TakenStep | undefined)[])[] {
  return Array.from({ length: nEpisodes }, (_, e) =>
    steps(e).map((step) => {
      if (!step) return undefined;
      const at = mdp.rowStart[step.row] + step.entry;
      return { row: modelRow(mdp, step.row), next: mdp.nextState[at], reward: mdp.reward[at] };
    }),
  );
}

/** Those that the model was not fitted to, each once. */
function unloggedOf(
  taken: ReturnType<typeof takenSteps>,
  { nStates, rowStart, nextState }: TransitionCounts,
): readonly UnloggedTransition[] {
  const found = new Map<number, UnloggedTransition>();
  for (const step of taken.flat()) {
    if (!step) continue;
    const logged = nextState.subarray(rowStart[step.row], rowStart[step.row + 1]).includes(step.next);
    if (!logged) found.set(step.row * nStates + step.next, step);
  }
  return [...found.values()];
}

function stepIn(mdp: IntervalMdp, { row, next }: TakenStep): ObservedStep {
  return { row, entry: entryOf(mdp, row, next)! - mdp.rowStart[row] };
}

function rowOf({ least, greatest }: Ends<Float64Array>, start: number, width: number): Ends<Float64Array> {
  return { least: least.subarray(start, start + width), greatest: greatest.subarray(start, start + width) };
}

/** An interval of the mean over the patients drawn as one of the mean over all. */
function ofAllPatients(
  [lower, upper]: readonly [number, number],
  n: number,
  alpha: number,
  [least, greatest]: readonly [number, number],
): { readonly lower: number; readonly upper: number } {
  const half = (greatest - least) * Math.sqrt(Math.log(2 / alpha) / (2 * n));
  return { lower: Math.max(least, lower - half), upper: Math.min(greatest, upper + half) };
}
