import type { Fault } from './fault.js';

/** In core and laws: statistics, draws, the mending of rows, and what is held to be lawful. */
export const foundationFaults: readonly Fault[] = [
  {
    id: 'holm-not-monotone',
    file: 'holm.ts',
    text: 'least = Math.max(least, Math.min(1, (p.length - rank) * p[k]));',
    replacement: 'least = Math.min(1, (p.length - rank) * p[k]);',
  },
  {
    id: 'bonferroni-for-holm',
    file: 'holm.ts',
    text: '(p.length - rank) * p[k]',
    replacement: '(p.length + 0 * rank) * p[k]',
  },
  {
    id: 'bootstrap-mean-one-sided',
    file: 'bootstrapMean.ts',
    text: 'quantile(means, (1 - level) / 2)',
    replacement: 'quantile(means, 1 - level)',
  },
  {
    id: 'quantile-of-type-four',
    file: 'quantile.ts',
    text: 'share * (sorted.length - 1)',
    replacement: 'Math.max(0, share * sorted.length - 1)',
  },
  {
    id: 'alias-of-impossible-outcome',
    file: 'aliasTable.ts',
    text: 'else alias[first + k] = likely!;',
    replacement: 'else threshold[first + k] = likely! >= 0 ? 1 : 0;',
  },
  {
    id: 'mended-row-not-divided',
    file: 'rowMender.ts',
    text: 'row[k] /= sum;',
    replacement: 'row[k] /= 1;',
  },
  {
    id: 'mended-rounding-of-one-entry',
    file: 'rowMender.ts',
    text: '(row.length * rounding * (1 + 1e-9)) / 2',
    replacement: '(rounding * (1 + 1e-9)) / 2',
  },
  {
    id: 'ties-absolute',
    file: 'core/tied.ts',
    text: 'TIE * result.reduce((most, value) => Math.max(most, Math.abs(value)), 0)',
    replacement: 'TIE * Math.min(1, result.length)',
  },
  {
    id: 'law-of-one-comparison',
    file: 'frequencyBound.ts',
    text: 'Math.log((2 * comparisons) / FALSE_ALARM)',
    replacement: 'Math.log((2 + 0 * comparisons) / FALSE_ALARM)',
  },
  {
    id: 'laws-skipped-fail',
    file: 'laws/check.ts',
    text: "verdict !== 'fails'",
    replacement: "verdict === 'holds'",
  },
  {
    id: 'law-logs-counted-once',
    file: 'meanOverLogs.ts',
    text: '(i === j ? 1 : 2) *',
    replacement: '',
  },
  {
    id: 'law-pooled-draws-of-a-row',
    file: 'stepMismatches.ts',
    text: 'const n = nStates * drawsPerRow;',
    replacement: 'const n = drawsPerRow;',
  },
];
