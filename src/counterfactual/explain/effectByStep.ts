import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Acting, goesByStep } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import type { Unmodelled } from '../chain/observedModel.js';
import { stepsToGo } from '../chain/momentTables.js';
import { returnMoments } from '../chain/returnMoments.js';
import { entryCounts } from '../evaluate/counterfactualRun.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import type { CounterfactualRows } from '../rows/counterfactualRows.js';
import type { ObservedStep } from '../rows/observedStep.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { checkRepeats } from './checkRepeats.js';

/** What the target's taking over makes of each step of a log. */
export interface EffectByStep {
  readonly nEpisodes: number;
  readonly horizon: number;
  readonly discount: number;
  /** False where the mechanism's rows are estimates from draws. */
  readonly exact: boolean;
  /** Shape (n + 1): where the steps of an episode start, as in the log. */
  readonly episodeStart: Uint32Array;
  /** Shape (steps): v_t, the expected return if the target takes over at this step of its episode. */
  readonly value: Float64Array;
  /** Shape (n): v_T, that if it takes over after the log only. */
  readonly asLogged: Float64Array;
  /** Shape (steps): v_t − v_{t+1}, what is gained by the target's taking over at this step and not at the next. */
  readonly contribution: Float64Array;
}

/**
 * The effect of a policy on each logged episode, told by its steps, exactly.
 *
 * Were the target to take over at step t, all before would have gone as it did, so that with W_t(s), the expected return
 * from state s at step t on under the target, given what was observed from t on,
 *
 *     v_t = sum over u < t of discount^u r_u + discount^t W_t(s_t)
 *     W_t(s~) = sum over a~, s~' of e(a~|s~) CF_t(s~'|s~, a~) (r(s~, a~, s~') + discount W_{t+1}(s~'))
 *
 * where W_T is the model's own value of what follows the log: 0 where that ended, or at the horizon. One sweep backwards
 * gives all W_t. Contributions v_t − v_{t+1} sum to v_0 − v_T: v_0 is the expected counterfactual return and v_T the
 * observed return, with what the model expects after a log that stops before the horizon. Rewards are the model's for
 * the state, action and next state; where the log's vary about them, v_T has the mean of what happened.
 *
 * A contribution is of taking over *from* a step *on*: it depends on what the target does later. Where the target would
 * have done as was done it is 0.
 *
 * @param acting what takes over, as for `evaluateCounterfactual`
 * @param mechanism one by which what is repeated comes out as it did: any that is one function for all rows (`implicit`),
 *   or `maximal`
 * @throws ArgumentError for another mechanism, and where `unmodelled` is `skip` and steps are skipped: without what was
 *   observed a run does not go as it did; else as `evaluateCounterfactual`
 *
 * Cost: about twice that of `evaluateCounterfactual`, whatever the number of steps to take over at.
 *
 * @example
 * // One decision: all of the effect is its own.
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 10, horizon: 1 });
 * const mechanism = completeMechanism(gumbelMax());
 * const { contribution } = effectByStep(log, mdp, uniform(4, 2), mechanism);
 * const { effect } = evaluateCounterfactual(log, mdp, uniform(4, 2), mechanism);
 * contribution.every((own, e) => Math.abs(own - effect[e]) < 1e-12) // true
 */
