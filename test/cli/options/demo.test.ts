import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { entryScore, valueScore } from '../../../src/counterfactual/effects/entryScore.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { fit } from '../../../src/fit/fit.js';
import { gadgetMechanism } from '../../../src/gadgets/gadgetMechanism.js';
import { trainGadget } from '../../../src/gadgets/training/trainGadget.js';
import { gadgetTraining } from '../../../src/learning/gadgetTraining.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { outcomeProbabilities } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import type { Mechanism } from '../../../src/mechanisms/mechanism.js';
import { createMechanism } from '../../../src/mechanisms/registry.js';
import { offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import type { Given } from './given.js';
import { faultOf, optionTable } from './optionTable.js';
import { cellsAfter } from './textTable.js';

const env = createEnv('sepsis');
const truth = env.exactModel!();
const physician = createPolicy('physician', truth);

/** The table of who acts: value, P(death) and P(discharge). */
async function library(given: Given): Promise<unknown> {
  const [episodes, seed] = [Number(given.episodes), Number(given.seed ?? 1)];
  const log = simulate(createRng(seed), env, physician, { episodes, horizon: 20 });
  const { mdp } = fit(log, { abstraction: abstractionBetween(env, env.recorded, 'projected'), outcomes: env.outcomes });
  const { policy } = policyIteration(mdp, { discount: 0.99, actions: 'all' });
  const patients = projectTrajectories(log, env, 'projected', 'direct');
  const scores = [valueScore(mdp, policy, 0.99)];
  const network = { hidden: [64, 64], activation: 'silu' } as const;
  const training = gadgetTraining(patients, mdp, policy, { network, nClusters: 10, horizon: 20, scores })!;
  const settings = { steps: 80, batchSize: 32 };
  const gadget = await trainGadget(createRng(seed).fork('train'), training.spec, training.source, { settings });
  const names = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'];
  const fixed = await Promise.all(names.map((name) => createMechanism(name, { score: entryScore(mdp) })));
  const rowOf = (mechanism: Mechanism): number[] => {
    const evaluation = evaluateCounterfactual(patients, mdp, policy, completeMechanism(mechanism), { horizon: 20 });
    const { expectedReturn, outcomeProbability } = evaluation;
    return [mean(expectedReturn), ...[1, 2].map((o) => mean(outcomeProbability.filter((_, i) => i % 3 === o)))];
  };
  const { estimates } = offPolicyEvaluation(createRng(seed), patients, policy, {
    estimators: ['dm', 'wis', 'dr'],
    interval: false,
  });
  const lifted = liftPolicy(policy, abstractionBetween(env, env.spaces[0].name, 'projected'));
  const ends = observedOutcomes(patients, mdp.outcomes, mdp.outcome);
  const observed = [1, 2].map((outcome) => ends.filter((one) => one === outcome).length / episodes);
  const rows: [string, ...(number | undefined)[]][] = [
    ['physician, as logged', mean(episodeReturns(patients, 1)), ...observed],
    ['physician, the truth (exact)', ...exactly(truth, physician)],
    ['learned policy, promised by the fitted model', ...exactly(mdp, policy)],
    ...names.map((name, k): [string, ...number[]] => [`learned policy, counterfactual by ${name}`, ...rowOf(fixed[k])]),
    ['learned policy, counterfactual by a learned gadget', ...rowOf(gadgetMechanism(gadget))],
    ...estimates.map(({ estimator, value }): [string, ...(number | undefined)[]] => [
      `learned policy, off-policy by ${estimator}`,
      value,
      undefined,
      undefined,
    ]),
    ['learned policy, the truth (exact)', ...exactly(truth, lifted)],
  ];
  const shown = rows.map(([who, ...numbers]) => [
    who,
    ...numbers.map((number) => number?.toFixed(4).replace(/^-(0\.0*)$/, '$1') ?? '-'),
  ]);
  const out = String(given.out);
  return { rows: [['who acts, and how we know', 'value', 'P(death)', 'P(discharge)'], ...shown], out };
}

function exactly(mdp: Mdp, policy: Policy): number[] {
  const [, death, discharge] = outcomeProbabilities(mdp, policy, 20);
  return [policyValue(mdp, policy, { horizon: 20 }).value, death, discharge];
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

optionTable('demo', {
  folder: emptyFolder(),
  base: { episodes: 40, out: 'files' },
  see: (run, read) => {
    if (run.code !== 0) return faultOf(run);
    const [, first] = /^Files: (\S+)\/log\.csv, /m.exec(run.stdout)!;
    const there = ['log.csv', 'mdp.json', 'target.json', 'effects.csv', 'gadget.json'].every(
      (name) => read(`${first}/${name}`) !== '(no file)',
    );
    return { rows: cellsAfter(run.stdout, /^A physician policy/), out: there ? first : 'nowhere' };
  },
  library,
  rows: [
    { option: 'episodes', value: 25 },
    { option: 'seed', value: 2 },
    { option: 'out', value: 'others' },
  ],
});
