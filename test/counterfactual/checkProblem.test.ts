import { expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { counterfactualMarginals } from '../../src/counterfactual/chain/counterfactualMarginals.js';
import { decisionPairs } from '../../src/counterfactual/effects/decisionPairs.js';
import { visitedPairs } from '../../src/counterfactual/effects/visitedPairs.js';
import { counterfactualBounds } from '../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { sampleCounterfactual } from '../../src/counterfactual/evaluate/sampleCounterfactual.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import { findAssumption } from '../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

const mechanism = completeMechanism(gumbelMax());
const env = createEnv('triage');
const model = env.exactModel!();
const uniform = createPolicy('uniform', model);
const log = simulate(createRng(1), env, uniform, { episodes: 9, horizon: 5 });

type Analysis = (log: Trajectories, mdp: Mdp, policy: Policy) => unknown;

const analyses: readonly [where: string, name: string, analysis: Analysis][] = [
  ['counterfactual', 'evaluateCounterfactual', (...problem) => evaluateCounterfactual(...problem, mechanism)],
  ['counterfactual', 'counterfactualBounds', (...problem) => counterfactualBounds(...problem, findAssumption('none'))],
  ['counterfactual', 'counterfactualMarginals', (...problem) => counterfactualMarginals(...problem, mechanism)],
  ['counterfactual', 'sampleCounterfactual', (...problem) => sampleCounterfactual(createRng(1), ...problem, mechanism)],
  ['visitedPairs', 'visitedPairs', (...problem) => visitedPairs(...problem, mechanism)],
  ['decisionPairs', 'decisionPairs', decisionPairs],
];

it.each(analyses)('%s opens the message where log, model and policy of %s do not fit', (where, _, analysis) => {
  expect(() => analysis(log, model, uniform)).not.toThrow();
  const elsewhere = { ...log, source: { space: 'observed' } };
  expect(() => analysis(elsewhere, model, uniform)).toThrow(
    `${where}: trajectories must be over the model's space 'full', got 'observed' - project them first`,
  );
  expect(() => analysis({ ...log, nStates: 720 }, model, uniform)).toThrow(
    `${where}: trajectories must be over the model's ${model.nStates} states and ${model.nActions} actions, got 720 and`,
  );
  expect(() => analysis(log, model, { ...uniform, nStates: 1 })).toThrow(`${where}: policy must have`);
  // The model starts elsewhere than the log, so that only the states of the log say it.
  const silent = {
    ...uniform,
    undefinedRows: Uint8Array.from({ length: model.nStates }, (_, s) => +(s === log.state[0])),
  };
  const late = { ...model, initial: model.initial.map((_, s) => +(model.terminal[s] === 1)) };
  expect(() => analysis(log, late, silent)).toThrow(`${where}: policy must say what to do in state ${log.state[0]}`);
});
