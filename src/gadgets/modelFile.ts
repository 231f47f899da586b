import { z } from 'zod';
import { DataError } from '../core/errors.js';
import { probabilityFault } from '../core/probability.js';
import { decodeFloats, encodeFloats } from './floatText.js';
import type { GadgetModel, TrainingRecord } from './gadgetModel.js';
import { gadgetSpecSchema } from './gadgetSpec.js';
import { parameterLayout } from './network/parameterLayout.js';

/** What every file of this kind says first. */
const FORMAT = 'couplet-gadget';

/** Raised when older files can no longer be read as they are. */
const VERSION = 1;

const trainingSchema: z.ZodType<TrainingRecord> = z.object({
  settings: z.record(z.string(), z.union([z.number(), z.string()])),
  backend: z.string(),
  backendReasons: z.array(z.string()),
  steps: z.int().min(0),
  bestStep: z.int().min(0),
  startLoss: z.number(),
  heldOutLoss: z.number(),
  curve: z.array(z.tuple([z.int().min(0), z.number()])).optional(),
  baselines: z.object({ gumbelMax: z.number(), least: z.number().optional() }).optional(),
  correction: z.number().optional(),
  ended: z.enum(['all steps', 'early stop', 'aborted']),
});

const modelSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  spec: gadgetSpecSchema,
  weights: z.object({ length: z.int().min(0), sha256: z.string(), data: z.string() }),
  pair: z.object({ p: z.array(z.number()), q: z.array(z.number()) }).optional(),
  training: trainingSchema.optional(),
  provenance: z.record(z.string(), z.union([z.string(), z.number()])),
});

/**
 * A gadget as the text of a model file: JSON, weights in base64 with their SHA-256.
 *
 * The same model gives the same text. For the caller to write, atomically.
 *
 * @example
 * const model = untrainedGadget(createRng(1), gadgetSpec('gadget-2', { outcomes: 3 }));
 * await parseGadget(await formatGadget(model)) // model
 */
export async function formatGadget(model: GadgetModel): Promise<string> {
  const { spec, weights, pair, training, provenance } = model;
  const file: z.input<typeof modelSchema> = {
    format: FORMAT,
    version: VERSION,
    spec,
    ...(pair && { pair: { p: Array.from(pair.p), q: Array.from(pair.q) } }),
    ...(training && { training }),
    provenance,
    weights: await encodeFloats(weights),
  };
  return `${JSON.stringify(file, undefined, 1)}\n`;
}

/**
 * The gadget in the text of a model file.
 *
 * @param where opens the message of an error, for example the file's name
 * @throws DataError with the reason: not JSON, not a gadget, another version, a field that is wrong, weights that are
 *   damaged
 */
export async function parseGadget(text: string, where: string = 'gadget'): Promise<GadgetModel> {
  const fail = (fault: string, cause?: unknown): never => {
    throw new DataError(`${where}: ${fault}`, { cause });
  };
  const content = readJson(text, fail);
  const { format, version } = (content ?? {}) as { readonly format?: unknown; readonly version?: unknown };
  if (format !== FORMAT)
    fail(
      `must be a gadget's model file, "format": "${FORMAT}", got ${format === undefined ? 'no format' : JSON.stringify(format)}`,
    );
  if (version !== VERSION)
    fail(`must be version ${VERSION}, got ${JSON.stringify(version)} - use the release of Couplet that wrote it`);
  const parsed = modelSchema.safeParse(content);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    return fail(`${path.join('.')}: ${message}`);
  }
  const { spec, pair, training, provenance } = parsed.data;
  const weights = await decodeFloats(parsed.data.weights).catch((error: unknown) =>
    fail(`weights: ${(error as Error).message} - the file is damaged`, error),
  );
  const { size } = parameterLayout(spec);
  if (weights.length !== size) fail(`weights: this gadget has ${size} of them, got ${weights.length}`);
  if (!weights.every(Number.isFinite)) fail('weights: must be finite, got one that is not');
  if ((spec.network === 'free') !== (pair !== undefined))
    fail(`pair: a gadget has one if it is free, and only then, got ${pair ? 'one' : 'none'}`);
  for (const side of ['p', 'q'] as const) checkPair(side, pair?.[side], spec.outcomes.length, fail);
  return {
    spec,
    weights,
    ...(pair && { pair: { p: Float64Array.from(pair.p), q: Float64Array.from(pair.q) } }),
    ...(training && { training }),
    provenance,
  };
}

function checkPair(
  side: 'p' | 'q',
  values: readonly number[] | undefined,
  nOutcomes: number,
  fail: (fault: string) => never,
): void {
  if (values === undefined) return;
  if (values.length !== nOutcomes) fail(`pair.${side}: must have ${nOutcomes} entries, got ${values.length}`);
  const fault = probabilityFault(values);
  if (fault !== undefined) fail(`pair.${side}: ${fault}`);
}

function readJson(text: string, fail: (fault: string, cause?: unknown) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`must be JSON, got ${(error as Error).message} - the file may be cut short`, error);
  }
}
