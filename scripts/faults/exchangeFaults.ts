import type { Fault } from './fault.js';

/** States from features, and models from and for other programs. */
export const exchangeFaults: readonly Fault[] = [
  {
    id: 'states-first-of-ties-dropped',
    file: 'nearestCentre.ts',
    text: '|| (sum === least && c < nearest)',
    replacement: '',
  },
  {
    id: 'states-log-not-taken',
    file: 'zScores.ts',
    text: '((log ? Math.log(value) : value) - mean) / scale',
    replacement: '(value - mean) / scale',
  },
  {
    id: 'states-missing-is-zero',
    file: 'zScores.ts',
    text: 'Number.isNaN(value) ? 0 :',
    replacement: 'Number.isNaN(value) ? -mean / scale :',
  },
  {
    id: 'states-spread-evenly',
    file: 'spreadCentres.ts',
    text: 'if (c === 0 || to < distance[i]) distance[i] = to;',
    replacement: '',
  },
  {
    id: 'states-batch-rate-fixed',
    file: 'miniBatch.ts',
    text: '1 / ++seen[nearest[b]]',
    replacement: '1 / (1 + Math.min(1, ++seen[nearest[b]]))',
  },
  {
    id: 'states-empty-cluster-kept',
    file: 'lloyd.ts',
    text: 'fillEmpty(points, centres, nearest, size, d);',
    replacement: 'for (const c of nearest) size[c]++;',
  },
  {
    id: 'states-space-without-centres',
    file: 'featureStates.ts',
    text: '    centres,\n    ends ?',
    replacement: '    ends ?',
  },
  {
    id: 'arrays-axes-exchanged',
    file: 'denseModel.ts',
    text: '(a * nStates + s) * nStates',
    replacement: '(s * nStates + a) * nStates',
  },
  {
    id: 'arrays-reward-of-impossible',
    file: 'arraysFromMdp.ts',
    text: 'rewards[row * nStates + nextState[k]] = reward[k]',
    replacement: 'rewards[row * nStates + nextState[k]] = probability[k]',
  },
  {
    id: 'arrays-ends-without-last',
    file: 'endsOf.ts',
    text: "if (typeof next === 'number' && next !== s && only[next] === next) terminal[s] = 1;",
    replacement: '',
  },
  {
    id: 'gym-end-goes-on',
    file: 'gymEnds.ts',
    text: 'if (!terminated[i]) visit(next[i])',
    replacement: 'visit(next[i])',
  },
  {
    id: 'gym-end-pays',
    file: 'gymFromMdp.ts',
    text: '[[1, s, 0, true]]',
    replacement: '[[1, s, 1, true]]',
  },
  {
    id: 'gym-initial-forgotten',
    file: 'gymEnds.ts',
    text: '|| (initial?.[s] ?? 0) > 0',
    replacement: '',
  },
  {
    id: 'prism-state-rewards-dropped',
    file: 'prismRewards.ts',
    text: 'ofState[s] + own[i]',
    replacement: 'own[i]',
  },
  {
    id: 'prism-start-not-drawn',
    file: 'drawnStart.ts',
    text: 'initial[nextState[k]] = probability[k]',
    replacement: 'initial[nextState[k]] = 1 / (entries - first)',
  },
  {
    id: 'prism-choices-of-ends-uncounted',
    file: 'prismFromMdp.ts',
    text: 'choices += choice;',
    replacement: 'if (mdp.terminal[s] === 0) choices += choice;',
  },
];
