import type * as Tensorflow from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { NumericalError } from '../../../src/core/errors.js';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import { type BackendName, type TensorflowBackend, loadTensorflow } from '../../../src/gadgets/backend.js';
import { untrainedGadget } from '../../../src/gadgets/gadgetModel.js';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { gadget2Prior } from '../../../src/gadgets/inference/gadget2Rows.js';
import { type TrainingOptions, type TrainingProgress, trainGadget } from '../../../src/gadgets/training/trainGadget.js';
import type { TrainingPair } from '../../../src/gadgets/training/trainingPair.js';
import { trainingObjectives } from '../../../src/gadgets/training/trainingObjectives.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { objectiveOf, probabilities } from '../kernels/scenarios.js';

const K = 4;
const score = Float64Array.of(0, 1, 2, 3);
const [objective] = trainingObjectives({ scores: [score] });
const network = { hidden: [16], activation: 'silu' } as const;
const spec2 = gadgetSpec('gadget-2', { outcomes: K, network, nClusters: 6, sinkhornSteps: 3, learnPrior: true });
const spec1 = gadgetSpec('gadget-1', { outcomes: K, network });
const settings = { steps: 40, batchSize: 16, heldOut: 32, evaluateEvery: 10, learningRate: 0.03 };
const drawPair = (rng: Rng): TrainingPair => ({
  p: probabilities(rng, K, true),
  q: probabilities(rng, K, true),
  objective,
});

