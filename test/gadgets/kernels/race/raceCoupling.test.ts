import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { addRaceCoupling, addRaceRow } from '../../../../src/gadgets/kernels/race/raceCoupling.js';
import { raceExpectation } from '../../../../src/gadgets/kernels/race/raceExpectation.js';
import { type Race, createRace, prepareRace } from '../../../../src/gadgets/kernels/race/race.js';
import { gumbelMaxCoupling, gumbelMaxRow } from '../../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { normals, weights } from '../scenarios.js';

const scene = fc.record({ seed: fc.nat(), K: fc.integer({ min: 2, max: 12 }) });

function diagonalRace(p: Float64Array, q: Float64Array): Race {
  const race = createRace(p.length, 'diagonal');
  race.weightX.set(p);
  race.weightY.set(q);
  prepareRace(race);
  return race;
}

describe('createRace', () => {
  it('numbers the cells', () => {
    expect([...createRace(3, 'diagonal').row]).toEqual([0, 1, 2]);
    expect([...createRace(3, 'diagonal').column]).toEqual([0, 1, 2]);
    expect([...createRace(2, 'square').row]).toEqual([0, 0, 1, 1]);
    expect([...createRace(2, 'square').column]).toEqual([0, 1, 0, 1]);
  });
});

describe('addRaceCoupling', () => {
  test.prop([scene])('is Gumbel-max over the diagonal cells', ({ seed, K }) => {
    const rng = createRng(seed);
    const [p, q] = [weights(rng, K, true), weights(rng, K, true)];
    const out = new Float64Array(K * K).fill(1);
    addRaceCoupling(diagonalRace(p, q), 0.25, out);
    expect(out).toBeAllClose(gumbelMaxCoupling(p, q).map((mass) => 1 + 0.25 * mass));
  });
});

describe('addRaceRow', () => {
  test.prop([scene])('is the Gumbel-max row over the diagonal cells', ({ seed, K }) => {
    const rng = createRng(seed);
    const [p, q] = [weights(rng, K, true), weights(rng, K, true)];
    const race = diagonalRace(p, q);
    for (let x = 0; x < K; x++) {
      if (p[x] === 0) continue;
      const out = new Float64Array(K).fill(1);
      addRaceRow(race, x, 0.25, out);
      expect(out).toBeAllClose(gumbelMaxRow(p, q, x).map((mass) => 1 + 0.25 * mass));
    }
  });
});

describe('raceExpectation', () => {
  test.prop([scene])('is the sum over the coupling', ({ seed, K }) => {
    const rng = createRng(seed);
    const race = createRace(K, 'square');
    race.weightX.set(weights(rng, K * K, true));
    race.weightY.set(weights(rng, K * K, true));
    prepareRace(race);
    const coupling = new Float64Array(K * K);
    addRaceCoupling(race, 1, coupling);
    const [left, right] = [normals(rng, K), normals(rng, K)];
    expect(raceExpectation(race, left, right)).toBeAllClose(
      coupling.reduce((sum, mass, cell) => sum + mass * left[Math.floor(cell / K)] * right[cell % K], 0),
    );
  });
});
