import type { Fault } from './fault.js';

/** In mechanisms: forms, kernels, bounds and what is checked of them. */
export const mechanismFaults: readonly Fault[] = [
  {
    id: 'coupling-column-sums-unchecked',
    file: 'completeMechanism.ts',
    text: "for (let y = 0; y < nOutcomes; y++) checkSum(where, 'column', y, q[y] - lacking[y], q[y]);",
    replacement: '',
  },
  {
    id: 'rejection-accepts-any',
    file: 'deriveForms.ts',
    text: 'if (given.outcome!(p, noise, outcomes) === x) return',
    replacement: 'if (noise.length >= 0) return',
  },
  {
    id: 'estimates-by-other-denominator',
    file: 'estimateForms.ts',
    text: 'row.map((count) => count / hits)',
    replacement: 'row.map((count) => count / draws)',
  },
  {
    id: 'effect-sign-turned',
    file: 'treatmentEffect.ts',
    text: '(y) => h[observed] - h[y]',
    replacement: '(y) => h[y] - h[observed]',
  },
  {
    id: 'coupling-remembered-of-other-outcomes',
    file: 'deriveForms.ts',
    text: ' || !equalArrays(last[2], outcomes)',
    replacement: '',
  },
  {
    id: 'capped-row-end-turned',
    file: 'extremeRow.ts',
    text: "end === 'least' ? 1 : -1",
    replacement: "end === 'least' ? -1 : 1",
  },
  {
    id: 'monotone-floor-dropped',
    file: 'monotone.ts',
    text: 'boxBounds(upper, q[x], x)',
    replacement: 'boxBounds(upper)',
  },
  {
    id: 'least-conditional-variance-one-way',
    file: 'leastConditionalVariance.ts',
    text: 'for (const step of [1, -1] as const)',
    replacement: 'for (const step of [1] as const)',
  },
];
