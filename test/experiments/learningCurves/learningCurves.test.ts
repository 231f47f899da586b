import { describe, expect, it } from 'vitest';
import type { Finished } from '../../../src/experiments/experiment.js';
import { learningCurves } from '../../../src/experiments/learningCurves/learningCurves.js';
import { learningCurvesData } from '../../../src/experiments/learningCurves/learningCurvesReport.js';
import type {
  Estimator,
  LearningCurve,
  LearningCurvesTrial,
} from '../../../src/experiments/learningCurves/learningCurvesTrial.js';
import { heldOutPairs } from '../../../src/experiments/table1/drawnPairs.js';
import type { GadgetKind } from '../../../src/learning/trainMechanism.js';

const network = { hidden: [8], activation: 'tanh' } as const;
const settings = { steps: 5, batchSize: 4, draws: 3, evaluateEvery: 2 };
const tiny = {
  ...learningCurves.specifications.quick,
  nOutcomes: 4,
  heldOut: 6,
  rehearsal: 1,
  gadgets: { 'gadget-2': { network, nClusters: 3, sinkhornSteps: 2, settings }, 'gadget-1': { network, settings } },
};

function run(gadget: GadgetKind, estimator: Estimator, seed = 1): Promise<LearningCurve> {
  return learningCurves.run(tiny, { name: 'one', gadget, estimator, seed });
}

const losses = ({ points }: LearningCurve): number[] => points.map(({ loss }) => loss);

describe('learningCurves', () => {
  it.each(['gadget-1', 'gadget-2'] as const)('%s: a curve from the start to the last step', async (gadget) => {
    const { points, backend } = await run(gadget, 'exact');
    expect(points.map(({ step }) => step)).toEqual([0, 2, 4, 5]);
    expect(points[0].seconds).toBe(0);
    for (let i = 1; i < points.length; i++) expect(points[i].seconds).toBeGreaterThanOrEqual(points[i - 1].seconds);
    expect(new Set(losses({ points, backend })).size).toBe(4);
  });

  it('gives both estimators the same start, other losses after it, and repeats all but the seconds', async () => {
    const [exact, relaxed, again] = [
      await run('gadget-2', 'exact'),
      await run('gadget-2', 'relaxed'),
      await run('gadget-2', 'exact'),
    ];
    expect(relaxed.points[0].loss).toBe(exact.points[0].loss);
    expect(relaxed.points[1].loss).not.toBe(exact.points[1].loss);
    expect(losses(again)).toEqual(losses(exact));
    expect(losses(await run('gadget-2', 'exact', 2))[0]).not.toBe(losses(exact)[0]);
  });

  it('plans both estimators for each gadget and seed, one at a time', () => {
    const trials = learningCurves.trials(tiny, { seed: 4, repeats: 2 }) as LearningCurvesTrial[];
    expect(trials).toHaveLength(8);
    expect(trials[1]).toEqual({ name: 'gadget-2-relaxed-seed-4', gadget: 'gadget-2', estimator: 'relaxed', seed: 4 });
    expect(learningCurves.timed).toBe(true);
  });
});

describe('learningCurvesReport', () => {
  // Of two outcomes both the monotone coupling and Gumbel-max move as little as they can: |p[0] − q[0]|.
  const two = { ...tiny, nOutcomes: 2, shownSteps: [0, 10, 30] };
  const pairs = heldOutPairs(two, 'independent');
  const optimum = pairs.reduce((sum, { p, q }) => sum + Math.abs(p[0] - q[0]), 0) / pairs.length;
  const curve = (
    estimator: Estimator,
    seed: number,
    ratios: readonly number[],
    pace: number,
  ): Finished<LearningCurvesTrial, LearningCurve> => ({
    trial: { name: `${estimator}-${seed}`, gadget: 'gadget-2', estimator, seed },
    result: {
      points: ratios.map((ratio, i) => ({ step: 10 * i, seconds: pace * i, loss: ratio * optimum })),
      backend: 'cpu',
    },
  });
  const finished = [
    curve('exact', 1, [2, 1.1, 1.02], 1),
    curve('exact', 2, [4, 1.3, 1.04], 3),
    curve('relaxed', 1, [2, 1.5, 1.2], 4),
  ];

  it('takes ratios to the optimum and means over seeds', () => {
    const data = learningCurvesData(two, finished);
    expect(data.optimum).toBeAllClose(optimum, { rtol: 1e-12 });
    expect(data.gumbelMaxRatio).toBeAllClose(1, { rtol: 1e-9 });
    // 8.76 / 8.14 and 14.05 / 8.14.
    expect(Object.values(data.published)).toBeAllClose([1.72604, 1.07617], { rtol: 1e-5 });
    expect(data.curves.map(({ gadget, estimator, seeds }) => [gadget, estimator, seeds.length])).toEqual([
      ['gadget-2', 'exact', 2],
      ['gadget-2', 'relaxed', 1],
    ]);
    const { step, seconds, ratio } = data.curves[0].points[1];
    // Squares .01 + .01, / 1 / 2.
    expect([step, seconds, ratio.mean, ratio.standardError!]).toBeAllClose([10, 2, 1.2, 0.1], { rtol: 1e-12 });
  });

  it('shows the steps asked for that were evaluated, and what reaches a level', () => {
    const { tables, notes } = learningCurves.report(two, finished);
    expect(tables).toHaveLength(2);
    expect(tables[0].rows).toEqual([
      ['0', '3.0000 ± 1.0000', '0.0', '2.0000', '0.0'],
      ['10', '1.2000 ± 0.1000', '2.0', '1.5000', '4.0'],
    ]);
    expect(tables[1].rows[1]).toEqual(['published gadget-2, 1.076', '20', '4.0', 'not reached', '']);
    expect(notes.join(' ')).toContain('one trial ran at a time (1 worker), backend cpu');
  });
});
