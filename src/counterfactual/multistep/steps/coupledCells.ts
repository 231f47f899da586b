import type { Mdp } from '../../../mdp/mdp.js';
import { policyAtStep } from '../../../mdp/overTime/policyAtStep.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { union } from '../../rows/union.js';
import type { PolicyPair } from '../pairedReturns.js';
import type { PolicyRuns } from '../policyRuns.js';

/**
 * The coupling of the steps from a pair of states at a time,
 *
 *     sum over a, a~ of b(a|s) e(a~|s~) J
 *
 * by its cells that are not 0: shape (1 + 2 · cells), how many numbers follow, then each cell's number and its mass. A
 * fresh array. What is not possible is left out: a policy over time may take it in a pair that is followed but cannot
 * be reached at that time.
 */
export function coupledCells(
  mdp: Mdp,
  policies: PolicyPair,
  mechanism: CompleteMechanism,
  runs: PolicyRuns,
  others: PolicyRuns,
): (t: number, s: number, sOther: number) => Float64Array {
  const { nActions, rowStart, nextState, probability } = mdp;
  return (t, s, sOther) => {
    const behaviour = policyAtStep(policies.behaviour, t).probability;
    const target = policyAtStep(policies.target, t).probability;
    const width = others.start[sOther + 1] - others.start[sOther];
    const coupled = new Float64Array((runs.start[s + 1] - runs.start[s]) * width);
    for (let row = s * nActions; row < (s + 1) * nActions; row++) {
      if (behaviour[row] === 0 || isEmpty(mdp, row)) continue;
      // Any possible entry will do: only the union of the two rows is wanted.
      let observed = 0;
      while (probability[rowStart[row] + observed] === 0) observed++;
      for (let other = sOther * nActions; other < (sOther + 1) * nActions; other++) {
        const share = behaviour[row] * target[other];
        if (share === 0 || isEmpty(mdp, other)) continue;
        const { p, q, outcomes, target: column } = union(mdp, row, observed, other);
        const coupling = mechanism.coupling(p, q, outcomes);
        let x = 0;
        for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
          while (outcomes[x] !== nextState[k]) x++;
          if (probability[k] === 0) continue;
          const to = runs.step[k] * width;
          for (let l = rowStart[other]; l < rowStart[other + 1]; l++) {
            const mass = coupling[x * p.length + column[l - rowStart[other]]];
            if (mass !== 0) coupled[to + others.step[l]] += share * mass;
          }
        }
      }
    }
    return cellsOf(coupled);
  };
}

function cellsOf(coupled: Float64Array): Float64Array {
  let n = 0;
  for (const mass of coupled) if (mass !== 0) n += 1;
  const cells = new Float64Array(1 + 2 * n);
  cells[0] = 2 * n;
  let at = 1;
  for (let cell = 0; cell < coupled.length; cell++) {
    if (coupled[cell] === 0) continue;
    cells[at++] = cell;
    cells[at++] = coupled[cell];
  }
  return cells;
}

function isEmpty({ rowStart }: Mdp, row: number): boolean {
  return rowStart[row] === rowStart[row + 1];
}
