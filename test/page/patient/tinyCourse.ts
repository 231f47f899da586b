import type { WhatIf } from '../../../src/counterfactual/explain/whatIf.js';
import type { CourseReport } from '../../../src/page/patient/course/courseReport.js';

/**
 * One patient by hand. States: 0 pulse low, 1 pulse high, 2 dead, 3 well; action 1 gives the drug. The log: low, high,
 * low, then death, with the drug at the first and the last step. Horizon 4.
 */
export const tinyReport: CourseReport = {
  log: {
    nEpisodes: 1,
    nStates: 4,
    nActions: 2,
    episodeStart: Uint32Array.of(0, 3),
    state: Int32Array.of(0, 1, 0),
    action: Int32Array.of(1, 0, 1),
    reward: Float64Array.of(0, 0, -1),
    nextState: Int32Array.of(1, 0, 2),
    terminated: Uint8Array.of(1),
    episodeId: ['Ann'],
    source: {},
  },
  mdp: {
    nStates: 4,
    nActions: 2,
    rowStart: new Uint32Array(9),
    nextState: new Uint32Array(0),
    probability: new Float64Array(0),
    reward: new Float64Array(0),
    initial: Float64Array.of(1, 0, 0, 0),
    terminal: Uint8Array.of(0, 0, 1, 1),
    outcomes: [
      { name: 'alive', reward: 0 },
      { name: 'death', reward: -1 },
      { name: 'discharge', reward: 1 },
    ],
    outcome: Uint8Array.of(0, 0, 1, 2),
    actionParts: [{ name: 'drug', on: [0, 1] }],
    variables: [{ name: 'pulse', levels: ['low', 'high'], normal: 0, level: [0, 1, null, null] }],
    source: {},
  },
  words: {
    noun: { one: 'patient', many: 'patients' },
    states: ['pulse low', 'pulse high', 'dead', 'well'],
    actions: ['nothing', 'the drug'],
    outcomes: [
      { was: 'was still in care', share: 'in care', tone: 'going' },
      { was: 'died', share: 'dead', tone: 'bad' },
      { was: 'was discharged', share: 'discharged', tone: 'good' },
    ],
  },
  observedOnly: [{ name: 'sugar', levels: ['low', 'normal'], normal: 1, level: Uint8Array.of(0, 255, 1, 0) }],
};

/** Its course by hand: half of the runs end well after a step, a quarter badly after two. */
export const tinyCourse: WhatIf = {
  horizon: 4,
  marginals: Float64Array.of(
    ...[1, 0, 0, 0],
    ...[0.25, 0.25, 0, 0.5],
    ...[0.25, 0, 0.25, 0.5],
    ...[0, 0.25, 0.25, 0.5],
    ...[0, 0, 0.25, 0.75],
  ),
  actionProbability: Float64Array.of(...[0.125, 0.875], ...[0.5, 0], ...[0.25, 0], ...[0, 0.25]),
  outcomeProbability: Float64Array.of(0, 0.25, 0.75),
  expectedReturn: 0.5,
  returnVariance: 0.75,
};
