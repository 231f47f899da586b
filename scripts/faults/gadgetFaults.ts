import type { Fault } from './fault.js';

/** In gadgets and learning: training, and the pairs that a log gives to it. */
export const gadgetFaults: readonly Fault[] = [
  {
    id: 'adam-without-correction',
    file: 'adam.ts',
    text: 'const correction = 1 / (1 - BETA2 ** step);',
    replacement: 'const correction = 1 + 0 * step;',
  },
  {
    id: 'noise-of-pairs-shared',
    file: 'batchLoss.ts',
    text: "gradient, rng.fork('noise', i)",
    replacement: "gradient, rng.fork('noise', 0)",
  },
  {
    id: 'prior-gradient-dropped',
    file: 'batchLoss.ts',
    text: 'priorGradient[z] += share * gradient.prior[z]',
    replacement: 'priorGradient[z] += 0 * gradient.prior[z]',
  },
  {
    id: 'pairs-of-one-stream',
    file: 'trainingPair.ts',
    text: "source(rng.fork('pair', i))",
    replacement: "source(rng.fork('pair', 0))",
  },
  {
    id: 'training-gives-last-weights',
    file: 'trainGadget.ts',
    text: 'weights: state.bestWeights,',
    replacement: 'weights: state.weights,',
  },
  {
    id: 'training-step-of-one-stream',
    file: 'trainGadget.ts',
    text: "rng.fork('step', step)",
    replacement: "rng.fork('step', 1)",
  },
  {
    id: 'training-patience-off-by-one',
    file: 'trainGadget.ts',
    text: 'state.sinceBest >= settings.patience',
    replacement: 'state.sinceBest > settings.patience',
  },
  {
    id: 'recent-results-first-forgotten',
    file: 'rememberRecent.ts',
    text: 'if (known !== undefined) results.delete(key);',
    replacement: 'if (known !== undefined) {}',
  },
  {
    id: 'learned-pairs-not-weighted',
    file: 'pairSource.ts',
    text: '({ weight }) => weight',
    replacement: '({ weight }) => weight / weight',
  },
  {
    id: 'learned-pairs-of-given-exchanged',
    file: 'pairSource.ts',
    text: 'observed: places[sparse.x]',
    replacement: 'observed: places[0]',
  },
  {
    id: 'reachable-without-target',
    file: 'learning/reachableStates.ts',
    text: 'rows.add(row);',
    replacement: 'rows.delete(-1);',
  },
  {
    id: 'learned-decisions-visited',
    file: 'gadgetTraining.ts',
    text: "which === 'visited'",
    replacement: 'which.length > 0',
  },
];
