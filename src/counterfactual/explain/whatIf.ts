import { ArgumentError } from '../../core/errors.js';
import { FEW_CASES } from '../../mdp/fewCases.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { type ChainState, emptyChainState, startAt } from '../chain/chainState.js';
import { propagate } from '../chain/propagate.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { type ExtendedMdp, modelRow } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';
import { policyRows } from '../rows/policyRows.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { type Plan, planner } from './planned.js';

/** What a plan is tried on. */
export interface WhatIfProblem {
  /** Log over the states of the model. */
  readonly trajectories: Trajectories;
  readonly mdp: Mdp;
  /** What takes over: the target. */
  readonly policy: Acting;
  readonly mechanism: CompleteMechanism;
}

/** The course of an episode under a plan, exactly. */
export interface WhatIf {
  /** H: most steps of the run. */
  readonly horizon: number;
  /** Shape ((H + 1) × S): P(s~_t = s), a run that ended staying where it ended. */
  readonly marginals: Float64Array;
  /** Shape (H × A): P(run goes on at t, and a~_t = a). */
  readonly actionProbability: Float64Array;
  /** Shape (outcomes): at the horizon. */
  readonly outcomeProbability: Float64Array;
  readonly expectedReturn: number;
  readonly returnVariance: number;
  /**
   * Shape (H): P(run goes on at t, by a row of the model with at most two logged cases). What repeats the log rests on
   * what was observed instead, as in `thinShare`. Absent where the model does not hold how many cases its rows have.
   */
  readonly thinMass?: Float64Array;
  /** Shape (H): likewise of rows without a case, of which the model's outcome is an assumption. */
  readonly unseenMass?: Float64Array;
}

/** What a plan makes of an episode, by its index. */
export type WhatIfOf = (episode: number, plan: Plan) => WhatIf;

/**
 * What would have happened to an episode under a plan. For many plans see `prepareWhatIf`.
 *
 * Plan {0, none} is the counterfactual of `evaluateCounterfactual`; {length, none} what did happen, for mechanisms that
 * are one function for all rows, with the model's mean rewards.
 *
 * @param episode its index in the log
 * @throws as `prepareWhatIf` and what it returns
 *
 * @example
 * // The first patient of three, had the second action been taken at the first step.
 * const mdp = createEnv('triage').exactModel!();
 * const trajectories = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 3, horizon: 1 });
 * const problem = { trajectories, mdp, policy: uniform(4, 2), mechanism: completeMechanism(gumbelMax()) };
 * whatIf(problem, 0, { takeOver: 1, actions: new Map([[0, 1]]) }).actionProbability // [0, 1]
 */
export function whatIf(
  problem: WhatIfProblem,
  episode: number,
  plan: Plan,
  options: Omit<CounterfactualOptions, 'progress'> = {},
): WhatIf {
  return prepareWhatIf(problem, options)(episode, plan);
}

/**
 * Makes ready to try one plan after another on the episodes of a log: what is computed for one serves the next, within
 * `rowBytes`. So a change of plan costs the steps and the rows that it alone comes to.
 *
 * @returns for an episode and a plan: `takeOver` from 0 to the episode's length, actions at steps before the horizon
 * @throws as `evaluateCounterfactual`; in use, ArgumentError on an episode or a plan that there cannot be, and where an
 *   action is taken that is not possible
 *
 * Cost of a call: H × reachable states × entries of their rows.
 */
