import { createRng } from '../../core/random/rng.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { createMechanism } from '../../mechanisms/registry.js';
import { treatmentEffect } from '../../mechanisms/treatmentEffect.js';
import { drawnReward } from '../drawnReward.js';
import { softmax } from '../softmax.js';
import type { Table1Specification } from './table1Specification.js';
import type { Loss, Table1Result } from './table1Result.js';
import { trainRows } from './trainRows.js';

/**
 * A trial of `monotone` or `non-monotone`: one reward (see `drawnReward`), Var(h(X) − h(Y)) for the one pair p ∝ exp((K, K − 1, …, 1) / 4),
 * q ∝ exp((0, 1, …, K − 1) / 4).
 *
 * Its means do not depend on the coupling, so the linear program for (h(x) − h(y))² is the optimum for the variance,
 * too.
 */
export async function fixedColumn(
  specification: Table1Specification,
  column: 'monotone' | 'non-monotone',
  seed: number,
): Promise<Table1Result> {
  const { nOutcomes } = specification;
  const rng = createRng(seed).fork('table-1', column);
  const score = drawnReward(rng.fork('reward'), column, nOutcomes);
  const p = softmax(Float64Array.from({ length: nOutcomes }, (_, k) => (nOutcomes - k) / 4));
  const q = softmax(Float64Array.from({ length: nOutcomes }, (_, k) => k / 4));
  const outcomes = Uint32Array.from({ length: nOutcomes }, (_, k) => k);
  const variance: Loss = (mechanism) => treatmentEffect(mechanism, p, q, { score, outcomes }).variance;

  const fixed = async (name: string): Promise<number> =>
    variance(completeMechanism(await createMechanism(name, { score })));
  const learned = await trainRows(specification, {
    column,
    source: [{ p, q, objective: { kind: 'variance', score } }],
    stream: (row) => rng.fork(row),
    loss: variance,
  });
  return {
    loss: {
      independent: await fixed('independent'),
      'gumbel-max': await fixed('gumbel-max'),
      'inverse-cdf': await fixed('inverse-cdf'),
      'reward-cdf': await fixed('reward-cdf'),
      optimal: await fixed('optimal-transport'),
      ...learned.loss,
    },
    training: learned.training,
  };
}
