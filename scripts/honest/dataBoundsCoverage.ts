import { createEnv } from '../../envs/registry.js';
import { behaviour } from '../../policies/behaviour.js';
import { createPolicy } from '../../policies/registry.js';
import { type Rng, createRng } from '../../src/core/random/rng.js';
import { entryScore } from '../../src/counterfactual/effects/entryScore.js';
import { counterfactualBounds } from '../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { counterfactualDataBounds } from '../../src/counterfactual/intervals/dataBounds.js';
import { markovWorld } from '../../src/experiments/controls/markovWorld.js';
import { fit } from '../../src/fit/fit.js';
import { fitSpaceOf } from '../../src/fit/fitSpaceOf.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import { liftPolicy } from '../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../src/mdp/policy.js';
import { findAssumption } from '../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../src/mechanisms/fixed/inverseCdf.js';
import { rewardCdf } from '../../src/mechanisms/fixed/rewardCdf.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { subset } from '../../src/trajectories/subset.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/**
 * In how many logs the bounds hold the truth, with the luck of the data in them (`counterfactualDataBounds`) and without
 * (`counterfactualBounds`): the truth is the same patients evaluated with the rows of the world, by three mechanisms.
 *
 *     node dist/scripts/honest/dataBoundsCoverage.js WORLD POLICY [LOGS] [PATIENTS] [JUDGED] [CONFIDENCE]
 *
 * WORLD is `full` (sepsis, nothing hidden), `markov` (the Markov world) or `projected` (sepsis as clinicians' models have
 * it: what the states hide is in the truth, and nothing is promised). POLICY is `learned`, from the same log, or
 * `behaviour`, estimated from it. Of each log's PATIENTS the first JUDGED are evaluated.
 */
const [world = 'markov', acting = 'learned', ...numbers] = process.argv.slice(2);
const [logs = 100, patients = 1000, judged = 50, confidence = 0.95] = numbers.map(Number);
const HORIZON = 20;
/** Sums of many terms by two ways. */
const ROUNDING = 1e-9;

const env = createEnv('sepsis');
const exact = env.exactModel!();
const physician = createPolicy('physician', exact);
const control = world === 'markov' ? markovWorld(createRng(0).fork('markov world'), env) : undefined;
const [fine, coarse] = [env.spaces[0].name, world === 'full' ? env.spaces[0].name : 'projected'];

/** A log as it truly went, and what acts there. */
function drawn(rng: Rng): Trajectories {
  const options = { episodes: patients, horizon: HORIZON, steps: 'tables', propensities: 'none' } as const;
  return control ? simulate(rng, control.mdp, control.behaviour, options) : simulate(rng, exact, physician, options);
}

const truthModel = control?.mdp ?? exact;
const lifted = (policy: Policy): Policy =>
  world === 'projected' ? liftPolicy(policy, abstractionBetween(env, fine, coarse)) : policy;

interface Held {
  readonly data: number;
  readonly fitted: number;
}

const sums = { held: { none: none(), stability: none() }, value: 0, outside: 0, width: 0, fittedWidth: 0, narrow: 0 };
for (let seed = 1; seed <= logs; seed++) {
  const whole = drawn(createRng(seed));
  const seen = world === 'projected' ? projectTrajectories(whole, env, coarse, 'direct') : whole;
  const { mdp, counts } = fitted(whole);
  const policy = acting === 'learned' ? policyIteration(mdp, { discount: 0.99 }).policy : estimated(counts, mdp);
  const first = Array.from({ length: judged }, (_, e) => e);
  const [log, trueLog] = [subset(seen, first), subset(whole, first)];
  const options = { horizon: HORIZON };
  const answers = [gumbelMax(), inverseCdf(), rewardCdf({ score: entryScore(truthModel) })].map(
    (one) =>
      evaluateCounterfactual(trueLog, truthModel, lifted(policy), completeMechanism(one), options).expectedReturn,
  );
  for (const name of ['none', 'stability'] as const) {
    const data = counterfactualDataBounds(log, mdp, policy, name, { ...options, confidence });
    const alone = counterfactualBounds(log, mdp, policy, findAssumption(name), options);
    const truths = name === 'none' ? answers : answers.slice(0, 1);
    sums.held[name] = {
      data: sums.held[name].data + Number(outsideOf(truths, data) === 0),
      fitted: sums.held[name].fitted + Number(outsideOf(truths, alone) === 0),
    };
    if (name !== 'none') continue;
    const value = policyValue(truthModel, lifted(policy), { horizon: HORIZON }).value;
    sums.value += Number(data.value.lower <= value && value <= data.value.upper);
    sums.outside += outsideOf(truths, alone) / judged / logs;
    sums.width += (data.meanUpper - data.meanLower) / logs;
    sums.fittedWidth += (alone.meanUpper - alone.meanLower) / logs;
    sums.narrow += data.upper.filter((u, e) => u - data.lower[e] < 1).length / judged / logs;
  }
}
const { held } = sums;
process.stdout.write(
  [
    `${world}, policy ${acting}: ${logs} logs of ${patients} patients, ${judged} judged, confidence ${confidence}`,
    `logs that hold all truths: none ${held.none.data}, stability ${held.stability.data}; the policy's value ${sums.value}`,
    `with the fitted rows taken for true: none ${held.none.fitted}, stability ${held.stability.fitted}; patients outside ${(100 * sums.outside).toFixed(1)} %`,
    `mean width: ${sums.width.toFixed(3)}, fitted rows ${sums.fittedWidth.toFixed(3)}; patients with a width below 1: ${(100 * sums.narrow).toFixed(1)} %`,
    '',
  ].join('\n'),
);

function none(): Held {
  return { data: 0, fitted: 0 };
}

/** How many patients have a true answer outside their bounds. */
function outsideOf(
  truths: readonly Float64Array[],
  { lower, upper }: { readonly lower: Float64Array; readonly upper: Float64Array },
): number {
  const out = (value: number, e: number): boolean => value < lower[e] - ROUNDING || value > upper[e] + ROUNDING;
  return lower.filter((_, e) => truths.some((values) => out(values[e], e))).length;
}

function fitted(log: Trajectories): ReturnType<typeof fit> {
  return fit(log, fitSpaceOf(env, control ? coarse : fine, coarse));
}

function estimated(counts: Parameters<typeof behaviour>[0], mdp: Mdp): Policy {
  const policy = behaviour(counts);
  return mdp.source.space === undefined ? policy : { ...policy, space: mdp.source.space };
}
