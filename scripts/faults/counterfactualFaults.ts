import type { Fault } from './fault.js';

/** In counterfactual: rows, chains, summaries and pairs. */
export const counterfactualFaults: readonly Fault[] = [
  {
    id: 'value-score-discount-dropped',
    file: 'entryScore.ts',
    text: 'entry + discount * stateValue[s]',
    replacement: 'entry + stateValue[s]',
  },
  {
    id: 'value-score-of-other-discount',
    file: 'entryScore.ts',
    text: '{ discount, horizon: Infinity }',
    replacement: '{ discount: 0.99, horizon: Infinity }',
  },
  {
    id: 'summary-level-ignored',
    file: 'summarizeCounterfactual.ts',
    text: '{ level, replicates }),',
    replacement: '{ level: 0.95, replicates }),',
  },
  {
    id: 'summary-ties-reversed',
    file: 'summarizeCounterfactual.ts',
    text: 'ranked[b] - ranked[a] || a - b',
    replacement: 'ranked[b] - ranked[a] || b - a',
  },
  {
    id: 'summary-ties-broken',
    file: 'summarizeCounterfactual.ts',
    text: 'const ranked = tied(effect);',
    replacement: 'const ranked = effect;',
  },
  {
    id: 'summary-top-beyond-all',
    file: 'summarizeCounterfactual.ts',
    text: 'Math.max(0, n - top)',
    replacement: 'n - top',
  },
  {
    id: 'summary-table-transposed',
    file: 'summarizeCounterfactual.ts',
    text: 'outcomeTable[observedOutcome[e] * nOutcomes + o]',
    replacement: 'outcomeTable[o * nOutcomes + observedOutcome[e]]',
  },
  {
    id: 'evaluation-ends-with-log',
    file: 'followEpisodes.ts',
    text: 'table: stepsToGo(horizon, taken, mdp.nStates),',
    replacement: 'table: stepsToGo(taken, taken, mdp.nStates),',
  },
  {
    id: 'evaluation-second-moment-cross-term',
    file: 'episodeResults.ts',
    text: 'second[s] + 2 * first[s] * mean',
    replacement: 'second[s] + first[s] * mean',
  },
  {
    id: 'samples-end-with-log',
    file: 'sampleCounterfactual.ts',
    text: 'for (let t = 0; t < horizon && mdp.terminal[s] === 0; t++)',
    replacement: 'for (let t = 0; t < steps.length && mdp.terminal[s] === 0; t++)',
  },
  {
    id: 'samples-share-stream',
    file: 'sampleCounterfactual.ts',
    text: "rng.fork('counterfactual', e, d)",
    replacement: "rng.fork('counterfactual', d)",
  },
  {
    id: 'visited-pairs-policy-dropped',
    file: 'visitedPairs.ts',
    text: 'now.mass[s] * policy.probability[targetRow]',
    replacement: 'now.mass[s] * Math.ceil(policy.probability[targetRow])',
  },
  {
    id: 'visited-pairs-of-same-row',
    file: 'visitedPairs.ts',
    text: ' || targetRow === modelRow(mdp, step.row)',
    replacement: '',
  },
  {
    id: 'visited-pairs-not-summed',
    file: 'visitedPairs.ts',
    text: 'weight += weight',
    replacement: 'weight = weight',
  },
  {
    id: 'decision-pairs-not-weighted',
    file: 'decisionPairs.ts',
    text: 'pairs[known].weight += weight',
    replacement: 'pairs[known].weight += 1',
  },
  {
    id: 'bounds-discount-dropped',
    file: 'rowExtremes.ts',
    text: 'const key = sign[c] * (earned + discount * later[at + c]);',
    replacement: 'const key = sign[c] * (earned + later[at + c]);',
  },
  {
    id: 'bounds-least-is-greatest',
    file: 'counterfactualBounds.ts',
    text: '[2 * i, 2 * i + 1].map',
    replacement: '[2 * i + 1, 2 * i].map',
  },
  {
    id: 'effect-weights-dropped',
    file: 'effectVariance.ts',
    text: 'joint += pair.weight * one.joint',
    replacement: 'joint += one.joint',
  },
  {
    id: 'marginals-step-of-neighbour',
    file: 'counterfactualMarginals.ts',
    text: 'steps.at(t)',
    replacement: 'steps.at(t + 1)',
  },
  {
    id: 'correlation-denominator',
    file: 'comparisonParts.ts',
    text: 'covariance / (spread * spreadOther)',
    replacement: 'covariance / (spread * spread)',
  },
];
