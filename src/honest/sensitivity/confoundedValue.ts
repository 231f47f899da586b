import { ArgumentError, NumericalError } from '../../core/errors.js';
import { type HorizonOptions, checkHorizon } from '../../mdp/evaluate/horizon.js';
import { checkPolicyFits } from '../../mdp/checkPolicyFits.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';

export interface ConfoundedOptions extends HorizonOptions {
  /**
   * Γ ≥ 1: by how much the odds of the action taken may have been multiplied, or divided, by what the state hides; 1 is
   * no confounding.
   */
  readonly gamma: number;
}

export interface ConfoundedValue {
  /** The least and the largest value that the log allows the policy. */
  readonly lower: number;
  readonly upper: number;
}

/** A change of values from one round to the next below this share of them is none, without a horizon. */
const SETTLED = 1e-12;
const MOST_ROUNDS = 100_000;

/**
 * How far a policy's value may be from what a model fitted to a log says, if the log's clinicians saw more than the
 * state: bounds under Tan's marginal sensitivity model, which are attained.
 *
 * With p = b(a | s), the estimated behaviour, the true distribution of what follows (s, a) is P reweighed:
 *
 *     sum_y P(y) w(y) = 1,   p + (1 − p)/Γ ≤ w(y) ≤ p + (1 − p) Γ
 *
 * and the worst of these gives every entry the least weight and then fills up from the entry of least r + discount V.
 *
 * What is hidden is drawn afresh at each step: a trait that lasts is not covered, so that this shows how sensitive a
 * figure is and guarantees nothing. On relative frequencies a pair seen once has nothing to reweigh and looks robust:
 * give a model with imaginary cases, see `mixWorst`.
 *
 * @param policy over the model's states
 * @param behaviour the estimated behaviour policy, over the model's states
 * @throws ArgumentError on an option out of bounds, or if a policy does not fit; NumericalError if values do not settle
 *   without a horizon
 *
 * Cost O(H · nnz log of the longest row), for each bound.
 *
 * Source: Tan, "A distributional approach for causal inference using propensity scores", 2006; for each step of a
 * decision process as in Kallus & Zhou, "Confounding-robust policy evaluation in infinite-horizon RL", 2020.
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * const half = uniform(mdp.nStates, mdp.nActions);
 * confoundedValue(mdp, half, half, { gamma: 1, horizon: 1 }).lower === policyValue(mdp, half, { horizon: 1 }).value // true
 */
export function confoundedValue(
  mdp: Mdp,
  policy: Policy,
  behaviour: Policy,
  options: ConfoundedOptions,
): ConfoundedValue {
  const { gamma } = options;
  if (!(gamma >= 1 && gamma < Infinity))
    throw new ArgumentError(`confoundedValue: gamma must be a finite number ≥ 1, got ${gamma}`);
  checkHorizon('confoundedValue', options);
  checkPolicyFits(policy, mdp, 'confoundedValue');
  checkPolicyFits(behaviour, { nStates: mdp.nStates, nActions: mdp.nActions }, 'confoundedValue: behaviour');
  return { lower: bound(mdp, policy, behaviour, options, 1), upper: -bound(mdp, policy, behaviour, options, -1) };
}

/** The least value for rewards times `sign`. */
function bound(
  mdp: Mdp,
  policy: Policy,
  behaviour: Policy,
  { gamma, horizon, discount = 1 }: ConfoundedOptions,
  sign: 1 | -1,
): number {
  const { nStates, nActions, terminal } = mdp;
  let [now, later] = [new Float64Array(nStates), new Float64Array(nStates)];
  for (let t = 0; t < horizon; t++) {
    [now, later] = [later, now];
    let [change, scale] = [0, 0];
    for (let s = 0; s < nStates; s++) {
      if (terminal[s] === 1) continue;
      let value = 0;
      for (let row = s * nActions; row < (s + 1) * nActions; row++) {
        const share = policy.probability[row];
        if (share > 0) value += share * leastOfRow(mdp, row, weights(behaviour.probability[row], gamma), later, discount, sign); // prettier-ignore
      }
      now[s] = value;
      change = Math.max(change, Math.abs(value - later[s]));
      scale = Math.max(scale, Math.abs(value));
    }
    if (change <= (horizon === Infinity ? SETTLED * scale : 0)) break;
    if (t >= MOST_ROUNDS && horizon === Infinity)
      throw new NumericalError(
        `confoundedValue: values must settle, got a change of ${change} after ${MOST_ROUNDS} steps - give a horizon or a smaller discount`,
      );
  }
  return mdp.initial.reduce((sum, p, s) => sum + p * now[s], 0);
}

/** Bounds of the weight of what follows an action that the behaviour takes with this probability. */
function weights(p: number, gamma: number): readonly [least: number, most: number] {
  return [p + (1 - p) / gamma, p + (1 - p) * gamma];
}

function leastOfRow(
  { rowStart, nextState, probability, reward, terminal }: Mdp,
  row: number,
  [least, most]: readonly [number, number],
  later: Float64Array,
  discount: number,
  sign: number,
): number {
  const entries: { readonly p: number; readonly worth: number }[] = [];
  for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
    const next = nextState[k];
    entries.push({ p: probability[k], worth: sign * reward[k] + (terminal[next] === 1 ? 0 : discount * later[next]) });
  }
  entries.sort((a, b) => a.worth - b.worth);
  let left = 1 - least;
  let sum = 0;
  for (const { p, worth } of entries) {
    const more = Math.min(left, (most - least) * p);
    sum += (least * p + more) * worth;
    left -= more;
  }
  return sum;
}
