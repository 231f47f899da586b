import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { decisionPairs } from '../../../src/counterfactual/effects/decisionPairs.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  anyPolicy(mdp).chain((behaviour) =>
    fc.record({ mdp: fc.constant(mdp), target: anyPolicy(mdp), log: logOf(mdp, behaviour, { maxEpisodes: 6 }) }),
  ),
);

describe('decisionPairs', () => {
  test.prop([problem])(
    'are those of all steps, each once, in order, weighted by the target',
    ({ mdp, target, log }) => {
      const weights = new Map<string, number>();
      for (let i = 0; i < log.state.length; i++) {
        const taken = log.state[i] * mdp.nActions + log.action[i];
        for (let a = 0; a < mdp.nActions; a++) {
          const row = log.state[i] * mdp.nActions + a;
          if (target.probability[row] === 0 || row === taken) continue;
          const key = `${taken} to ${log.nextState[i]} against ${row}`;
          weights.set(key, (weights.get(key) ?? 0) + target.probability[row]);
        }
      }
      const found = decisionPairs(log, mdp, target);
      const named = found.map(
        ({ observedRow, observed, targetRow }) =>
          `${observedRow} to ${mdp.nextState[mdp.rowStart[observedRow] + observed]} against ${targetRow}`,
      );
      expect(named).toEqual([...weights.keys()]);
      expect(found.map(({ weight }) => weight)).toBeAllClose([...weights.values()]);
    },
  );
});
