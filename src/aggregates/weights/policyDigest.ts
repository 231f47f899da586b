import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { numbersDigest } from './numbersDigest.js';

/** SHA-256, in hexadecimal, of a policy's probabilities, as little-endian 64-bit floats. */
export function policyDigest({ probability }: Pick<MarkovPolicy, 'probability'>): Promise<string> {
  return numbersDigest(probability);
}
