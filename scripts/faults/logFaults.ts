import type { Fault } from './fault.js';

/** In trajectories: drawing, projecting and summing up logs. */
export const logFaults: readonly Fault[] = [
  {
    id: 'return-discount-dropped',
    file: 'episodeReturns.ts',
    text: 'reward[i] + discount * returns[e]',
    replacement: 'reward[i] + returns[e]',
  },
  {
    id: 'episodes-share-stream',
    file: 'runMoves.ts',
    text: 'const stream = streamOf(firstEpisode + e);',
    replacement: 'const stream = streamOf(firstEpisode);',
  },
  {
    id: 'pieces-share-streams',
    file: 'runTables.ts',
    text: 'streamOf(firstEpisode + e, words);',
    replacement: 'streamOf(e, words);',
  },
  {
    id: 'propensity-of-first-action',
    file: 'runMoves.ts',
    text: 'propensity[at] = probability[row + a]',
    replacement: 'propensity[at] = probability[row]',
  },
  {
    id: 'cut-at-horizon-counted',
    file: 'censoredEpisodes.ts',
    text: 'episodeStart[e] < horizon',
    replacement: 'episodeStart[e] <= horizon',
  },
  {
    id: 'outcome-of-first-reward',
    file: 'observedOutcomes.ts',
    text: 'index > 0 && outcome.reward === reward[last]',
    replacement: 'index > 0',
  },
  {
    id: 'names-of-ends-not-moved',
    file: 'alignNames.ts',
    text: '...(states && log.source.ends && { ends: states.ends(log.source.ends) }),',
    replacement: '',
  },
  {
    id: 'vectors-not-renumbered',
    file: 'alignNames.ts',
    text: '...(actions && log.propensities && { propensities: actions.rows(log.propensities) }),',
    replacement: '',
  },
  {
    id: 'subset-vectors-misplaced',
    file: 'subset.ts',
    text: 'into.set(column.subarray(first, end), start[e] * width)',
    replacement: 'into.set(column.subarray(first, end), start[e])',
  },
];
