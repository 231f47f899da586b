import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';

/** SHA-256, in hexadecimal, of a policy's probabilities, as little-endian 64-bit floats. */
export async function policyDigest({ probability }: Pick<MarkovPolicy, 'probability'>): Promise<string> {
  const bytes = new DataView(new ArrayBuffer(8 * probability.length));
  probability.forEach((chance, i) => {
    bytes.setFloat64(8 * i, chance, true);
  });
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
