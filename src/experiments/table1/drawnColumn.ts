import { NumericalError } from '../../core/errors.js';
import { createRng } from '../../core/random/rng.js';
import type { TrainingPair } from '../../gadgets/training/trainingPair.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { createMechanism } from '../../mechanisms/registry.js';
import { costMatrix, expectedCost } from '../expectedCost.js';
import { drawnPairs, heldOutPairs } from './drawnPairs.js';
import type { Table1Specification } from './table1Specification.js';
import type { Loss, Table1Result } from './table1Result.js';
import { trainRows } from './trainRows.js';

/**
 * A trial of `independent` or `mirrored`: gadgets for all pairs of a distribution, expected (x − y)² over held-out
 * pairs.
 *
 * For this cost the monotone coupling, which is `inverse-cdf`, is optimal; the linear program confirms it on some
 * pairs.
 *
 * @throws NumericalError if it does not
 */
export async function drawnColumn(
  specification: Table1Specification,
  column: 'independent' | 'mirrored',
  seed: number,
): Promise<Table1Result> {
  const { nOutcomes, heldOut, checkedPairs } = specification;
  const pairs = heldOutPairs(specification, column);
  const outcomes = Uint32Array.from({ length: nOutcomes }, (_, k) => k);
  const cost = costMatrix(nOutcomes, (x, y) => (x - y) ** 2);
  const meanCost: Loss = (mechanism) =>
    pairs.reduce((sum, { p, q }) => sum + expectedCost(mechanism.coupling(p, q, outcomes), cost), 0) / heldOut;

  const context = { score: Float64Array.from(outcomes) };
  const fixed = async (name: string): Promise<number> =>
    meanCost(completeMechanism(await createMechanism(name, context)));
  const learned = await trainRows(specification, {
    column,
    source: drawnPairs(specification, column),
    stream: (row) => createRng(seed).fork('table-1', column, row),
    loss: meanCost,
  });
  const inverseCdf = await fixed('inverse-cdf');
  await checkOptimum(pairs.slice(0, checkedPairs), outcomes, cost);
  return {
    loss: {
      independent: await fixed('independent'),
      'gumbel-max': await fixed('gumbel-max'),
      'inverse-cdf': inverseCdf,
      'reward-cdf': await fixed('reward-cdf'),
      optimal: inverseCdf,
      ...learned.loss,
    },
    training: learned.training,
  };
}

/** How far the linear program may be from the closed form: its own tolerance, well above. */
const PROGRAM_TOLERANCE = 1e-6;

async function checkOptimum(pairs: readonly TrainingPair[], outcomes: Uint32Array, cost: Float64Array): Promise<void> {
  const program = completeMechanism(await createMechanism('optimal-transport', { cost }));
  const monotone = completeMechanism(await createMechanism('inverse-cdf'));
  for (const [i, { p, q }] of pairs.entries()) {
    const least = expectedCost(program.coupling(p, q, outcomes), cost);
    const closed = expectedCost(monotone.coupling(p, q, outcomes), cost);
    if (!(Math.abs(least - closed) <= PROGRAM_TOLERANCE * (1 + closed)))
      throw new NumericalError(
        `table-1: the monotone coupling must be optimal for (x - y)^2, got ${closed} and ${least} by the linear program for pair ${i}`,
      );
  }
}
