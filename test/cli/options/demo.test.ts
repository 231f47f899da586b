import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { entryScore, valueScore } from '../../../src/counterfactual/effects/entryScore.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { fit } from '../../../src/fit/fit.js';
import { mixWorst } from '../../../src/fit/worst/mixWorst.js';
import { gadgetMechanism } from '../../../src/gadgets/gadgetMechanism.js';
import { trainGadget } from '../../../src/gadgets/training/trainGadget.js';
import { gadgetTraining } from '../../../src/learning/gadgetTraining.js';
import { improve } from '../../../src/honest/improve/improve.js';
import { advisedPolicy } from '../../../src/mdp/advice/advisedPolicy.js';
import { entryRewards } from '../../../src/mdp/entryRewards.js';
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
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import type { Given } from './given.js';
import { faultOf, optionTable } from './optionTable.js';
import { cellsAfter, shown } from './textTable.js';

const env = createEnv('sepsis');
const truth = env.exactModel!();
const physician = createPolicy('physician', truth);

/** The table of who treats, and what methods promise. */
async function library(given: Given): Promise<unknown> {
  const [episodes, seed] = [Number(given.episodes), Number(given.seed ?? 1)];
  const log = simulate(createRng(seed), env, physician, { episodes, horizon: 20, propensities: 'all' });
  const abstraction = abstractionBetween(env, env.recorded, 'projected');
  const { mdp } = fit(log, { abstraction, outcomes: env.outcomes, entryReward: entryRewards(env, 'projected') });
  const patients = projectTrajectories(log, env, 'projected', 'direct');
  const { policy } = policyIteration(mdp, { discount: 0.99 });
  const scores = [valueScore(mdp, policy, 0.99)];
  const network = { hidden: [64, 64], activation: 'silu' } as const;
  const training = gadgetTraining(patients, mdp, policy, { network, nClusters: 10, horizon: 20, scores })!;
  const settings = { steps: 80, batchSize: 32 };
  const gadget = await trainGadget(createRng(seed).fork('train'), training.spec, training.source, { settings });
  const names = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'];
  const fixed = await Promise.all(names.map((name) => createMechanism(name, { score: entryScore(mdp) })));
  const promiseOf = (mechanism: Mechanism): number =>
    mean(evaluateCounterfactual(patients, mdp, policy, completeMechanism(mechanism), { horizon: 20 }).expectedReturn);
  const { estimates } = offPolicyEvaluation(createRng(seed), patients, policy, {
    estimators: ['dm', 'wis', 'dr'],
    interval: false,
  });
  const { winner, advice, clinician } = improve(createRng(seed), patients, { leastReturn: -1 });
  const pessimistic = mixWorst(mdp, 1);
  const { policy: careful } = policyIteration(pessimistic, { discount: 0.99 });
  const [finest] = env.spaces;
  const hiding = abstractionBetween(env, finest.name, 'projected');
  const rows: [string, number, [number, number]][] = [
    ['the physician (promised: as logged)', mean(episodeReturns(patients, 1)), exactly(physician)],
    ['a policy learned from the log', promised(mdp, policy), exactly(liftPolicy(policy, hiding))],
    ['learned with an imaginary death a pair', promised(pessimistic, careful), exactly(liftPolicy(careful, hiding))],
    [
      'the physician, advised by what improve found',
      clinician.mean + (winner?.gain ?? 0),
      exactly(advisedPolicy(physician, advice, hiding)),
    ],
  ];
  return {
    rows: rows.map(([who, promise, inTruth]) => [who, ...[promise, ...inTruth].map(shown)]),
    methods: [
      ...[...fixed, gadgetMechanism(gadget)].map((mechanism) => promiseOf(mechanism).toFixed(2)),
      ...estimates.map(({ value }) => value?.toFixed(2) ?? '-'),
    ],
    out: String(given.out),
  };
}

function promised(mdp: Mdp, policy: Policy): number {
  return policyValue(mdp, policy, { horizon: 20 }).value;
}

/** Value and P(death). */
function exactly(policy: Policy): [number, number] {
  const [, death] = outcomeProbabilities(truth, policy, 20);
  return [promised(truth, policy), death];
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

optionTable('demo', {
  folder: emptyFolder(),
  base: { episodes: 40, out: 'files' },
  see: (run, read) => {
    if (run.code !== 0) return faultOf(run);
    const [, first] = /^Files: log\.csv, .* in .*\/(\S+)$/m.exec(run.stdout)!;
    const names = [
      'log.csv',
      'mdp.json',
      'target.json',
      'pessimistic.json',
      'advice.json',
      'effects.csv',
      'gadget.json',
    ];
    const [, methods] = /policy learned from the log: ([^]*?)\. In truth/.exec(run.stdout)!;
    return {
      rows: cellsAfter(run.stdout, /^Policies are learned/)
        .slice(1)
        .map((row) => row.slice(0, 4)),
      methods: methods.match(/-?\d\.\d\d|-(?=,|$)/g),
      out: names.every((name) => read(`${first}/${name}`) !== '(no file)') ? first : 'nowhere',
    };
  },
  library,
  rows: [
    { option: 'episodes', value: 60 },
    { option: 'seed', value: 2 },
    { option: 'out', value: 'others' },
  ],
});
