import type { Rng } from '../../../src/core/random/rng.js';
import type { Env } from '../../../src/mdp/env.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { StateSpace } from '../../../src/mdp/stateSpace.js';

const N_LEVELS = 6;
const N_ACTIONS = 2;
const LIVING = [1, 2, 3, 4];
const outcomes = [
  { name: 'in', reward: 0 },
  { name: 'lost', reward: -1 },
  { name: 'home', reward: 2 },
];

/**
 * A small environment with everything that a log can have. A patient has a level from 0 (home) to 5 (lost), which is
 * recorded, and is frail or not, which is hidden. Full state = 6 · frail + level. The coarse space has half the levels,
 * so that the two ends share theirs with living states, and end states 3 (lost) and 4 (home).
 */
export function wardEnv(overrides: Partial<Env> = {}): Env {
  const full = space(
    'full',
    ends(2 * N_LEVELS, (s) => s % N_LEVELS),
  );
  const seen = space(
    'seen',
    ends(N_LEVELS, (s) => s),
  );
  const coarse = space('coarse', Uint8Array.of(0, 0, 0, 1, 2));
  const withoutFrail = Uint32Array.from({ length: 2 * N_LEVELS }, (_, s) => s % N_LEVELS);
  return {
    name: 'ward',
    parameters: { beds: 4 },
    nActions: N_ACTIONS,
    actionLabel: (a) => ['wait', 'treat'][a],
    outcomes,
    spaces: [full, seen, coarse],
    abstractions: [
      { from: full, to: seen, map: withoutFrail, interior: withoutFrail },
      { from: seen, to: coarse, map: Uint32Array.of(4, 0, 1, 1, 2, 3), interior: Uint32Array.of(0, 0, 1, 1, 2, 2) },
    ],
    recorded: 'seen',
    hidden: (s) => Math.floor(s / N_LEVELS),
    restore: (recorded, hidden) => N_LEVELS * hidden + recorded,
    initial(rng: Rng) {
      const frail = rng.uniform() < 0.25 ? N_LEVELS : 0;
      return frail + LIVING[Math.floor(rng.uniform() * LIVING.length)];
    },
    step: (rng, s, a) => (rng.uniform() < riseChance(s, a) ? s + 1 : s - 1),
    reward: (_s, _a, next) => outcomes[full.outcome[next]].reward,
    exactModel: () => wardModel(full.outcome),
    ...overrides,
  };
}

/** The chance that the level goes up by one rather than down. */
export function riseChance(state: number, action: number): number {
  return 0.5 + (state >= N_LEVELS ? 0.2 : 0) - (action === 1 ? 0.25 : 0);
}

function wardModel(outcome: Uint8Array): Mdp {
  const rowStart = [0];
  const nextState: number[] = [];
  const probability: number[] = [];
  const initial = new Float64Array(outcome.length);
  for (let s = 0; s < outcome.length; s++) {
    for (let a = 0; a < N_ACTIONS; a++) {
      if (outcome[s] === 0) {
        nextState.push(s - 1, s + 1);
        probability.push(1 - riseChance(s, a), riseChance(s, a));
      }
      rowStart.push(nextState.length);
    }
    if (outcome[s] === 0) initial[s] = s < N_LEVELS ? 0.75 / 4 : 0.25 / 4;
  }
  return {
    nStates: outcome.length,
    nActions: N_ACTIONS,
    rowStart: Uint32Array.from(rowStart),
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(nextState, (next) => outcomes[outcome[next]].reward),
    initial,
    terminal: outcome.map((o) => Number(o > 0)),
    outcomes,
    outcome,
    source: { env: 'ward', parameters: { beds: 4 }, space: 'full' },
  };
}

function ends(nStates: number, level: (state: number) => number): Uint8Array {
  return Uint8Array.from({ length: nStates }, (_, s) => (level(s) === 5 ? 1 : level(s) === 0 ? 2 : 0));
}

function space(name: string, outcome: Uint8Array): StateSpace {
  return { name, nStates: outcome.length, outcome, label: String };
}
