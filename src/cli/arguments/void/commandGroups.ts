/** Commands that evaluate policies off-policy. */
export const ESTIMATING: readonly string[] = ['ope', 'select'];
/** Commands that ask what would have happened. */
export const COUNTERFACTUAL: readonly string[] = ['evaluate', 'explain', 'effect', 'compare', 'report'];
/** Commands that read a log. */
export const LOGGED: readonly string[] = [
  'split',
  'fit',
  'check-states',
  'improve',
  'train',
  ...ESTIMATING,
  ...COUNTERFACTUAL,
];
