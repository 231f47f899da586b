import type { VerdictLevel } from '../../honest/verdict/verdict.js';
import type { NamedVerdict } from '../../honest/verdict/namedVerdicts.js';
import type { PolicyReport } from '../report.js';

/** The library's levels as a sentence. */
export const VERDICT_SENTENCE: Readonly<Record<VerdictLevel, string>> = {
  'do not rely on it': 'Do not rely on it.',
  weak: 'Weak evidence.',
  'holds up on this log': 'Holds up on this log.',
};

/** The class of a level's colour, which a word or a shape always goes with. */
export const VERDICT_TONE: Readonly<Record<VerdictLevel, 'good' | 'weak' | 'bad'>> = {
  'do not rely on it': 'bad',
  weak: 'weak',
  'holds up on this log': 'good',
};

/** The verdict on what an estimator says; undefined where the library has none. */
export function verdictOn(estimator: string, { verdicts }: Pick<PolicyReport, 'verdicts'>): NamedVerdict | undefined {
  return verdicts.find(({ about }) => about.split(', ').includes(estimator));
}

/** The one on what the model says, which the first answer is; else the first of all. */
export function mainVerdict({ verdicts }: Pick<PolicyReport, 'verdicts'>): NamedVerdict | undefined {
  return verdicts.find(({ kind }) => kind === 'model') ?? verdicts.at(0);
}
