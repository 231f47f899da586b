import type { Fault } from './fault.js';

/** In files: what is read as something else, and what is written and does not come back. */
export const fileFaults: readonly Fault[] = [
  {
    id: 'rows-in-order-of-file',
    file: 'orderSteps.ts',
    text: 'rows.sort((a, b) => t[a] - t[b] || a - b)',
    replacement: 'rows.sort((a, b) => a - b)',
  },
  {
    id: 'vectors-in-order-of-file',
    file: 'assembleTrajectories.ts',
    text: 'inOrder(propensities, propensities.length / state.length)',
    replacement: 'propensities',
  },
  {
    id: 'rewards-in-order-of-file',
    file: 'assembleTrajectories.ts',
    text: 'reward: inOrder(steps.reward)',
    replacement: 'reward: steps.reward',
  },
  {
    id: 'flags-of-row-after-lost',
    file: 'assembleTrajectories.ts',
    text: 'flags[at] | (after?.flags ?? 0)',
    replacement: 'flags[at]',
  },
  {
    id: 'scores-of-lines-not-states',
    file: 'readScores.ts',
    text: 'values[i][state] = value;',
    replacement: 'values[i][lineOf.size - 1] = value;',
  },
  {
    id: 'log-probability-is-probability',
    file: 'fields/probabilities.ts',
    text: 'Math.exp(logarithm)',
    replacement: '-logarithm',
  },
  {
    id: 'probability-of-taken-wins',
    file: 'fields/probabilities.ts',
    text: 'apart <= SUM_TOLERANCE ? value : other',
    replacement: 'value',
  },
  {
    id: 'empty-reward-is-none',
    file: 'rowRewards.ts',
    text: 'return this.#empty;',
    replacement: 'return 0;',
  },
  {
    id: 'advice-rules-of-half-lost',
    file: 'writeAdvice.ts',
    text: 'if (leavesAlone(advice, state, intended)) continue;',
    replacement:
      'if (leavesAlone(advice, state, intended) || advice.probability[adviceRow(advice, state, intended) + intended] > 0) continue;',
  },
  {
    id: 'advice-discount-lost',
    file: 'writeAdvice.ts',
    text: '...{ nStates, nActions, space, states, actions, ends, discount },',
    replacement: '...{ nStates, nActions, space, states, actions, ends },',
  },
];
