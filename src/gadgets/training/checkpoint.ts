import { z } from 'zod';
import { DataError } from '../../core/errors.js';
import { decodeFloats, encodeFloats } from '../floatText.js';
import type { TrainingState } from './trainingState.js';

const floats = z.object({ length: z.int().min(0), sha256: z.string(), data: z.string() });

const checkpointSchema = z.object({
  format: z.literal('couplet-gadget-checkpoint'),
  version: z.literal(1),
  training: z.record(z.string(), z.string()),
  step: z.int().min(0),
  bestStep: z.int().min(0),
  bestLoss: z.number(),
  startLoss: z.number(),
  sinceBest: z.int().min(0),
  curve: z.array(z.tuple([z.int().min(0), z.number()]).readonly()).optional(),
  weights: floats,
  bestWeights: floats,
  mean: floats,
  square: floats,
});

/**
 * A training run as text, to the bit: what `resumeFrom` needs to go on as if nothing had happened.
 *
 * @param training what the run is, as names and values: it can be resumed as that only
 */
export async function checkpointText(
  { weights, bestWeights, adam, ...numbers }: TrainingState,
  training: Readonly<Record<string, string>>,
): Promise<string> {
  const checkpoint: z.input<typeof checkpointSchema> = {
    format: 'couplet-gadget-checkpoint',
    version: 1,
    training,
    ...numbers,
    weights: await encodeFloats(weights),
    bestWeights: await encodeFloats(bestWeights),
    mean: await encodeFloats(adam.mean),
    square: await encodeFloats(adam.square),
  };
  return JSON.stringify(checkpoint);
}

/**
 * The state that a checkpoint holds.
 *
 * @param training what the run to be resumed is
 * @throws DataError if the text is damaged, is no checkpoint, or is one of another training, naming what differs
 */
export async function resumeFrom(
  text: string,
  training: Readonly<Record<string, string>>,
  size: number,
): Promise<TrainingState> {
  const parsed = checkpointSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new DataError(`checkpoint: ${path.join('.') || 'the content'}: ${message}`);
  }
  const { training: saved, weights, bestWeights, mean, square, step, ...rest } = parsed.data;
  for (const [name, value] of Object.entries(training)) {
    if (saved[name] !== value)
      throw new DataError(
        `checkpoint: ${name} must be that of the training to resume, ${value}, got ${saved[name] ?? 'none'} - start again without it, or resume with the same settings`,
      );
  }
  const read = async (name: string, field: z.output<typeof floats>): Promise<Float32Array> => {
    const values = await decodeFloats(field).catch((error: unknown) => {
      throw new DataError(`checkpoint: ${name}: ${(error as Error).message}`, { cause: error });
    });
    if (values.length === size) return values;
    throw new DataError(`checkpoint: ${name}: the gadget has ${size} parameters, got ${values.length}`);
  };
  return {
    step,
    bestStep: rest.bestStep,
    bestLoss: rest.bestLoss,
    startLoss: rest.startLoss,
    sinceBest: rest.sinceBest,
    curve: rest.curve ?? knownPoints(rest),
    weights: await read('weights', weights),
    bestWeights: await read('bestWeights', bestWeights),
    adam: { mean: await read('mean', mean), square: await read('square', square) },
  };
}

/** What a checkpoint without a curve, of an older release, tells of it. */
function knownPoints({
  startLoss,
  bestStep,
  bestLoss,
}: Pick<TrainingState, 'startLoss' | 'bestStep' | 'bestLoss'>): TrainingState['curve'] {
  const start = [0, startLoss] as const;
  return bestStep === 0 ? [start] : [start, [bestStep, bestLoss]];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(`checkpoint: must be JSON, got ${(error as Error).message} - the file may be cut short`, {
      cause: error,
    });
  }
}
