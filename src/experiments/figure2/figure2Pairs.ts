import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { DataError } from '../../core/errors.js';
import { type Rng, createRng } from '../../core/random/rng.js';
import { onSupport, supportOf } from '../../gadgets/training/support.js';
import { abstractionBetween } from '../../mdp/env.js';
import { fit } from '../../fit/fit.js';
import type { Mdp } from '../../mdp/mdp.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import type { Figure2Specification } from './figure2Specification.js';

/** A step that was observed, and what the target policy would have done instead. */
export interface SepsisPair {
  readonly state: number;
  readonly action: number;
  readonly targetAction: number;
  /** States that p or q gives weight to, increasing; the vectors below are over them. */
  readonly support: readonly number[];
  readonly p: readonly number[];
  readonly q: readonly number[];
  /** Position of the observed next state in the support. */
  readonly observed: number;
}

/**
 * Simulates the log, fits the model, finds the target policy, and draws pairs: from the distinct (state, action, next
 * state) of the log whose p = P(. | s, a) and q = P(. | s, target action) differ and have enough possible next states
 * each, all equally likely, but each (s, a) at most once.
 *
 * @throws DataError if there are not as many as asked for
 */
export function figure2Pairs(specification: Figure2Specification, seed: number): SepsisPair[] {
  const { version, episodes, horizon, absorption, unseen, solveDiscount, moreThan, pairs } = specification;
  const rng = createRng(seed).fork('figure-2');
  const env = createEnv('sepsis', { version });
  const physician = createPolicy('physician', env.exactModel!());
  const log = simulate(rng.fork('log'), env, physician, { episodes, horizon, propensities: 'none' });
  const abstraction = abstractionBetween(env, env.recorded, 'projected');
  const { mdp } = fit(log, { abstraction, outcomes: env.outcomes }, { absorption, unseen });
  const { policy } = policyIteration(mdp, { discount: solveDiscount, actions: 'all' });
  const { state, action, nextState } = projectTrajectories(log, env, 'projected', absorption);

  const eligible = new Map<string, SepsisPair>();
  for (let i = 0; i < state.length; i++) {
    const [s, a, next] = [state[i], action[i], nextState[i]];
    const key = `${s} ${a} ${next}`;
    if (eligible.has(key)) continue;
    const choices = policy.probability.subarray(s * mdp.nActions, (s + 1) * mdp.nActions);
    const targetAction = choices.indexOf(Math.max(...choices));
    const [p, q] = [rowOf(mdp, s, a), rowOf(mdp, s, targetAction)];
    const differ = p.some((value, k) => value !== q[k]);
    if (!differ || nPossible(p) <= moreThan || nPossible(q) <= moreThan || p[next] === 0) continue;
    const support = supportOf([p, q]);
    eligible.set(key, {
      state: s,
      action: a,
      targetAction,
      support: Array.from(support),
      p: Array.from(onSupport(support, p)),
      q: Array.from(onSupport(support, q)),
      observed: support.indexOf(next),
    });
  }
  return drawDistinct(rng.fork('pairs'), [...eligible.values()], pairs);
}

function rowOf({ nStates, nActions, rowStart, nextState, probability }: Mdp, s: number, a: number): Float64Array {
  const row = new Float64Array(nStates);
  for (let k = rowStart[s * nActions + a]; k < rowStart[s * nActions + a + 1]; k++) row[nextState[k]] = probability[k];
  return row;
}

function nPossible(p: Float64Array): number {
  return p.reduce((n, value) => (value > 0 ? n + 1 : n), 0);
}

function drawDistinct(rng: Rng, eligible: readonly SepsisPair[], n: number): SepsisPair[] {
  let left = eligible;
  const drawn: SepsisPair[] = [];
  while (drawn.length < n) {
    if (left.length === 0)
      throw new DataError(
        `figure-2: the log must hold ${n} pairs with enough possible next states, got ${drawn.length} - simulate more episodes`,
      );
    const one = left[Math.floor(left.length * rng.uniform())];
    drawn.push(one);
    left = left.filter(({ state, action }) => state !== one.state || action !== one.action);
  }
  return drawn;
}
