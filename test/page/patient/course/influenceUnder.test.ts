import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { influence } from '../../../../src/counterfactual/explain/influence.js';
import { influenceUnder } from '../../../../src/page/patient/course/influenceUnder.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../../src/mechanisms/fixed/gumbelMax.js';
import type { Report } from '../../../../src/report/report.js';
import { simulate } from '../../../../src/trajectories/simulate/simulate.js';
import { createEnv } from '../../../../envs/registry.js';
import { uniform } from '../../../../policies/uniform.js';

describe('influenceUnder', () => {
  const mdp = createEnv('chain').exactModel!();
  const policy = uniform(3, 2);
  const log = simulate(createRng(1), mdp, policy, { episodes: 5, horizon: 6 });
  const mechanism = completeMechanism(gumbelMax());
  const report = { log, mdp, about: { horizon: 6 }, policies: [{ policy }] } as unknown as Report;

  it('is that of the library for the policy from the start', () => {
    const ofAll = influence(log, mdp, policy, mechanism, { horizon: 6 });
    for (const patient of [0, 3])
      expect(influenceUnder(report, mechanism, { policy: 0, patient, takeOver: 0, edits: {} })).toBeAllClose(
        ofAll(patient),
      );
  });

  it('is of what the model gave no other chance of, while all is done as it was', () => {
    const length = log.episodeStart[1];
    const asWas = influenceUnder(report, mechanism, { policy: 0, patient: 0, takeOver: length, edits: {} });
    const chance = Array.from({ length }, (_, t) => {
      const row = log.state[t] * 2 + log.action[t];
      const entry = mdp.nextState.subarray(mdp.rowStart[row], mdp.rowStart[row + 1]).indexOf(log.nextState[t]);
      return 1 - mdp.probability[mdp.rowStart[row] + entry];
    });
    expect(asWas).toBeAllClose(chance);
  });

  it('goes by the actions that are set', () => {
    const edits = { 0: 1 - log.action[0] };
    const view = { policy: 0, patient: 0, takeOver: log.episodeStart[1] };
    const [edited] = influenceUnder(report, mechanism, { ...view, edits });
    const [asWas] = influenceUnder(report, mechanism, { ...view, edits: {} });
    expect(edited).not.toBe(asWas);
  });
});
