import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { denseRaceLoss } from '../../../../src/gadgets/kernels/race/denseRaceLoss.js';
import { diagonalRaceLoss } from '../../../../src/gadgets/kernels/race/diagonalRaceLoss.js';
import { createRace, prepareRace } from '../../../../src/gadgets/kernels/race/race.js';
import { normals, weights } from '../scenarios.js';

describe('diagonalRaceLoss', () => {
  test.prop([fc.nat(), fc.integer({ min: 1, max: 40 })])('is denseRaceLoss on the diagonal', (seed, K) => {
    const rng = createRng(seed);
    const race = createRace(K, 'diagonal');
    race.weightX.set(weights(rng, K, true));
    race.weightY.set(weights(rng, K, true));
    prepareRace(race);
    const cost = normals(rng, K * K);
    const loss = denseRaceLoss(race, cost);
    const [gradX, gradY] = [race.gradX.slice(), race.gradY.slice()];
    expect(diagonalRaceLoss(race, cost)).toBeAllClose(loss);
    expect(race.gradX).toBeAllClose(gradX);
    expect(race.gradY).toBeAllClose(gradY);
  });
});