export function prepareWhatIf(
  { trajectories, mdp: model, policy, mechanism }: WhatIfProblem,
  options: Omit<CounterfactualOptions, 'progress'> = {},
): WhatIfOf {
  const { discount = 1 } = options;
  const horizon = checkedHorizon('whatIf', trajectories, options);
  const { mdp, steps: stepsOf, isSkipped } = actingProblem('whatIf', trajectories, model, policy, options.unmodelled);
  const { nStates, nActions, visits } = mdp;
  const rowsOf = policyRows(mdp, mechanism, checkedRowBytes(options));
  const actsBy = planner(policy);
  let now = emptyChainState(nStates);
  let next = emptyChainState(nStates);
  return (episode, plan) => {
    checkEpisode(trajectories, episode);
    const from = trajectories.episodeStart[episode];
    const steps = stepsOf(episode);
    const acts = actsBy(plan);
    checkPlan(trajectories, episode, plan, steps.length, horizon);
    const marginals = new Float64Array((horizon + 1) * nStates);
    const actionProbability = new Float64Array(horizon * nActions);
    const [thinMass, unseenMass] = [new Float64Array(horizon), new Float64Array(horizon)];
    let weight = 1;
    startAt(now, trajectories.state[from]);
    for (let t = 0; t < horizon; t++) {
      const i = from + t;
      const logged =
        t < steps.length
          ? { state: trajectories.state[i], action: trajectories.action[i], skipped: isSkipped(i) }
          : undefined;
      const acting = acts.policyAt(t, logged);
      write(now, marginals, t * nStates);
      const repeated = mechanism.implicit ? repeatedRow(mdp, steps[t]) : undefined;
      eachAction(mdp, now, acting.probability, (row, mass) => {
        actionProbability[t * nActions + (row % nActions)] += mass;
        if (!visits || row === repeated || visits[row] > FEW_CASES) return;
        thinMass[t] += mass;
        if (visits[row] === 0) unseenMass[t] += mass;
      });
      const when = ` at t = ${t} of episode ${episodeName(trajectories, episode)}`;
      propagate(rowsOf('whatIf', acting, when), mdp, steps[t], weight, now, next);
      [now, next] = [next, now];
      weight *= discount;
    }
    write(now, marginals, horizon * nStates);
    return {
      horizon,
      marginals,
      actionProbability,
      ...results(mdp, now),
      ...(visits && { thinMass, unseenMass }),
    };
  };
}

function checkEpisode({ nEpisodes }: Trajectories, episode: number): void {
  if (!(Number.isInteger(episode) && episode >= 0 && episode < nEpisodes))
    throw new ArgumentError(`whatIf: episode must be an index from 0 to ${nEpisodes - 1}, got ${episode}`);
}

function checkPlan(
  trajectories: Trajectories,
  episode: number,
  { takeOver, actions }: Plan,
  length: number,
  horizon: number,
): void {
  const name = episodeName(trajectories, episode);
  if (takeOver > length)
    throw new ArgumentError(
      `whatIf: takeOver must be from 0 to ${length}, the steps of episode ${name}, got ${takeOver} - at ${length} the policy acts after the log only`,
    );
  for (const t of actions.keys()) {
    if (t >= horizon)
      throw new ArgumentError(
        `whatIf: actions must be at steps from 0 to ${horizon - 1}, got one at step ${t} for episode ${name} - leave it out, or give a longer horizon`,
      );
  }
}

/** The row of the model that a run which repeats the log takes at a step, if anything was observed there. */
function repeatedRow(mdp: ExtendedMdp, step: ObservedStep | undefined): number | undefined {
  return step && modelRow(mdp, step.row);
}

function write({ size, support, mass }: ChainState, marginals: Float64Array, at: number): void {
  for (let i = 0; i < size; i++) marginals[at + support[i]] = mass[support[i]];
}

/** Each row that is taken with positive probability, and that. */
function eachAction(
  { nActions, terminal }: Mdp,
  { size, support, mass }: ChainState,
  probability: Float64Array,
  take: (row: number, mass: number) => void,
): void {
  for (let i = 0; i < size; i++) {
    const s = support[i];
    if (terminal[s] === 1) continue;
    for (let row = s * nActions; row < (s + 1) * nActions; row++)
      if (probability[row] > 0) take(row, mass[s] * probability[row]);
  }
}

function results(
  { outcome, outcomes }: Mdp,
  { size, support, mass, first, second }: ChainState,
): Pick<WhatIf, 'outcomeProbability' | 'expectedReturn' | 'returnVariance'> {
  const outcomeProbability = new Float64Array(outcomes.length);
  let [mean, square] = [0, 0];
  for (let i = 0; i < size; i++) {
    const s = support[i];
    outcomeProbability[outcome[s]] += mass[s];
    mean += first[s];
    square += second[s];
  }
  // Rounding may take a variance of zero just below it.
  return { outcomeProbability, expectedReturn: mean, returnVariance: Math.max(0, square - mean ** 2) };
}
