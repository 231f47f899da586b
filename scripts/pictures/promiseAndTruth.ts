import {
  type IntervalOrReason,
  type MeanEstimate,
  abstractionBetween,
  completeMechanism,
  counterfactualBounds,
  createEnv,
  createPolicy,
  createRng,
  evaluateCounterfactual,
  findAssumption,
  fit,
  gumbelMax,
  liftPolicy,
  offPolicyEvaluation,
  policyIteration,
  policyValue,
  projectTrajectories,
  simulate,
  summarizeCounterfactual,
} from '../../src/index.js';
import type { Picture } from './picture.js';
import { type RangesRow, rangesChart } from './rangesChart.js';

const HORIZON = 20;
const SEED = 1;

/**
 * What each method promises for a policy that was learned from 1,000 simulated patients, and what the simulator knows.
 */
export const promiseAndTruth: Picture = {
  name: 'promise-and-truth',
  title:
    'Expected return of a treatment policy learned from 1,000 simulated sepsis patients: most methods promise nearly 1, no interval holds the truth, -0.42',
  draw: () => {
    const env = createEnv('sepsis');
    const truth = env.exactModel!();
    const log = simulate(createRng(SEED), env, createPolicy('physician', truth), { episodes: 1000, horizon: HORIZON });
    const { mdp } = fit(log, { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes });
    const { policy } = policyIteration(mdp, { discount: 0.99 });
    const patients = projectTrajectories(log, env, 'projected', 'direct');

    const evaluation = evaluateCounterfactual(patients, mdp, policy, completeMechanism(gumbelMax()));
    const { observed, counterfactual } = summarizeCounterfactual(createRng(SEED), evaluation);
    const all = counterfactualBounds(patients, mdp, policy, findAssumption('none'));
    const { estimates } = offPolicyEvaluation(createRng(SEED), patients, policy, {
      estimators: ['wis', 'dr', 'pdis'],
      discount: 1,
      interval: { method: 'bootstrap', replicates: 500 },
    });
    const lifted = liftPolicy(policy, abstractionBetween(env, 'full', 'projected'));
    const value = (model: typeof mdp, of: typeof policy): number => policyValue(model, of, { horizon: HORIZON }).value;

    const learned = 'the learned policy, by the log';
    const estimated = estimates.map(({ estimator, value: estimate, interval }): RangesRow => {
      return {
        label: NAMES[estimator],
        group: learned,
        ...(estimate !== undefined && { value: estimate }),
        ...ends(interval),
      };
    });
    const rows: readonly RangesRow[] = [
      {
        label: 'the physician, as logged',
        group: 'the physician',
        value: observed.mean,
        ...ends({ interval: observed }),
      },
      { label: 'new policy: fitted model', group: learned, value: value(mdp, policy) },
      {
        label: 'counterfactual, Gumbel-max',
        group: learned,
        value: counterfactual.mean,
        ...ends({ interval: counterfactual }),
      },
      { label: 'counterfactual, any mechanism', group: learned, lower: all.meanLower, upper: all.meanUpper },
      ...estimated,
      { label: 'new policy: the truth', group: 'the learned policy, in truth', value: value(truth, lifted) },
    ];
    return rangesChart({
      title: 'Would the learned policy have been better?',
      subtitle: '1,000 simulated sepsis patients; points are estimates, bars 95 % intervals or bounds',
      axis: 'expected return: −1 death, +1 discharge',
      rows,
      colours: { 'the physician': '#6b7280', [learned]: '#1f6fb4', 'the learned policy, in truth': '#b3261e' },
      line: { value: value(truth, lifted), label: `the truth, ${value(truth, lifted).toFixed(2).replace('-', '−')}` },
    });
  },
};

const NAMES: Readonly<Record<string, string>> = {
  wis: 'weighted importance sampling',
  dr: 'doubly robust',
  pdis: 'per-decision importance sampling',
};

function ends(
  found: IntervalOrReason | { readonly interval: MeanEstimate } | undefined,
): Pick<RangesRow, 'lower' | 'upper'> {
  if (!found || !('interval' in found)) return {};
  const { lower, upper } = found.interval;
  return { lower, upper };
}
