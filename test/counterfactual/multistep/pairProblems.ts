import fc from 'fast-check';
import type { PolicyPair } from '../../../src/counterfactual/multistep/pairedReturns.js';
import { type Mdp, checkMdp } from '../../../src/mdp/mdp.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import type { PolicyOverTime } from '../../../src/mdp/overTime/policyOverTime.js';
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
  readonly policies: { readonly behaviour: Policy; readonly target: Policy };
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

/** Such a problem, at least one of whose policies does something else at every step. */
export const problemOverTime: fc.Arbitrary<Omit<PairProblem, 'policies'> & { readonly policies: PolicyPair }> =
  problem.chain(({ mdp, policies: { behaviour }, ...rest }) => {
    const steps = fc.array(anyPolicy(mdp), { minLength: 3, maxLength: 3 }).map(policyOfSteps);
    const policies = fc.record({ behaviour: fc.oneof(fc.constant(behaviour), steps), target: steps });
    return policies.chain(({ behaviour: one, target: other }) =>
      fc.constantFrom({ behaviour: one, target: other }, { behaviour: other, target: one }).map((drawn) => ({
        ...rest,
        mdp,
        policies: drawn,
      })),
    );
  });

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

/** A run from state 0 to state 1 to an end, and two policies over time which differ only in state 1 when no run is there. */
export const comeAndGone: Record<'possible' | 'impossible', PolicyOverTime> & { readonly mdp: Mdp } = comingAndGoing();

function comingAndGoing(): typeof comeAndGone {
  // In state 0 the first action stays or goes on to 1, the second goes on; in 1 the first ends the run, the second is
  // not possible.
  const mdp: Mdp = {
    ...coins([0.5, 0.75]),
    nStates: 4,
    rowStart: Uint32Array.of(0, 2, 3, 5, 5, 5, 5, 5, 5),
    nextState: Uint32Array.of(0, 1, 1, 2, 3),
    probability: Float64Array.of(0.5, 0.5, 1, 0.25, 0.75),
    reward: Float64Array.of(0, 1, 1, -1, 1),
    initial: Float64Array.of(1, 0, 0, 0),
    terminal: Uint8Array.of(0, 0, 1, 1),
    outcome: Uint8Array.of(0, 0, 1, 2),
  };
  checkMdp(mdp, 'comeAndGone');
  const first = always(0, mdp);
  const on = { ...first, probability: Float64Array.of(0, 1, 1, 0, 1, 0, 1, 0) };
  const nowhere = { ...first, probability: Float64Array.of(1, 0, 0, 1, 1, 0, 1, 0) };
  return { mdp, possible: policyOfSteps([on, first, first]), impossible: policyOfSteps([on, first, nowhere]) };
}
