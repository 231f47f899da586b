import fc from 'fast-check';
import type { PolicyPair } from '../../../src/counterfactual/multistep/pairedReturns.js';
import { type Mdp, checkMdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { CompleteMechanism, Mechanism } from '../../../src/mechanisms/mechanism.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';

/** A mechanism that needs no draws. */
export const complete = (mechanism: Mechanism): CompleteMechanism => completeMechanism(mechanism);
/** Those under which a row coupled with itself gives the same outcome twice. */
export const diagonal: readonly CompleteMechanism[] = [
  gumbelMax(),
  inverseCdf(),
  maximal(),
  rewardCdf({ score: [3, 1, 2, 0, 1] }),
].map(complete);
export const mechanisms: readonly CompleteMechanism[] = [...diagonal, complete(independent())];

interface PairProblem {
  readonly mdp: Mdp;
  readonly policies: PolicyPair;
  readonly mechanism: CompleteMechanism;
  readonly discount: number;
}

/** A model, two policies of it, a mechanism. */
export const problem: fc.Arbitrary<PairProblem> = fc
  .tuple(smallMdp({ maxStates: 4, maxActions: 2 }), fc.constantFrom(...mechanisms), fc.constantFrom(1, 0.5))
  .chain(([mdp, mechanism, discount]) =>
    fc.record({
      mdp: fc.constant(mdp),
      policies: fc.record({ behaviour: anyPolicy(mdp), target: anyPolicy(mdp) }),
      mechanism: fc.constant(mechanism),
      discount: fc.constant(discount),
    }),
  );

/** A row of the model over all states, shape (S). */
export function dense(values: Float64Array, mdp: Mdp, row: number): Float64Array {
  const full = new Float64Array(mdp.nStates);
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) full[mdp.nextState[k]] = values[k];
  return full;
}

/** A model with one living state: each action loses (−1) or wins (+1) at once. */
export function coins(winning: readonly number[]): Mdp {
  const rows = winning.flatMap((p) => [1 - p, p]);
  const mdp: Mdp = {
    nStates: 3,
    nActions: winning.length,
    rowStart: Uint32Array.from({ length: 3 * winning.length + 1 }, (_, row) => 2 * Math.min(row, winning.length)),
    nextState: Uint32Array.from(rows, (_, k) => 1 + (k % 2)),
    probability: Float64Array.from(rows),
    reward: Float64Array.from(rows, (_, k) => (k % 2 === 0 ? -1 : 1)),
    initial: Float64Array.of(1, 0, 0),
    terminal: Uint8Array.of(0, 1, 1),
    outcomes: [
      { name: 'alive', reward: 0 },
      { name: 'lost', reward: -1 },
      { name: 'won', reward: 1 },
    ],
    outcome: Uint8Array.of(0, 1, 2),
    source: {},
  };
  checkMdp(mdp, 'coins');
  return mdp;
}

/** The policy that takes one action everywhere. */
export function always(action: number, { nStates, nActions }: Mdp): Policy {
  const probability = new Float64Array(nStates * nActions).map((_, row) => Number(row % nActions === action));
  return { nStates, nActions, probability };
}
