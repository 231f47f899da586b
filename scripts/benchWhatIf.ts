import { createEnv } from '../envs/registry.js';
import { createPolicy } from '../policies/registry.js';
import { createRng } from '../src/core/random/rng.js';
import { evaluateCounterfactual } from '../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { effectByStep } from '../src/counterfactual/explain/effectByStep.js';
import { prepareWhatIf } from '../src/counterfactual/explain/whatIf.js';
import { fit } from '../src/fit/fit.js';
import { abstractionBetween } from '../src/mdp/env.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { completeMechanism } from '../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../src/mechanisms/fixed/gumbelMax.js';
import { projectTrajectories } from '../src/trajectories/projectTrajectories.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import type { Timed } from './benchOffPolicy.js';

const RUNS = 5;

/**
 * Times plans that are tried one after another on a sepsis log of 1,000 patients, as by someone who toggles treatments;
 * and the effect by step, beside the evaluation whose effect it tells.
 */
export function* whatIfTimings(): Generator<Timed> {
  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  const recorded = simulate(createRng(1), env, physician, { episodes: 1000, horizon: 20 });
  const log = projectTrajectories(recorded, env, 'projected', 'direct');
  const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
  const { mdp } = fit(recorded, space);
  const { policy } = policyIteration(mdp, { discount: 0.99 });
  const mechanism = completeMechanism(gumbelMax());
  const prepared = prepareWhatIf({ trajectories: log, mdp, policy, mechanism }, { discount: 0.99 });
  const toggles: number[] = [];
  const firsts: number[] = [];
  for (let e = 0; e < log.nEpisodes; e += 10) {
    firsts.push(timeOf(() => prepared(e, { takeOver: 0, actions: new Map() })));
    const length = log.episodeStart[e + 1] - log.episodeStart[e];
    for (let t = 0; t < length; t++)
      for (const a of [0, 7]) toggles.push(timeOf(() => prepared(e, { takeOver: 0, actions: new Map([[t, a]]) })));
  }
  yield { name: 'what if, another patient', milliseconds: median(firsts) };
  yield { name: 'what if, a treatment toggled', milliseconds: median(toggles) };
  yield { name: 'what if, 99 % of toggles within', milliseconds: quantileOf(toggles, 0.99) };
  const whole = (run: () => unknown): number => median(Array.from({ length: RUNS }, () => timeOf(run)));
  yield {
    name: 'counterfactual evaluation, 1,000 patients',
    milliseconds: whole(() => evaluateCounterfactual(log, mdp, policy, mechanism, { discount: 0.99 })),
  };
  yield {
    name: 'effect by step, 1,000 patients',
    milliseconds: whole(() => effectByStep(log, mdp, policy, mechanism, { discount: 0.99 })),
  };
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return quantileOf(times, 0.5);
}

function quantileOf(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)];
}
