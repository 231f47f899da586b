import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { quantile } from '../../../src/core/statistics/quantile.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import {
  dirichletModels,
  refittedEffects,
  resampledModels,
} from '../../../src/counterfactual/refit/refittedEffects.js';
import { fit } from '../../../src/fit/fit.js';
import { refitter } from '../../../src/fit/refit/refitter.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { subset } from '../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

/** From state 0 action 1 leads to the better end, which pays 1, with .8, action 0 with .4. */
const world: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 4, 4, 4, 4, 4),
  nextState: Uint32Array.of(1, 2, 1, 2),
  probability: Float64Array.of(0.6, 0.4, 0.2, 0.8),
  reward: Float64Array.of(0, 1, 0, 1),
  initial: Float64Array.of(1, 0, 0),
  terminal: Uint8Array.of(0, 1, 1),
  outcomes: ['going on', 'lost', 'won'].map((name, o) => ({ name, reward: Number(o === 2) })),
  outcome: Uint8Array.of(0, 1, 2),
  source: {},
};
const policyOf = (...probability: number[]): Policy => ({
  nStates: 3,
  nActions: 2,
  probability: Float64Array.of(...probability, 1, 0, 1, 0),
});
const [even, better] = [policyOf(0.5, 0.5), policyOf(0, 1)];
const mechanism = completeMechanism(gumbelMax());

const logOf = (seed: number, episodes: number): Trajectories =>
  simulate(createRng(seed), world, even, { episodes, horizon: 1 });

function fittedTo(log: Trajectories) {
  const { mdp } = fit(log, undefined);
  const refit = refitter(mdp, log, undefined);
  return { mdp, draw: resampledModels(log.nEpisodes, (episodes) => refit(subset(log, episodes))) };
}

describe('refittedEffects', () => {
  it('is the quantiles of evaluations in models of resamples, the patients drawn with them', () => {
    const log = logOf(1, 60);
    const { draw } = fittedTo(log);
    const options = { replicates: 9, level: 0.5 };
    const refitted = refittedEffects(createRng(5), log, better, mechanism, draw, options);
    const runs = Array.from({ length: 9 }, (_, b) => {
      const { mdp, episodes } = draw(createRng(5).fork('refit', b));
      const { effect } = evaluateCounterfactual(log, mdp, better, mechanism);
      const own = fit(subset(log, episodes), undefined).mdp;
      expect(mdp.probability).toEqual(own.probability);
      return { effect, mean: Array.from(episodes, (e) => effect[e]).reduce((sum, x) => sum + x, 0) / 60 };
    });
    const ends = (values: readonly number[]): number[] => {
      const sorted = values.toSorted((a, b) => a - b);
      return [quantile(sorted, 0.25), quantile(sorted, 0.75)];
    };
    for (const e of [0, 17, 59])
      expect([refitted.lower[e], refitted.upper[e]]).toBeAllClose(ends(runs.map(({ effect }) => effect[e])));
    expect([refitted.mean.lower, refitted.mean.upper]).toBeAllClose(ends(runs.map(({ mean }) => mean)));
  });

  it('has no width for a patient who was treated as the policy does', () => {
    const log = logOf(2, 40);
    const { lower, upper } = refittedEffects(
      createRng(1),
      log,
      better,
      mechanism,
      dirichletModels(fit(log, undefined).mdp, 40),
      { replicates: 10 },
    );
    const same = [...lower.keys()].filter((e) => log.action[e] === 1);
    expect(same.map((e) => [lower[e], upper[e]]).flat()).toBeAllClose(same.flatMap(() => [0, 0]));
    expect([...lower.keys()].some((e) => upper[e] - lower[e] > 0.01)).toBe(true);
  });

  it.each(['episodes', 'dirichlet'])('holds the true mean effect about as often as it says: %s', (kind) => {
    const [logs, level] = [100, 0.9];
    const truth = policyValue(world, better, { horizon: 1 }).value - policyValue(world, even, { horizon: 1 }).value;
    const held = Array.from({ length: logs }, (_, seed) => {
      const log = logOf(seed + 10, 80);
      const { mdp, draw } = fittedTo(log);
      const drawn = kind === 'episodes' ? draw : dirichletModels(mdp, 80);
      const { mean } = refittedEffects(createRng(seed), log, better, mechanism, drawn, { replicates: 60, level });
      return mean.lower <= truth && truth <= mean.upper;
    }).filter(Boolean).length;
    // At a chance of 0.85, as a percentile interval of 60 draws may have, fewer than 65 of 100 have one below 1e-6.
    expect(held).toBeGreaterThanOrEqual(65);
  });

  it.each([
    [{ replicates: 1 }, 'refittedEffects: replicates must be an integer ≥ 2, got 1'],
    [{ replicates: 2.5 }, 'refittedEffects: replicates must be an integer ≥ 2, got 2.5'],
    [{ level: 1 }, 'refittedEffects: level must be in (0, 1), got 1'],
  ])('refuses %o', (options, message) => {
    const log = logOf(1, 10);
    const draw = dirichletModels(fit(log, undefined).mdp, 10);
    expect(() => refittedEffects(createRng(1), log, better, mechanism, draw, options)).toThrow(message);
  });
});