describe.each(['cpu', 'wasm'] as const)('trainGadget on %s', (backend: BackendName) => {
  let tensorflow: TensorflowBackend;
  beforeAll(async () => {
    tensorflow = await loadTensorflow(backend);
  });
  const train = (options: TrainingOptions = {}, seed = 1): ReturnType<typeof trainGadget> =>
    trainGadget(createRng(seed), spec2, drawPair, {
      tensorflow,
      ...options,
      settings: { ...settings, ...options.settings },
    });

  test('lowers the exact loss, by the same weights to the bit for the same seed', async () => {
    const [one, two] = [await train(), await train()];
    expect(one.training).toMatchObject({ backend, steps: 40, ended: 'all steps' });
    expect(one.training.heldOutLoss).toBeLessThan(0.85 * one.training.startLoss);
    expect(two).toEqual(one);
    const other = await train({}, 2);
    expect(other.weights).not.toEqual(one.weights);
  });

  test('draws other pairs at every step', async () => {
    const drawn: number[] = [];
    const source = (rng: Rng): TrainingPair => {
      const pair = drawPair(rng);
      drawn.push(pair.p[0]);
      return pair;
    };
    const heldOut = [drawPair(createRng(2))];
    await trainGadget(createRng(1), spec2, source, { tensorflow, heldOut, settings: { ...settings, steps: 3, batchSize: 4 } }); // prettier-ignore
    expect(drawn).toHaveLength(12);
    expect(new Set(drawn).size).toBe(12);
  });

  test('records every evaluation, the least of which is the held-out loss', async () => {
    const { training } = await train();
    const curve = training.curve!;
    expect(curve.map(([step]) => step)).toEqual([0, 10, 20, 30, 40]);
    expect(curve[0][1]).toBe(training.startLoss);
    expect(Math.min(...curve.map(([, loss]) => loss))).toBe(training.heldOutLoss);
    expect(curve).toContainEqual([training.bestStep, training.heldOutLoss]);
    const { gumbelMax, least } = training.baselines!;
    expect(least!).toBeLessThan(training.heldOutLoss);
    expect(least!).toBeLessThan(gumbelMax);
  });

  test('resumed, it gives what an uninterrupted run gives, to the bit', async () => {
    const checkpoints: string[] = [];
    const steps: number[] = [];
    const whole = await train({
      checkpointEvery: 15,
      checkpointSeconds: Infinity,
      onCheckpoint: (text, step) => {
        checkpoints.push(text);
        steps.push(step);
      },
    });
    // The last is that of the end, which leaves nothing to do.
    expect(steps).toEqual([15, 30, 40]);
    for (const resume of checkpoints) expect(await train({ resume })).toEqual(whole);
  });

  test('resumed from a checkpoint of an older release, it has of the curve before what that tells', async () => {
    let checkpoint = '';
    const { training } = await train({
      checkpointEvery: 25,
      checkpointSeconds: Infinity,
      onCheckpoint: (text, step) => {
        if (step === 25) checkpoint = text;
      },
    });
    const older = { ...(JSON.parse(checkpoint) as { bestStep: number }), curve: undefined };
    const resumed = await train({ resume: JSON.stringify(older) });
    const known = training.curve!.filter(([step]) => step === 0 || step === older.bestStep || step > 25);
    expect(resumed.training).toEqual({ ...training, curve: known });
  });

  test('aborted, it keeps the best so far, and resumes from there as if it had not been', async () => {
    const whole = await train();
    const stop = new AbortController();
    let checkpoint = '';
    const aborted = await train({
      signal: stop.signal,
      onCheckpoint: (text) => {
        checkpoint = text;
      },
      onProgress: ({ step }) => {
        if (step === 25) stop.abort();
      },
    });
    expect(aborted.training).toMatchObject({ ended: 'aborted', steps: 25 });
    expect(aborted.training.heldOutLoss).toBeLessThan(aborted.training.startLoss);
    // The evaluation at the end of an aborted run is no part of a resumed one.
    expect(JSON.parse(checkpoint)).toMatchObject({ step: 25, bestStep: 20 });
    expect(aborted.training.bestStep).toBe(25);
    expect(aborted.training.curve!.map(([step]) => step)).toEqual([0, 10, 20, 25]);
    expect(await train({ resume: checkpoint })).toEqual(whole);
  });

  test('counts the time of steps, not that of evaluations', async () => {
    // A clock that moves a millisecond with each pair drawn and a minute with each look at a held-out pair.
    let now = 0;
    const pair = drawPair(createRng(3));
    const slow: TrainingPair = {
      ...pair,
      get p() {
        now += 60_000;
        return pair.p;
      },
    };
    const draw = (rng: Rng): TrainingPair => {
      now += 1;
      return drawPair(rng);
    };
    const seconds: number[] = [];
    const { training } = await trainGadget(createRng(1), spec2, draw, {
      tensorflow,
      heldOut: [slow],
      settings: { ...settings, steps: 4, evaluateEvery: 2 },
      clock: () => now,
      onProgress: (progress) => seconds.push(progress.seconds),
    });
    expect(training.steps).toBe(4);
    expect(now).toBeGreaterThan(3 * 60_000);
    expect(seconds).toBeAllClose([0.016, 0.032, 0.048, 0.064], { rtol: 1e-12 });
  });

  test('leaves no tensors, whatever the number of steps', async () => {
    const counts = new Set<number>();
    const tf = tensorflow.tf as typeof Tensorflow;
    const before = tf.memory().numTensors;
    await train({ onProgress: () => counts.add(tf.memory().numTensors) });
    expect([...counts]).toEqual([before]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the relaxed estimator lowers the exact loss too', async () => {
    const { training } = await train({ settings: { estimator: 'relaxed', draws: 4 } });
    expect(training.heldOutLoss).toBeLessThan(0.95 * training.startLoss);
  });

  test('gadget 1 learns as well', async () => {
    const mirrored = (rng: Rng): TrainingPair => {
      const { p } = drawPair(rng);
      return { p, q: p.slice().reverse(), objective };
    };
    const { training } = await trainGadget(createRng(1), spec1, mirrored, { tensorflow, settings });
    expect(training.heldOutLoss).toBeLessThan(0.97 * training.startLoss);
    expect(training.correction).toBeUndefined();
  });
});

describe('trainGadget', () => {
  const p = Float64Array.of(0.4, 0.3, 0.2, 0.1);
  const q = Float64Array.of(0.1, 0.2, 0.3, 0.4);
  const pair: TrainingPair = { p, q, objective };
  const outcomes = Uint32Array.of(0, 1, 2, 3);
  const optimum = objectiveOf(objective, rewardCdf({ score }).coupling!(p, q, outcomes));
  const free2 = gadgetSpec('gadget-2', { outcomes: K, network: 'free', nClusters: 8, learnPrior: true });
  const train = (options: TrainingOptions = {}): ReturnType<typeof trainGadget> =>
    trainGadget(createRng(1), free2, [pair], { ...options, settings: { steps: 500, ...options.settings } });

  test('a free gadget needs no tfjs, and comes close to the optimum', async () => {
    const gadget2 = await train({ provenance: { seed: 1 } });
    expect(gadget2.training).toMatchObject({ backend: 'none', backendReasons: [] });
    expect(gadget2).toMatchObject({ pair: { p, q }, provenance: { seed: 1 } });
    expect(gadget2.training.heldOutLoss / optimum).toBeGreaterThan(1 - 1e-12);
    expect(gadget2.training.heldOutLoss / optimum).toBeLessThan(1.02);
    const gadget1 = await trainGadget(createRng(1), gadgetSpec('gadget-1', { outcomes: K, network: 'free' }), [pair], {
      settings: { steps: 500 },
    });
    expect(gadget1.training.heldOutLoss / optimum).toBeLessThan(1.02);
  });

  test('a learned prior moves, and stays a distribution', async () => {
    const prior = gadget2Prior({ ...(await train()), spec: free2 });
    expect(prior.reduce((a, b) => a + b)).toBeAllClose(1);
    expect(Math.min(...prior)).toBeGreaterThan(0);
    expect(Math.max(...prior) - Math.min(...prior)).toBeGreaterThan(0.01);
  });

  test('several objectives for one pair count alike', async () => {
    const scores = [score, Float64Array.of(1, 0, 0, 1)];
    const both = trainingObjectives({ scores }, { measure: 'variance' });
    const model = await trainGadget(
      createRng(1),
      free2,
      both.map((each) => ({ p, q, objective: each })),
      { settings: { steps: 200 } },
    );
    expect(model.training.heldOutLoss).toBeLessThan(model.training.startLoss);
  });

  test('reports after each step, and how far the correction had to go', async () => {
    const reports: TrainingProgress[] = [];
    const { training } = await train({ onProgress: (progress) => void reports.push(progress) });
    expect(reports.map(({ step }) => step)).toEqual(Array.from({ length: 500 }, (_, t) => t + 1));
    const last = reports.at(-1)!;
    expect(last).toMatchObject({ steps: 500, bestLoss: training.heldOutLoss });
    expect(last.loss).toBeAllClose(last.heldOutLoss, { rtol: 1e-3 });
    expect(training.correction).toBeGreaterThanOrEqual(1);
  });

  test('ends early on a held-out set that gets no better, with the best weights, resumed or not', async () => {
    // What is learned for p and q is no use for the opposite cost.
    const opposite: TrainingPair = { p, q, objective: trainingObjectives({ matrix: costMatrix(-1) })[0] };
    const options = { heldOut: [opposite], settings: { patience: 3, evaluateEvery: 5 } };
    const checkpoints: string[] = [];
    const stopped = await train({
      ...options,
      checkpointEvery: 12,
      onCheckpoint: (text) => void checkpoints.push(text),
    });
    expect(stopped.training).toMatchObject({ ended: 'early stop', steps: 15, bestStep: 0 });
    expect(stopped.training.heldOutLoss).toBe(stopped.training.startLoss);
    expect(stopped.weights).toEqual(untrainedGadget(createRng(1), free2).weights);
    // Half way, and where it ended.
    expect(checkpoints).toHaveLength(2);
    for (const resume of checkpoints) expect(await train({ ...options, resume })).toEqual(stopped);
  });

  test('a loss that is no number stops it, naming the step', async () => {
    let drawn = 0;
    const source = (): TrainingPair => {
      drawn++;
      return drawn === 2 + 7 ? { ...pair, objective: { kind: 'cost', cost: new Float64Array(16).fill(NaN) } } : pair;
    };
    const spec = gadgetSpec('gadget-1', { outcomes: K, network: 'free' });
    const run = trainGadget(createRng(1), spec, source, { settings: { batchSize: 1, heldOut: 2 } });
    await expect(run).rejects.toThrow(NumericalError);
    drawn = 0;
    await expect(trainGadget(createRng(1), spec, source, { settings: { batchSize: 1, heldOut: 2 } })).rejects.toThrow(
      /^trainGadget: step 7: /,
    );
  });

  test('a rate far too high is called divergence, naming the step', async () => {
    await expect(train({ settings: { learningRate: 1e5 } })).rejects.toThrow(
      /^trainGadget: step 1: training must not diverge, got a weight of size .* - lower the learning rate$/,
    );
  });

  test('so is a held-out loss ten times that at the start', async () => {
    // Nearly nothing to lose at the start: the same distribution twice. Trained to make x and y differ.
    const same: TrainingPair = { p, q: p, objective: trainingObjectives({ matrix: costMatrix(1) })[0] };
    const differ: TrainingPair = { p, q: p, objective: trainingObjectives({ matrix: costMatrix(-1) })[0] };
    const spec = gadgetSpec('gadget-1', { outcomes: K, network: 'free' });
    const run = trainGadget(createRng(1), spec, [differ], { heldOut: [same], settings: { evaluateEvery: 10 } });
    await expect(run).rejects.toThrow(/^trainGadget: step \d+0: training must not diverge, got a held-out loss of/);
  });

  test('refuses a checkpoint that is damaged or of another training', async () => {
    let checkpoint = '';
    await train({
      checkpointEvery: 100,
      onCheckpoint: (text) => {
        checkpoint = text;
      },
    });
    await expect(train({ resume: checkpoint.slice(0, 100) })).rejects.toThrow(/checkpoint: must be JSON/);
    await expect(train({ resume: '{}' })).rejects.toThrow(/checkpoint: format/);
    await expect(train({ resume: checkpoint.replace('"step":500', '"step":-1') })).rejects.toThrow(/checkpoint: step/);
    const text = JSON.parse(checkpoint) as { mean: { sha256: string } };
    const damaged = JSON.stringify({ ...text, mean: { ...text.mean, sha256: 'abc' } });
    await expect(train({ resume: damaged })).rejects.toThrow(/checkpoint: mean: the SHA-256/);
    await expect(train({ resume: checkpoint, settings: { learningRate: 0.2 } })).rejects.toThrow(
      /checkpoint: settings must be that of the training to resume/,
    );
    await expect(
      trainGadget(createRng(2), free2, [pair], { resume: checkpoint, settings: { steps: 500 } }),
    ).rejects.toThrow(/checkpoint: random stream must be/);
    const other: TrainingPair = { ...pair, objective: { kind: 'variance', score } };
    await expect(
      trainGadget(createRng(1), free2, [other], { resume: checkpoint, settings: { steps: 500 } }),
    ).rejects.toThrow(/resume with the same pairs and costs/);
  });

  test('keeps the run by the time as well, so that a short one that is killed has not lost all', async () => {
    // A clock that moves four seconds with each pair drawn, of which a step takes one: three steps until ten are over.
    let now = 0;
    const source = (): TrainingPair => {
      now += 4000;
      return pair;
    };
    const kept = async (checkpointSeconds?: number): Promise<number[]> => {
      const steps: number[] = [];
      await trainGadget(createRng(1), free2, source, {
        heldOut: [pair],
        settings: { steps: 8, batchSize: 1 },
        clock: () => now,
        checkpointSeconds,
        onCheckpoint: (_, step) => void steps.push(step),
      });
      return steps;
    };
    expect(await kept()).toEqual([3, 6, 8]);
    expect(await kept(16)).toEqual([4, 8]);
    expect(await kept(Infinity)).toEqual([8]);
  });

  test('refuses an interval between checkpoints that is none', async () => {
    await expect(train({ checkpointEvery: 0 })).rejects.toThrow('checkpointEvery must be a whole number from 1, got 0');
    await expect(train({ checkpointSeconds: 0 })).rejects.toThrow('checkpointSeconds must be above 0, got 0');
  });

  test('others have their turn meanwhile', async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 10);
    const { training } = await train({ signal: stop.signal, settings: { steps: 1_000_000 } });
    expect(training.ended).toBe('aborted');
  });
});

function costMatrix(sign: number): Float64Array {
  return Float64Array.from({ length: K * K }, (_, c) => sign * (Math.floor(c / K) - (c % K)) ** 2);
}
