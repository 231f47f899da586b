import { checkProbabilities } from '../../core/probability.js';
import type { Mdp } from '../../mdp/mdp.js';

/** Each row of the model that takes part is checked to be one of probabilities, when it first does. */
export function rowCheck({ rowStart, probability }: Mdp, name: string): (what: 'p' | 'q', row: number) => void {
  const checked = new Uint8Array(rowStart.length - 1);
  return (what, row) => {
    if (checked[row] === 1) return;
    checkProbabilities(`mechanism ${name}: ${what}`, probability.subarray(rowStart[row], rowStart[row + 1]));
    checked[row] = 1;
  };
}
