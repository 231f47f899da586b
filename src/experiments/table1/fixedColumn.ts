import { type Rng, createRng } from '../../core/rng.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { createMechanism } from '../../mechanisms/registry.js';
import { treatmentEffect } from '../../mechanisms/treatmentEffect.js';
import { softmax } from '../softmax.js';
import { type GadgetKind, type TrainedMechanism, trainMechanism } from '../trainMechanism.js';
import type { Table1Specification } from './table1Specification.js';
import type { Loss, Table1Result } from './table1Trial.js';

/**
 * A trial of `monotone` or `non-monotone`: one reward, Var(h(X) − h(Y)) for the one pair p ∝ exp((K, K − 1, …, 1) / 4),
 * q ∝ exp((0, 1, …, K − 1) / 4).
 *
 *     monotone: h[k] = sum over j ≤ k of U(0, 1)    non-monotone: h[k] = sin(30 N(0, 1))
 *
 * Its means do not depend on the coupling, so the linear program for (h(x) − h(y))² is the optimum for the variance, too.
 */
export async function fixedColumn(
  { nOutcomes, columns }: Table1Specification,
  column: 'monotone' | 'non-monotone',
  seed: number,
): Promise<Table1Result> {
  const rng = createRng(seed).fork('table-1', column);
  const score = rewardOf(rng.fork('reward'), column, nOutcomes);
  const p = softmax(Float64Array.from({ length: nOutcomes }, (_, k) => (nOutcomes - k) / 4));
  const q = softmax(Float64Array.from({ length: nOutcomes }, (_, k) => k / 4));
  const outcomes = Uint32Array.from({ length: nOutcomes }, (_, k) => k);
  const variance: Loss = (mechanism) => treatmentEffect(mechanism, p, q, { score, outcomes }).variance;

  const fixed = async (name: string): Promise<number> =>
    variance(completeMechanism(await createMechanism(name, { score })));
  const gadget = (kind: GadgetKind): Promise<TrainedMechanism> => {
    const plan = columns[column][kind === 'gadget-1' ? 'gadget1' : 'gadget2'];
    const pair = { p, q, objective: { kind: 'variance', score } } as const;
    return trainMechanism(rng.fork(kind), { kind, nOutcomes, plan }, [pair]);
  };
  const [gadget1, gadget2] = [await gadget('gadget-1'), await gadget('gadget-2')];
  return {
    loss: {
      independent: await fixed('independent'),
      'gumbel-max': await fixed('gumbel-max'),
      'inverse-cdf': await fixed('inverse-cdf'),
      'reward-cdf': await fixed('reward-cdf'),
      optimal: await fixed('optimal-transport'),
      'gadget-1': variance(gadget1.mechanism),
      'gadget-2': variance(gadget2.mechanism),
    },
    training: { 'gadget-1': gadget1.summary, 'gadget-2': gadget2.summary },
  };
}

function rewardOf(rng: Rng, column: 'monotone' | 'non-monotone', nOutcomes: number): Float64Array {
  if (column === 'non-monotone') return Float64Array.from({ length: nOutcomes }, () => Math.sin(30 * rng.normal()));
  let sum = 0;
  return Float64Array.from({ length: nOutcomes }, () => (sum += rng.uniform()));
}
