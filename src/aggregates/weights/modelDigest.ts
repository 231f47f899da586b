import type { Mdp } from '../../mdp/mdp.js';
import { givenModelRows } from '../../ope/study/modelRows.js';
import { numbersDigest } from './numbersDigest.js';

/** SHA-256, in hexadecimal, of what estimators take from a model: its rows, where they lead, and their mean rewards. */
export function modelDigest(mdp: Mdp): Promise<string> {
  const { nStates, nActions, rows, rowStart, successor, probability, reward } = givenModelRows(mdp);
  return numbersDigest([nStates, nActions], rows, rowStart, successor, probability, reward);
}
