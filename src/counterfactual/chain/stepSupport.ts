import { applyRows } from '../../mdp/linear/applyRows.js';
import { type SparseRows, chainRows } from '../../mdp/linear/sparseRows.js';
import { FEW_CASES } from '../../mdp/fewCases.js';
import { type MarkovChain, inducedChain } from '../../mdp/evaluate/markovChain.js';
import { NEXT_TO_ONE } from '../../mdp/evaluate/horizon.js';
import { solveValue } from '../../mdp/evaluate/solveValue.js';
import { type Choices, isIntended, shareOf } from '../rows/choices.js';
import { type ExtendedMdp, modelRow } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';
import type { ActingProblem } from '../acting/actingProblem.js';
import { stepsToGo } from './momentTables.js';
import { perPolicy } from './perPolicy.js';
import type { ChainState } from './chainState.js';

/** What the steps of counterfactual runs rest on, one entry an episode; a step at time t counts discount^t. */
export interface StepSupport {
  /** Shape (n): expected steps. */
  readonly steps: Float64Array;
  /**
   * Shape (n): those of them that rest on a row of the model with at most two logged cases. A step that repeats the
   * state and action of the log at its time rests on what was observed there instead, if the mechanism is one function
   * for all rows (`implicit`), by which the outcome is the same again.
   */
  readonly thin: Float64Array;
}

/** Adds up, while the chains of episodes are carried forward, what their steps rest on. */
export interface SupportCounter {
  readonly support: StepSupport;
  /** A step from `now`, while the log goes on. */
  observed(episode: number, t: number, now: ChainState, step: ObservedStep | undefined, weight: number): void;
  /** All steps after the log, which has `taken` of them. */
  after(episode: number, now: ChainState, taken: number, weight: number): void;
}

export interface SupportProblem {
  readonly nEpisodes: number;
  readonly horizon: number;
  readonly discount: number;
  /** Whether a step that repeats the log rests on the observation. */
  readonly implicit: boolean;
  /** Shape (S), positive where runs start. */
  readonly starts: Float64Array;
  /** Whether some run may go on for ever, without a horizon. */
  readonly endless: boolean;
  /** What to add to; default none yet. */
  readonly support?: StepSupport;
}

export function emptySupport(
  n: number,
  column = (length: number): Float64Array => new Float64Array(length),
): StepSupport {
  return { steps: column(n), thin: column(n) };
}

/**
 * @returns undefined for a model that does not hold how many cases its rows have
 *
 * Cost O(H·nnz) at once, then O(states with mass) a step.
 */
export function supportCounter(
  mdp: ExtendedMdp,
  { choicesAt, policyAfter }: Pick<ActingProblem, 'choicesAt' | 'policyAfter'>,
  problem: SupportProblem,
): SupportCounter | undefined {
  const { nStates, nActions, visits, terminal } = mdp;
  if (!visits) return undefined;
  const { nEpisodes, horizon, implicit } = problem;
  const isThin = (row: number): boolean => visits[row] <= FEW_CASES;
  const living = Float64Array.from(terminal, (end) => 1 - end);
  const thinPart = perPolicy((policy) => {
    const part = new Float64Array(nStates);
    policy.probability.forEach((share, row) => {
      const s = Math.floor(row / nActions);
      if (isThin(row)) part[s] += living[s] * share;
    });
    return part;
  });
  /** Where the log tells the intention, what a step rests on is not what it does on average. */
  const thinAt = (choices: Choices, onAverage: Float64Array, known: number | undefined, s: number): number => {
    if (known === undefined || !isIntended(choices, known, s)) return onAverage[s];
    let thin = 0;
    for (let row = s * nActions; row < (s + 1) * nActions; row++)
      if (isThin(row)) thin += living[s] * shareOf(choices, known, row);
    return thin;
  };
  const chainOf = perPolicy((policy) => inducedChain(mdp, policy));
  const rowsOf = perPolicy((policy) => chainRows(chainOf(policy)));
  const [later, laterThin] = [(): Float64Array => living, thinPart].map((perStep) =>
    sums(
      (t) => ({ chain: chainOf(policyAfter(t)), rows: rowsOf(policyAfter(t)), perStep: perStep(policyAfter(t)) }),
      problem,
    ),
  );
  const { support = emptySupport(nEpisodes) } = problem;
  return {
    support,
    observed(e, t, { size, support: states, mass }, step, weight) {
      const choices = choicesAt(e, t);
      const onAverage = thinPart(choices.policy);
      const row = step && modelRow(mdp, step.row);
      for (let i = 0; i < size; i++) {
        const s = states[i];
        support.steps[e] += weight * mass[s] * living[s];
        support.thin[e] += weight * mass[s] * thinAt(choices, onAverage, row, s);
      }
      if (!implicit || row === undefined) return;
      const s = Math.floor(row / nActions);
      if (isThin(row)) support.thin[e] -= weight * mass[s] * shareOf(choices, row, row);
    },
    after(e, { size, support: states, mass }, taken, weight) {
      const table = stepsToGo(horizon, taken, nStates);
      for (let i = 0; i < size; i++) {
        const s = states[i];
        support.steps[e] += weight * mass[s] * later[table + s];
        support.thin[e] += weight * mass[s] * laterThin[table + s];
      }
      // What was added and taken away again may leave less than nothing.
      support.thin[e] = Math.max(0, support.thin[e]);
    },
  };
}

/** What a step makes of the states, and what counts in each of them. */
interface CountedStep {
  readonly chain: MarkovChain;
  readonly rows: SparseRows;
  /** Shape (S). */
  readonly perStep: Float64Array;
}

/**
 * Expected sum of what each step counts, with h steps to go, for h = 0 to H; the one row of all without a horizon.
 *
 * @param stepAt for t from 0 to H − 1; without a horizon that of t = 0 is for all
 * @returns shape ((H + 1) × S), or (S)
 */
function sums(
  stepAt: (t: number) => CountedStep,
  { horizon, discount, starts, endless }: SupportProblem,
): Float64Array {
  if (horizon === Infinity) {
    const { chain, perStep } = stepAt(0);
    return solveValue(
      { ...chain, reward: perStep, rewardScale: 1 },
      endless ? Math.min(discount, NEXT_TO_ONE) : discount,
      { initial: starts },
    );
  }
  const nStates = starts.length;
  const table = new Float64Array((horizon + 1) * nStates);
  for (let h = 1; h <= horizon; h++) {
    const { rows, perStep } = stepAt(horizon - h);
    const now = table.subarray(h * nStates, (h + 1) * nStates);
    applyRows(rows, discount, table.subarray((h - 1) * nStates, h * nStates), now);
    for (let s = 0; s < nStates; s++) now[s] += perStep[s];
  }
  return table;
}
