import { z } from 'zod';
import { ArgumentError } from '../core/errors.js';

/** What the units of hidden layers do with their sums. */
export type Activation = 'sigmoid' | 'tanh' | 'relu' | 'silu';

/** A multilayer perceptron, but for its input and output. */
export interface NetworkSpec {
  /** Units of each hidden layer, 1 to 16 layers. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
}

/** What both kinds of gadgets have. */
export interface CommonGadgetSpec {
  /**
   * State ids, increasing: the K outcomes that the gadget knows. A distribution over some of them has zeros elsewhere;
   * one that gives weight to any other state is refused.
   */
  readonly outcomes: readonly number[];
  /** A network, or `free`: the logits of one fixed pair (p, q) as parameters. */
  readonly network: NetworkSpec | 'free';
}

/** Two networks, each from a distribution to a K × K joint; the noise is transposed for Q, so it is not implicit. */
export interface Gadget1Spec extends CommonGadgetSpec {
  readonly kind: 'gadget-1';
}

/** One network from a distribution to its distributions given a cluster. */
export interface Gadget2Spec extends CommonGadgetSpec {
  readonly kind: 'gadget-2';
  /** |Z|, at least 1. */
  readonly nClusters: number;
  /** T, at least 0: rows are then brought to the prior once. */
  readonly sinkhornSteps: number;
  /** Whether the prior over clusters has parameters; uniform otherwise. */
  readonly learnPrior: boolean;
  /** The outcomes in the order whose quantiles the clusters begin as; without it they begin alike, near Gumbel-max. */
  readonly order?: readonly number[] | undefined;
}

/** What a gadget is, weights aside. Plain data. */
export type GadgetSpec = Gadget1Spec | Gadget2Spec;

export interface GadgetOptions {
  /** State ids in increasing order, or their number K for 0, 1, ..., K − 1. */
  readonly outcomes: ArrayLike<number> | number;
  /** Hidden layers, or `free`. Default two layers of 256 SiLU units. */
  readonly network?: NetworkSpec | 'free' | undefined;
  /** Clusters |Z| of gadget 2, at least 1. Default 20. */
  readonly nClusters?: number | undefined;
  /** Sinkhorn steps T of gadget 2, at least 0. Default 10. */
  readonly sinkhornSteps?: number | undefined;
  /** Whether gadget 2 learns its prior over clusters. Default false. */
  readonly learnPrior?: boolean | undefined;
  /**
   * The outcomes of gadget 2 in the order of a score, each once: its clusters begin as quantiles of that order, so that
   * training starts near the monotone coupling. Default none: near Gumbel-max.
   */
  readonly order?: ArrayLike<number> | undefined;
}

/**
 * The complete description of a gadget from what is not left to the defaults.
 *
 * @throws ArgumentError naming the field that is out of range
 *
 * @example
 * gadgetSpec('gadget-2', { outcomes: 10 }).nClusters // 20
 * gadgetSpec('gadget-1', { outcomes: 3, network: { hidden: [1024, 1024], activation: 'sigmoid' } }).outcomes // [0, 1, 2]
 */
export function gadgetSpec(kind: 'gadget-1', options: GadgetOptions): Gadget1Spec;
export function gadgetSpec(kind: 'gadget-2', options: GadgetOptions): Gadget2Spec;
export function gadgetSpec(kind: GadgetSpec['kind'], options: GadgetOptions): GadgetSpec {
  const { outcomes, nClusters = 20, sinkhornSteps = 10, learnPrior = false, order } = options;
  const { network = { hidden: [256, 256], activation: 'silu' } } = options;
  const ids = typeof outcomes === 'number' ? Array.from({ length: outcomes }, (_, k) => k) : Array.from(outcomes);
  const common = { kind, outcomes: ids, network };
  const parsed = gadgetSpecSchema.safeParse(
    kind === 'gadget-1'
      ? common
      : { ...common, nClusters, sinkhornSteps, learnPrior, ...(order && { order: Array.from(order) }) },
  );
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new ArgumentError(`gadgetSpec: ${path.join('.')}: ${message}`);
}

const network = z.union([
  z.literal('free'),
  z.strictObject({
    hidden: z.array(z.int().min(1).max(65_536)).min(1).max(16),
    activation: z.enum(['sigmoid', 'tanh', 'relu', 'silu']),
  }),
]);

const outcomes = z
  .array(
    z
      .int()
      .min(0)
      .max(2 ** 32 - 2),
  )
  .min(1)
  .refine((ids) => ids.every((id, k) => k === 0 || id > ids[k - 1]), 'ids must increase');

/** Checks a description that comes from a file. */
export const gadgetSpecSchema: z.ZodType<GadgetSpec> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('gadget-1'), outcomes, network }),
    z.strictObject({
      kind: z.literal('gadget-2'),
      outcomes,
      network,
      nClusters: z.int().min(1).max(65_536),
      sinkhornSteps: z.int().min(0).max(10_000),
      learnPrior: z.boolean(),
      order: z.array(z.number()).optional(),
    }),
  ])
  .refine((spec) => spec.kind === 'gadget-1' || spec.order === undefined || isPermutation(spec.order, spec.outcomes), {
    path: ['order'],
    message: 'every outcome must be there once',
  });

function isPermutation(order: readonly number[], outcomes: readonly number[]): boolean {
  const sorted = order.toSorted((a, b) => a - b);
  return sorted.length === outcomes.length && sorted.every((state, k) => state === outcomes[k]);
}
