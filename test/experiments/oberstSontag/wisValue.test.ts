import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { type Learned, learnSetting } from '../../../src/experiments/oberstSontag/learnSetting.js';
import { oberstSontagSpecification as specification } from '../../../src/experiments/oberstSontag/oberstSontagSpecification.js';
import { wisValue } from '../../../src/experiments/oberstSontag/wisValue.js';
import type { Absorption } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { deterministicPolicy } from '../../../src/mdp/optimise/policyIteration.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

const env = createEnv('sepsis');

/** Index of an observed state without treatment. */
const observed = (hr: number, sysbp: number, o2: number, glucose: number): number =>
  (((hr * 3 + sysbp) * 2 + o2) * 5 + glucose) * 8;

const alive = observed(1, 1, 1, 4);
const dying = observed(0, 1, 1, 4);
const dead = observed(0, 0, 1, 4);
// Other patients live in the projected state that this one died in.
const shared = observed(0, 0, 1, 2);

/**
 * Four runs from the same start: to discharge by action 0; by action 1 to death; two by action 0 to `shared`, where
 * they go on by actions 0 and 1 and are cut short.
 */
const log: Trajectories = {
  nEpisodes: 4,
  nStates: 720,
  nActions: 8,
  episodeStart: Uint32Array.of(0, 1, 3, 5, 7),
  state: Int32Array.of(alive, alive, dying, alive, shared, alive, shared),
  action: Int32Array.of(0, 1, 0, 0, 0, 0, 1),
  reward: Float64Array.of(1, 0, -1, 0, 0, 0, 0),
  nextState: Int32Array.of(observed(1, 1, 1, 2), dying, dead, shared, alive, shared, alive),
  terminated: Uint8Array.of(1, 1, 0, 0),
  source: { env: 'sepsis', parameters: env.parameters, space: 'observed', horizon: 20 },
};

const learned = (absorption: Absorption): Learned =>
  learnSetting(log, env, { space: 'projected', absorption }, specification);

/** One action everywhere. */
const always = (action: number): Policy =>
  deterministicPolicy({ nStates: 146, nActions: 8, source: { space: 'projected' } }, new Uint8Array(146).fill(action));

// Runs 1 and 3 agree with action 0, with returns 1 and 0.
describe('wisValue', () => {
  it('direct: weighs by the real counts', () => {
    // P(0 | start) = 3/4, P(0 | shared) = 1/2: weights 4/3 and 8/3.
    expect(wisValue(learned('direct'), always(0))).toBeAllClose(1 / 3);
  });

  it('published: the added counts are part of the behaviour', () => {
    // The death adds one count of each action to `shared`, where it ended: P(0 | shared) = 2/10. The discharge adds one
    // of each to the projected state of the start, which is its own: P(0 | start) = 4/12. Weights 3 and 3 · 5.
    expect(wisValue(learned('published'), always(0))).toBeAllClose(1 / 6);
  });

  it('has no estimate where no run agrees with the target', () => {
    expect(wisValue(learned('direct'), always(7))).toBeNull();
  });
});
