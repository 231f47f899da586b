import { describe, expect, test } from 'vitest';
import { DataError } from '../../src/core/errors.js';
import { createRng } from '../../src/core/random/rng.js';
import { decodeFloats, encodeFloats } from '../../src/gadgets/floatText.js';
import { gadgetMechanism } from '../../src/gadgets/gadgetMechanism.js';
import { type GadgetModel, untrainedGadget } from '../../src/gadgets/gadgetModel.js';
import { gadgetSpec } from '../../src/gadgets/gadgetSpec.js';
import { formatGadget, parseGadget } from '../../src/gadgets/modelFile.js';

const network = { hidden: [4], activation: 'tanh' } as const;
const spec = gadgetSpec('gadget-2', { outcomes: Uint32Array.of(1, 4, 6), network, nClusters: 2, learnPrior: true });
const model: GadgetModel = {
  ...untrainedGadget(createRng(1), spec),
  training: {
    settings: { steps: 10, learningRate: 0.1, estimator: 'exact' },
    backend: 'wasm',
    backendReasons: ['node: not installed'],
    steps: 10,
    bestStep: 5,
    startLoss: 2,
    heldOutLoss: 1,
    curve: [
      [0, 2],
      [5, 1],
    ],
    baselines: { gumbelMax: 3, least: 0.5 },
    correction: 1.5,
    ended: 'early stop',
  },
  provenance: { seed: 1, pairs: 'made up' },
};

/** The model's file with some fields changed. */
async function changed(fields: Readonly<Record<string, unknown>>): Promise<string> {
  return JSON.stringify({ ...(JSON.parse(await formatGadget(model)) as object), ...fields });
}

describe('a model file', () => {
  test('holds the whole model, to the bit', async () => {
    const read = await parseGadget(await formatGadget(model));
    expect(read).toEqual(model);
    const [p, q] = [Float64Array.of(0.5, 0.25, 0.25), Float64Array.of(0.25, 0, 0.75)];
    const outcomes = Uint32Array.of(1, 4, 6);
    expect(gadgetMechanism(read).coupling!(p, q, outcomes)).toEqual(gadgetMechanism(model).coupling!(p, q, outcomes));
  });

  test('holds the pair of a free gadget', async () => {
    const pair = { p: Float64Array.of(0.1, 0.9), q: Float64Array.of(1, 0) };
    const free = untrainedGadget(createRng(1), gadgetSpec('gadget-1', { outcomes: 2, network: 'free' }), pair);
    expect(await parseGadget(await formatGadget(free))).toEqual(free);
  });

  test('is refused if it is cut short, or something else', async () => {
    const text = await formatGadget(model);
    await expect(parseGadget(text.slice(0, -50), 'a.json')).rejects.toThrow(
      /^a\.json: must be JSON, got .* cut short$/,
    );
    await expect(parseGadget('{"format": "other"}')).rejects.toThrow(
      'gadget: must be a gadget\'s model file, "format": "couplet-gadget", got "other"',
    );
    await expect(parseGadget('[]')).rejects.toThrow(/got no format/);
    await expect(parseGadget('null')).rejects.toThrow(DataError);
  });

  test('is refused if it is of another version', async () => {
    await expect(parseGadget(await changed({ version: 2 }))).rejects.toThrow(/must be version 1, got 2/);
  });

  test('is refused if its weights are damaged', async () => {
    const { weights } = JSON.parse(await formatGadget(model)) as { weights: { data: string } };
    const other = weights.data.startsWith('A') ? 'B' : 'A';
    const flipped = { ...weights, data: `${other}${weights.data.slice(1)}` };
    await expect(parseGadget(await changed({ weights: flipped }))).rejects.toThrow(
      /weights: the SHA-256 of .* damaged$/,
    );
    const short = { ...weights, data: weights.data.slice(0, -8) };
    await expect(parseGadget(await changed({ weights: short }))).rejects.toThrow(/numbers take .* bytes, got/);
    await expect(parseGadget(await changed({ weights: { ...weights, data: '?' } }))).rejects.toThrow(/base64/);
  });

  test('is refused if it does not fit together', async () => {
    const few = await encodeFloats(Float32Array.of(1, 2));
    await expect(parseGadget(await changed({ weights: few }))).rejects.toThrow(/this gadget has \d+ of them, got 2/);
    const nan = await encodeFloats(model.weights.with(3, NaN));
    await expect(parseGadget(await changed({ weights: nan }))).rejects.toThrow(/must be finite/);
    await expect(parseGadget(await changed({ pair: { p: [1], q: [1] } }))).rejects.toThrow(/pair: a gadget has one if/);
    await expect(parseGadget(await changed({ spec: { ...spec, nClusters: 0 } }))).rejects.toThrow(/spec\.nClusters/);
    await expect(parseGadget(await changed({ provenance: undefined }))).rejects.toThrow(/provenance/);
  });

  test('is refused if the pair of a free gadget is wrong', async () => {
    const freeSpec = gadgetSpec('gadget-1', { outcomes: 2, network: 'free' });
    const wrong = (p: readonly number[]): Promise<GadgetModel> =>
      formatGadget(untrainedGadget(createRng(1), freeSpec, { p: Float64Array.from(p), q: Float64Array.of(1, 0) })).then(
        (text) => parseGadget(text),
      );
    await expect(wrong([1])).rejects.toThrow(/pair\.p: must have 2 entries, got 1/);
    await expect(wrong([0.5, 0.4])).rejects.toThrow(/pair\.p: probabilities must sum to 1/);
  });
});

describe('encodeFloats', () => {
  test('gives little-endian base64 and the known hash', async () => {
    // sha256sum of the bytes 00 00 80 3f.
    expect(await encodeFloats(Float32Array.of(1))).toEqual({
      length: 1,
      sha256: 'e00e5eb9444182f352323374ef4e08ebcb784725fdd4fd612d7730540b3e0c8c',
      data: 'AACAPw==',
    });
  });

  test('comes back to the bit, however long', async () => {
    const rng = createRng(1);
    const values = Float32Array.from({ length: 10_001 }, () => rng.normal());
    values.set([-0, Infinity, 1e-45]);
    expect(await decodeFloats(await encodeFloats(values))).toEqual(values);
  });
});