export function effectByStep(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): EffectByStep {
  const { discount = 1, progress } = options;
  const horizon = checkedHorizon('effectByStep', trajectories, options, { endless: !goesByStep(acting) });
  const observed = actingProblem('effectByStep', trajectories, model, acting, options.unmodelled);
  checkNoneSkipped(observed.unmodelled);
  checkRepeats('effectByStep', observed, mechanism, trajectories.nEpisodes);
  const { mdp } = observed;
  const { nEpisodes, episodeStart, state, nextState } = trajectories;
  const rows = observed.rows(mechanism, checkedRowBytes(options));
  const after = returnMoments(mdp, observed.policyAfter, horizon, discount, entryCounts(observed, mdp)).mean;
  const value = new Float64Array(state.length);
  const contribution = new Float64Array(state.length);
  const asLogged = new Float64Array(nEpisodes);
  const valuesAlong = pathValues(mdp, discount);
  for (let e = 0; e < nEpisodes; e++) {
    const [from, end] = [episodeStart[e], episodeStart[e + 1]];
    // All are there, as none is skipped.
    const steps = observed.steps(e) as ObservedStep[];
    const path = [state[from], ...nextState.subarray(from, end)];
    const table = stepsToGo(horizon, steps.length, mdp.nStates);
    const ahead = valuesAlong({
      path,
      steps,
      rowsAt: (t) => rows(e, t),
      last: after.subarray(table, table + mdp.nStates),
      checkLast(s) {
        observed.checkActsAfter(steps.length, s, horizon);
      },
    });
    let [earned, weight] = [0, 1];
    steps.forEach((step, t) => {
      value[from + t] = earned + weight * ahead[t];
      earned += weight * mdp.reward[mdp.rowStart[step.row] + step.entry];
      weight *= discount;
    });
    asLogged[e] = earned + weight * ahead[steps.length];
    for (let i = from; i < end; i++) contribution[i] = value[i] - (i + 1 < end ? value[i + 1] : asLogged[e]);
    if (e % Math.ceil(nEpisodes / 100) === 0) progress?.(e, nEpisodes);
  }
  return { nEpisodes, horizon, discount, exact: mechanism.exact, episodeStart, value, asLogged, contribution };
}

/** What happened in an episode, and what would follow. */
interface ObservedPath {
  /** s_0 to s_T. */
  readonly path: readonly number[];
  readonly steps: readonly ObservedStep[];
  /** Under the target, at step t. */
  readonly rowsAt: (t: number) => CounterfactualRows;
  /** Shape (S): W_T. */
  readonly last: Float64Array;
  /** Refuses a state after the log from which the target cannot go on. */
  readonly checkLast: (state: number) => void;
}

/**
 * The backward sweep, over the living states that can be come to from any state of the path.
 *
 * @returns for an episode W_t(s_t), t = 0 to T
 */
function pathValues(
  { nStates, nextState, reward, terminal }: Mdp,
  discount: number,
): (observed: ObservedPath) => Float64Array {
  const reached = new Uint8Array(nStates);
  // An end is worth 0 and never written to.
  let [now, later] = [new Float64Array(nStates), new Float64Array(nStates)];
  /** For t = 0 to T. */
  const layersOf = ({ path, steps, rowsAt }: ObservedPath): number[][] => {
    let layer: number[] = [];
    const enter = (s: number): void => {
      if (reached[s] === 1 || terminal[s] === 1) return;
      reached[s] = 1;
      layer.push(s);
    };
    const closed = (own: number): number[] => {
      enter(own);
      for (const s of layer) reached[s] = 0;
      return layer;
    };
    const layers = [closed(path[0])];
    steps.forEach((step, t) => {
      const rows = rowsAt(t);
      layer = [];
      for (const s of layers[t]) {
        rows.find(step, s);
        const { page, start, end } = rows.pool;
        for (let k = start; k < end; k++) enter(nextState[page.integer[k]]);
      }
      layers.push(closed(path[t + 1]));
    });
    return layers;
  };
  return (observed) => {
    const { path, steps, rowsAt, last, checkLast } = observed;
    const layers = layersOf(observed);
    const ahead = new Float64Array(path.length);
    for (const s of layers[steps.length]) {
      checkLast(s);
      later[s] = last[s];
    }
    ahead[steps.length] = later[path[steps.length]];
    for (let t = steps.length - 1; t >= 0; t--) {
      const rows = rowsAt(t);
      for (const s of layers[t]) {
        rows.find(steps[t], s);
        const { page, start, end } = rows.pool;
        let sum = 0;
        for (let k = start; k < end; k++) {
          const entry = page.integer[k];
          sum += page.number[k] * (reward[entry] + discount * later[nextState[entry]]);
        }
        now[s] = sum;
      }
      ahead[t] = now[path[t]];
      [now, later] = [later, now];
    }
    return ahead;
  };
}

function checkNoneSkipped({ rule, steps }: Unmodelled): void {
  if (rule === 'skip' && steps > 0)
    throw new ArgumentError(
      `effectByStep: every step must be one that the counterfactual can repeat, got ${steps} skipped - set unmodelled to mix`,
    );
}
