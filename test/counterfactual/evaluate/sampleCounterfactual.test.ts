import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { sampleCounterfactual } from '../../../src/counterfactual/evaluate/sampleCounterfactual.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { episodeLengths } from '../../../src/trajectories/episodeLengths.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { subset } from '../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { hoeffdingBound } from '../../support/statistics.js';

/**
 * Two living states and an end; action 0 mostly stays, action 1 moves on; every step earns what its next state says.
 */
const mdp: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 3, 6, 9, 12, 12, 12),
  nextState: Uint32Array.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2),
  probability: Float64Array.of(0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.1, 0.7, 0.2, 0.4, 0.2, 0.4),
  reward: Float64Array.of(0, 1, -1, 0, 1, -1, 0, 1, -1, 0, 1, -1),
  initial: Float64Array.of(0.5, 0.5, 0),
  terminal: Uint8Array.of(0, 0, 1),
  outcomes: [
    { name: 'going on', reward: 0 },
    { name: 'ended', reward: -1 },
  ],
  outcome: Uint8Array.of(0, 0, 1),
  source: {},
};

const target: Policy = { nStates: 3, nActions: 2, probability: Float64Array.of(0.3, 0.7, 0.5, 0.5, 1, 0) };

/** Episodes of two steps that were cut, the first two alike, the last of one step. */
const log: Trajectories = {
  nEpisodes: 3,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 4, 5),
  state: Int32Array.of(0, 1, 0, 1, 1),
  action: Int32Array.of(0, 0, 0, 0, 1),
  reward: Float64Array.of(1, 1, 1, 1, 0),
  nextState: Int32Array.of(1, 1, 1, 1, 0),
  terminated: Uint8Array.of(0, 0, 0),
  source: {},
};

const mechanism = completeMechanism(gumbelMax());

function draw(of: Trajectories, draws: number, horizon = 6): Trajectories {
  return sampleCounterfactual(createRng(5), of, mdp, target, mechanism, { draws, horizon });
}

/** What a drawn episode did. */
function runOf({ episodeStart, state, action, nextState }: Trajectories, e: number): number[][] {
  const [first, end] = [episodeStart[e], episodeStart[e + 1]];
  return [state, action, nextState].map((column) => Array.from(column.subarray(first, end)));
}

describe('sampleCounterfactual', () => {
  it('goes on after the log, as the exact evaluation does', () => {
    const draws = 20_000;
    const sampled = draw(log, draws);
    const [returns, lengths] = [episodeReturns(sampled, 0.5), episodeLengths(sampled)];
    const exact = evaluateCounterfactual(log, mdp, target, mechanism, { horizon: 6, discount: 0.5 });
    // What two steps earn is further from what six do than the means are from their expectations.
    const short = evaluateCounterfactual(log, mdp, target, mechanism, { horizon: 2, discount: 0.5 });
    const mean = (values: ArrayLike<number>, e: number): number =>
      Array.from(values)
        .slice(e * draws, (e + 1) * draws)
        .reduce((sum, value) => sum + value, 0) / draws;
    const comparisons = 2 * log.nEpisodes;
    // Rewards from −1 to 1 at six discounts; lengths from 1 to 6.
    const [bound, lengthBound] = [
      hoeffdingBound(draws, 4, 1e-6, comparisons),
      hoeffdingBound(draws, 5, 1e-6, comparisons),
    ];
    for (let e = 0; e < log.nEpisodes; e++) {
      expect(Math.abs(mean(returns, e) - exact.expectedReturn[e])).toBeLessThan(bound);
      expect(Math.abs(mean(lengths, e) - exact.expectedLength[e])).toBeLessThan(lengthBound);
      expect(exact.expectedLength[e] - short.expectedLength[e]).toBeGreaterThan(2 * lengthBound);
    }
    expect(Math.max(...lengths)).toBe(6);
  });

  it('draws episodes that are alike from streams of their own, and each draw from another', () => {
    const sampled = draw(log, 40);
    const runs = (e: number): number[][][] => Array.from({ length: 40 }, (_, d) => runOf(sampled, 40 * e + d));
    // Were the streams shared, the 40 draws of one episode would be those of the other.
    const alike = runs(0).filter((run, d) => JSON.stringify(run) === JSON.stringify(runs(1)[d]));
    expect(alike.length).toBeLessThan(20);
    expect(new Set(runs(0).map((run) => JSON.stringify(run))).size).toBeGreaterThan(10);
  });

  it('draws the same of an episode whatever else is drawn, and leaves the stream that it was given', () => {
    const [all, fewer] = [draw(log, 7), draw(subset(log, [0, 1]), 3)];
    for (const e of [0, 1]) for (let d = 0; d < 3; d++) expect(runOf(fewer, 3 * e + d)).toEqual(runOf(all, 7 * e + d));
    const [rng, untouched] = [createRng(5), createRng(5)];
    sampleCounterfactual(rng, log, mdp, target, mechanism);
    expect(rng.uniform()).toBe(untouched.uniform());
  });

  it('names its runs by episode and draw, and says which ended', () => {
    const sampled = draw({ ...log, episodeId: ['x', 'y', 'z'] }, 2);
    expect(sampled.episodeId).toEqual(['x/0', 'x/1', 'y/0', 'y/1', 'z/0', 'z/1']);
    for (let e = 0; e < sampled.nEpisodes; e++)
      expect(sampled.terminated[e]).toBe(mdp.terminal[sampled.nextState[sampled.episodeStart[e + 1] - 1]]);
    expect(sampled.source.horizon).toBe(6);
  });
});
