import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { visitedPairs } from '../../../src/counterfactual/effects/visitedPairs.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const mechanism = completeMechanism(gumbelMax());
const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  fc
    .tuple(fc.constant(mdp), anyPolicy(mdp))
    .chain(([, behaviour]) =>
      fc.tuple(fc.constant(mdp), anyPolicy(mdp), logOf(mdp, behaviour, { maxEpisodes: 4, horizon: 3 })),
    ),
);

describe('visitedPairs', () => {
  test.prop([problem])('names observed transitions, and rows that the target can take', ([mdp, target, log]) => {
    const observed = new Set(
      Array.from(log.state, (s, i) => `${s * mdp.nActions + log.action[i]} ${log.nextState[i]}`),
    );
    for (const pair of visitedPairs(log, mdp, target, mechanism)) {
      const next = mdp.nextState[mdp.rowStart[pair.observedRow] + pair.observed];
      expect(observed).toContain(`${pair.observedRow} ${next}`);
      expect(target.probability[pair.targetRow]).toBeGreaterThan(0);
      expect(pair.targetRow).not.toBe(pair.observedRow);
      expect(pair.weight).toBeGreaterThan(0);
    }
  });

  test.prop([problem])(
    'at the first step starts where the log did: weights are the target policy there',
    ([mdp, target, log]) => {
      const first = { ...log, source: {} };
      // One step of each episode only.
      const cut = {
        ...first,
        episodeStart: Uint32Array.from({ length: log.nEpisodes + 1 }, (_, e) => e),
        state: Int32Array.from({ length: log.nEpisodes }, (_, e) => log.state[log.episodeStart[e]]),
        action: Int32Array.from({ length: log.nEpisodes }, (_, e) => log.action[log.episodeStart[e]]),
        reward: new Float64Array(log.nEpisodes),
        nextState: Int32Array.from({ length: log.nEpisodes }, (_, e) => log.nextState[log.episodeStart[e]]),
      };
      let expected = 0;
      cut.state.forEach((s, e) => (expected += 1 - target.probability[s * mdp.nActions + cut.action[e]]));
      const total = visitedPairs(cut, mdp, target, mechanism).reduce((sum, { weight }) => sum + weight, 0);
      expect(total).toBeAllClose(expected, { atol: 1e-9 });
    },
  );
});
