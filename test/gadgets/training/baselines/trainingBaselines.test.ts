import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import type { Objective } from '../../../../src/gadgets/kernels/race/objective.js';
import { leastLoss } from '../../../../src/gadgets/training/baselines/leastLoss.js';
import { trainingBaselines } from '../../../../src/gadgets/training/baselines/trainingBaselines.js';
import { trainingObjectives } from '../../../../src/gadgets/training/trainingObjectives.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { optimalTransport } from '../../../../src/mechanisms/fixed/optimalTransport.js';
import { gumbelMaxCoupling } from '../../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { normals, objectiveOf, objectives, probabilities } from '../../kernels/scenarios.js';

describe('trainingBaselines', () => {
  it('agrees with values by hand', () => {
    // Of two outcomes only what must move does, a quarter from 0 to 1, at 2² each: nothing does better.
    const [p, q] = [Float64Array.of(0.75, 0.25), Float64Array.of(0.5, 0.5)];
    const [objective] = trainingObjectives({ scores: [Float64Array.of(0, 2)] });
    const { gumbelMax, least } = trainingBaselines([{ p, q, objective }]);
    expect([gumbelMax, least!]).toBeAllClose([1, 1]);
  });

  it('is the mean over pairs, and knows no least where one of them has none', () => {
    const rng = createRng(1);
    const pairs = objectives(1, 4).map((objective) => ({
      p: probabilities(rng, 4, false),
      q: probabilities(rng, 4, false),
      objective,
    }));
    const { gumbelMax, ...rest } = trainingBaselines(pairs);
    const each = pairs.map(({ p, q, objective }) => objectiveOf(objective, gumbelMaxCoupling(p, q)));
    expect(gumbelMax).toBeAllClose(each.reduce((a, b) => a + b) / each.length);
    expect(rest).toEqual({});
    expect(trainingBaselines(pairs.slice(2)).least).toBeTypeOf('number');
  });
});

describe('leastLoss', () => {
  test.prop([fc.nat(), fc.integer({ min: 2, max: 5 })], { numRuns: 30 })(
    'is that of the linear program for one score',
    async (seed, K) => {
      const rng = createRng(seed);
      const [p, q, score] = [probabilities(rng, K, true), probabilities(rng, K, true), normals(rng, K)];
      const transport = completeMechanism(await optimalTransport({ cost: (x, y) => (score[x] - score[y]) ** 2 }));
      const coupling = transport.coupling(p, q, Uint32Array.from(p.keys()));
      const [squares] = trainingObjectives({ scores: [score] });
      for (const objective of [squares, { kind: 'variance', score } as const])
        expect(leastLoss({ p, q, objective })!).toBeAllClose(objectiveOf(objective, coupling), {
          rtol: 1e-6,
          atol: 1e-9,
        });
    },
  );

  test.prop([fc.nat(), fc.integer({ min: 2, max: 6 })])('is no more than Gumbel-max has, for every kind', (seed, K) => {
    const rng = createRng(seed);
    const [p, q] = [probabilities(rng, K, true), probabilities(rng, K, true)];
    const coupling = gumbelMaxCoupling(p, q);
    for (const objective of objectives(seed, K).slice(2))
      expect(leastLoss({ p, q, objective })!).toBeLessThanOrEqual(objectiveOf(objective, coupling) + 1e-9);
  });

  it('leaves what takes a linear program', () => {
    const [p, q] = [Float64Array.of(0.75, 0.25), Float64Array.of(0.5, 0.5)];
    const [several] = trainingObjectives({ scores: [Float64Array.of(0, 1), Float64Array.of(0, 3)] });
    const matrix: Objective = { kind: 'cost', cost: Float64Array.of(0, 1, 1, 0) };
    const other: Objective = {
      kind: 'low-rank',
      rank: 3,
      left: normals(createRng(1), 6),
      right: normals(createRng(2), 6),
    };
    for (const objective of [several, matrix, other]) expect(leastLoss({ p, q, objective })).toBeUndefined();
  });
});
