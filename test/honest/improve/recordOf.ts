import type { ChoiceRecord } from '../../../src/honest/improve/choiceRecord.js';

/** A record of these cases, a row a state, of so many episodes; what followed is 0 unless given. */
export function recordOf(
  cases: readonly (readonly number[])[],
  { pairReturn, nEpisodes = 100 }: { readonly pairReturn?: readonly number[]; readonly nEpisodes?: number } = {},
): ChoiceRecord {
  const flat = Uint32Array.from(cases.flat());
  return {
    nStates: cases.length,
    nActions: cases[0].length,
    nEpisodes,
    visits: Uint32Array.from(cases, (row) => row.reduce((sum, n) => sum + n, 0)),
    cases: flat,
    stateReturn: new Float64Array(cases.length),
    pairReturn: Float64Array.from(pairReturn ?? Array.from(flat, () => 0)),
  };
}
