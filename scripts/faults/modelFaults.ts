import type { Fault } from './fault.js';

/** In mdp and fit: models made of counts, their values and what is not known of them. */
export const modelFaults: readonly Fault[] = [
  {
    id: 'initial-by-steps',
    file: 'fit.ts',
    text: 'starts.map((n) => n / nEpisodes)',
    replacement: 'starts.map((n) => n / logged.state.length)',
  },
  {
    id: 'worst-end-among-equals',
    file: 'fit.ts',
    text: 'other.reward > o.reward',
    replacement: 'other.reward >= o.reward',
  },
  {
    id: 'prior-total-dropped',
    file: 'rowsFromCounts.ts',
    text: 'totals[row] + prior.concentration',
    replacement: 'totals[row]',
  },
  {
    id: 'prior-of-impossible-pair',
    file: 'rowsFromCounts.ts',
    text: '} else if (!prior?.mean) {',
    replacement: '} else {',
  },
  {
    id: 'prior-beside-its-support',
    file: 'dirichletPrior.ts',
    text: "if (support === 'row')",
    replacement: "if (support === 'state')",
  },
  {
    id: 'counted-reward-by-row',
    file: 'rowsFromCounts.ts',
    text: 'counts.rewardSum[k] / counts.count[k]',
    replacement: 'counts.rewardSum[k] / totals[row]',
  },
  {
    id: 'published-reward-counted-twice',
    file: 'absorb.ts',
    text: 'columns.reward[i] -= count[i] * outcomes[from.outcome[end]].reward;',
    replacement: '',
  },
  {
    id: 'loss-bound-denominator',
    file: 'policyIteration.ts',
    text: 'bellmanResidual / (1 - discount)',
    replacement: 'bellmanResidual',
  },
  {
    id: 'hardly-seen-once',
    file: 'unseenShare.ts',
    text: 'n <= FEW_CASES',
    replacement: 'n < FEW_CASES',
  },
  {
    id: 'unseen-share-discount-dropped',
    file: 'unseenShare.ts',
    text: 'discount: endless ? NEXT_TO_ONE : discount',
    replacement: 'discount: endless ? NEXT_TO_ONE : 1',
  },
  {
    id: 'aggregate-reward-not-divided',
    file: 'mdp/aggregate.ts',
    text: 'cell.reward / cell.mass',
    replacement: 'cell.reward',
  },
];
