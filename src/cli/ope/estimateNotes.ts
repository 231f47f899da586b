import type { Estimate, OffPolicyResult } from '../../ope/offPolicyEvaluation.js';

/** An estimate, and how notes name it. */
export interface NamedEstimate {
  readonly name: string;
  readonly estimate: Estimate;
}

/** What must be known of estimates and their intervals: each sentence once, with the names of those it is about. */
export function estimateNotes(estimates: readonly NamedEstimate[]): string[] {
  const sentences = new Set<string>();
  const warned = new Map<string, string[]>();
  const without = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, text: string, name: string): void => {
    to.set(text, [...(to.get(text) ?? []), name]);
  };
  for (const {
    name,
    estimate: { fault, interval },
  } of estimates) {
    if (fault !== undefined) sentences.add(fault);
    if (!interval) continue;
    if ('reason' in interval) {
      add(without, interval.reason, name);
      continue;
    }
    const { assumption, warnings = [], method } = interval.interval;
    sentences.add(`${method}: ${assumption}`);
    for (const warning of warnings) add(warned, warning, name);
  }
  return [
    ...sentences,
    ...[...warned].map(([warning, names]) => `interval of ${names.join(', ')}: ${warning}`),
    ...[...without].map(([reason, names]) => `no interval of ${names.join(', ')}: ${reason}`),
  ];
}

/** What intervals hold of the errors of a model that the user gave. */
export function refitNotes({ model }: Pick<OffPolicyResult, 'model'>): string[] {
  return model === 'refitted'
    ? [
        'the given model was fitted anew to every resample, with the settings that its file names: intervals hold how much it hangs on who came, and not what its states hide',
      ]
    : [];
}
