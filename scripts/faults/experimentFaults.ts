import type { Fault } from './fault.js';

/** In experiments: streams, seeds, levels and what is averaged. */
export const experimentFaults: readonly Fault[] = [
  {
    id: 'benchmark-level-dropped',
    file: 'benchmarkTrial.ts',
    text: '{ method, level, replicates, bounds }',
    replacement: '{ method, replicates, bounds }',
  },
  {
    id: 'benchmark-data-sets-share-stream',
    file: 'benchmarkTrial.ts',
    text: "fork('benchmark', episodes, first + i)",
    replacement: "fork('benchmark', episodes, first)",
  },
  {
    id: 'benchmark-policy-seed-ignored',
    file: 'benchmarkProblem.ts',
    text: 'createRng(plan.seed)',
    replacement: 'createRng(2)',
  },
  {
    id: 'benchmark-coverage-denominator',
    file: 'benchmarkSummary.ts',
    text: 'const coverage = holding / n;',
    replacement: 'const coverage = holding / records.length;',
  },
  {
    id: 'figure-2-gadgets-share-stream',
    file: 'figure2Trial.ts',
    text: "rng.fork('gadget-2')",
    replacement: "rng.fork('gadget-1')",
  },
  {
    id: 'figure-2-settings-share-stream',
    file: 'figure2Trial.ts',
    text: 'runSetting(rng.fork(setting), specification',
    replacement: 'runSetting(rng, specification',
  },
  {
    id: 'figure-2-evaluated-pairs-share-stream',
    file: 'figure2Trial.ts',
    text: "draw(rng.fork('evaluation', i))",
    replacement: "draw(rng.fork('evaluation', 0))",
  },
  {
    id: 'table-1-rows-share-stream',
    file: 'drawnColumn.ts',
    text: "fork('table-1', column, row)",
    replacement: "fork('table-1', column)",
  },
  {
    id: 'table-1-mean-of-checked',
    file: 'drawnColumn.ts',
    text: 'cost), 0) / heldOut',
    replacement: 'cost), 0) / checkedPairs',
  },
  {
    id: 'oberst-sontag-held-out-is-training',
    file: 'oberstSontagTrial.ts',
    text: "problem.simulate(rng.fork('held-out'), heldOut)",
    replacement: 'problem.simulate(rng, heldOut)',
  },
  {
    id: 'mean-error-denominator',
    file: 'statistics/meanAndError.ts',
    text: 'squares / (n - 1) / n',
    replacement: 'squares / n / n',
  },
];
