/** Names of what may be supposed of a mechanism, for people. */
export const ASSUMPTION_NAMES: Readonly<Record<string, string>> = {
  none: 'any mechanism',
  stability: 'any stable one',
  monotone: 'any monotone one',
  'stability-all': 'any stable throughout',
};
