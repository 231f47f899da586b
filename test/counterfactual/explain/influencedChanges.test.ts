import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { observedModel } from '../../../src/counterfactual/chain/observedModel.js';
import { influencedChanges } from '../../../src/counterfactual/explain/influencedChanges.js';
import { rowInfluence } from '../../../src/counterfactual/explain/rowInfluence.js';
import { actionRows } from '../../../src/counterfactual/rows/actionRows.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { tinyModel } from '../../../src/laws/tinyModel.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { uniform } from '../../../policies/uniform.js';

const [gumbel, anew] = [gumbelMax(), independent()].map((each) => completeMechanism(each));
const mdp = tinyModel(createRng(3), { nStates: 4, nActions: 2, ends: true });
const log = simulate(createRng(4), mdp, uniform(4, 2), { episodes: 5, horizon: 4 });

describe('influencedChanges', () => {
  test.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 4 }), fc.nat({ max: 2 }), fc.nat({ max: 1 })])(
    'are those whose row what was observed moves so far, in whatever order episodes are asked for',
    (least, episode, state, action) => {
      const may = influencedChanges(log, mdp, gumbel, least);
      const rows = actionRows(mdp, gumbel, 2 ** 16);
      for (const e of [episode, 0, episode])
        observedModel(mdp, log)
          .steps(e)
          .forEach((step, t) => {
            expect(may(e, t, state, action)).toBe(rowInfluence(mdp, rows, step, state * 2 + action) >= least);
          });
    },
  );

  it('are none where the mechanism draws anew or the log has ended, unless nothing is asked for', () => {
    const after = log.episodeStart[1] - log.episodeStart[0];
    expect(influencedChanges(log, mdp, anew, 1e-9)(0, 0, 0, 1)).toBe(false);
    expect(influencedChanges(log, mdp, gumbel, 1e-9)(0, after, 0, 1)).toBe(false);
    expect(influencedChanges(log, mdp, gumbel, 0)(0, after, 0, 1)).toBe(true);
  });

  it('refuses what is no share', () => {
    expect(() => influencedChanges(log, mdp, gumbel, 1.5)).toThrow('least must be from 0 to 1, got 1.5');
    expect(() => influencedChanges(log, mdp, gumbel, NaN)).toThrow('got NaN');
  });
});
