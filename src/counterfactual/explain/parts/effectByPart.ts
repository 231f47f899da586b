import { ArgumentError } from '../../../core/errors.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { ListedPart } from '../../../mdp/parts/actionPart.js';
import { partsFault } from '../../../mdp/parts/listedFault.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { Acting } from '../../acting/acting.js';
import { actingProblem } from '../../acting/actingProblem.js';
import { byStep } from '../../acting/byStep.js';
import type { CounterfactualOptions } from '../../evaluate/counterfactualOptions.js';
import { evaluateCounterfactual } from '../../evaluate/evaluateCounterfactual.js';
import { checkRepeats } from '../checkRepeats.js';
import { combinations } from './combinations.js';
import { partlyActing } from './partlyActing.js';
import { shapleyValues } from './shapleyValues.js';

export interface EffectByPartOptions extends CounterfactualOptions {
  /** What actions are made of, each combination an action; default: as the model has it. */
  readonly parts?: readonly ListedPart[];
}

/** What each part of the target's actions does to the return, one entry an episode. */
export interface EffectByPart {
  /** Names of the m parts. */
  readonly parts: readonly string[];
  readonly nEpisodes: number;
  readonly horizon: number;
  readonly discount: number;
  /** False where the mechanism's rows are estimates from draws. */
  readonly exact: boolean;
  /**
   * Shape (n × 2^m): expected return with the target's choice for a set of parts and the logged one for the others; bit p
   * of the set's number tells of part p. After the log the target acts in all of them.
   */
  readonly value: Float64Array;
  /** Shape (n × m): Shapley values of the parts; the sum is v(all) − v(none). */
  readonly contribution: Float64Array;
  /**
   * Shape (n): v(none) − observed return: what runs that were cut off go on to earn after the log. Where rewards are no
   * function of the transition, also what the model's mean rewards differ by; where steps were skipped, what it makes of
   * these. With the contributions it is the effect that `evaluateCounterfactual` gives.
   */
  readonly afterLog: Float64Array;
}

/**
 * Which part of the target's actions does it: antibiotics, ventilation or vasopressors? The effect of an episode shared
 * out among the parts of actions, exactly.
 *
 * With m parts there are 2^m plans that take the target's choice for a set of parts and the logged one for the others.
 * Each is evaluated by the counterfactual chain, and every part gets the mean of what it adds, over the orders in which
 * the parts could change hands: its Shapley value. Parts that work only together share what they do.
 *
 * Under a target that draws its action, a plan draws a whole action and takes its parts, so that what goes together there
 * goes together in the plan. A plan may come to a combination that is not possible in a state: this is an error, as the
 * model does not say what it would do.
 *
 * @param trajectories log over the states of `model`
 * @param acting the target: a policy over the same states, clinicians who follow advice, or what goes by the step
 * @param mechanism one that repeats what was observed where nothing is changed
 * @throws ArgumentError without parts, for parts whose combinations are not all actions, or more than 8; for a mechanism
 *   that draws anew; where a combination is not possible; and as `evaluateCounterfactual`, without a horizon, too
 *
 * Cost: 2^m times that of `evaluateCounterfactual`.
 *
 * Source: effects on single treatments in sequential decisions follow Triantafyllou et al., 2024.
 *
 * @example
 * // Of ten who waited, had they been treated: one part has the whole effect.
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), mdp, tabular([0, 0, 0, 0], 2), { episodes: 10, horizon: 1 });
 * const [treated, parts] = [tabular([1, 0, 0, 0], 2), [{ name: 'treatment', on: [0, 1] }]];
 * const mechanism = completeMechanism(gumbelMax());
 * const { effect } = evaluateCounterfactual(log, mdp, treated, mechanism);
 * effectByPart(log, mdp, treated, mechanism, { parts }).contribution.every((x, e) => Math.abs(x - effect[e]) < 1e-12) // true
 */
export function effectByPart(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  { parts = model.actionParts, progress, ...options }: EffectByPartOptions = {},
): EffectByPart {
  const where = 'effectByPart';
  if (!parts)
    throw new ArgumentError(
      `${where}: what actions are made of must be known, got nothing of it - name their parts, as antibiotics=1,3`,
    );
  const fault = partsFault(parts, model.nActions);
  if (fault !== undefined) throw new ArgumentError(`${where}: ${fault}`);
  const combined = combinations(where, parts, model.actionLabels);
  const acts = byStep(acting);
  const n = trajectories.nEpisodes;
  checkRepeats(where, actingProblem(where, trajectories, model, acting, options.unmodelled), mechanism, n);
  const nSets = 2 ** parts.length;
  const value = new Float64Array(n * nSets);
  const evaluations = Array.from({ length: nSets }, (_, set) => {
    const plan = partlyActing(acts, combined, set, nSets - 1);
    const evaluation = inPlan(where, parts, set, () =>
      evaluateCounterfactual(trajectories, model, plan, mechanism, {
        ...options,
        progress: (done, all) => progress?.(set * all + done, nSets * all),
      }),
    );
    evaluation.expectedReturn.forEach((mean, e) => (value[e * nSets + set] = mean));
    return evaluation;
  });
  const [{ observedReturn, horizon, discount, exact }] = evaluations;
  const contribution = new Float64Array(n * parts.length);
  for (let e = 0; e < n; e++)
    contribution.set(shapleyValues(value.subarray(e * nSets, (e + 1) * nSets)), e * parts.length);
  return {
    parts: parts.map(({ name }) => name),
    ...{ nEpisodes: n, horizon, discount, exact, value, contribution },
    afterLog: observedReturn.map((earned, e) => unlessRounding(value[e * nSets] - earned, earned)),
  };
}

const ROUNDING = 1e-12;

/** The same sum in another order is the same. */
function unlessRounding(difference: number, scale: number): number {
  return Math.abs(difference) <= ROUNDING * Math.max(1, Math.abs(scale)) ? 0 : difference;
}

/** An action that is not possible is then one that neither the target nor the log has. */
function inPlan<Result>(where: string, parts: readonly ListedPart[], set: number, evaluate: () => Result): Result {
  try {
    return evaluate();
  } catch (cause) {
    const taken = parts.filter((_, p) => (set & (1 << p)) !== 0);
    if (!(cause instanceof ArgumentError) || taken.length === 0 || taken.length === parts.length) throw cause;
    const names = taken.map(({ name }) => name).join(' and ');
    throw new ArgumentError(
      `${where}: with the target's choice of ${names} and the log's of the rest, ${cause.message}`,
      {
        cause,
      },
    );
  }
}
