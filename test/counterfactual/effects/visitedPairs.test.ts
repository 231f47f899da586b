import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { visitedPairs } from '../../../src/counterfactual/effects/visitedPairs.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { subset } from '../../../src/trajectories/subset.js';
import { type RunsProblem, counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
  anyPolicy(mdp).chain((behaviour) =>
    fc.record({
      mdp: fc.constant(mdp),
      target: anyPolicy(mdp),
      log: logOf(mdp, behaviour, { maxEpisodes: 4, horizon: 4 }),
      mechanism: fc.constantFrom(completeMechanism(gumbelMax()), completeMechanism(inverseCdf())),
    }),
  ),
);

/** Expected times that the pair is met, by the names of its parts, from all counterfactual runs of the log. */
function enumerated(asked: RunsProblem): Map<string, number> {
  const { log, mdp } = asked;
  const weights = new Map<string, number>();
  for (let e = 0; e < log.nEpisodes; e++)
    counterfactualRuns(asked, e, ({ observed, state, action, probability }) => {
      if (observed === undefined) return;
      const [row, other] = [log.state[observed] * mdp.nActions + log.action[observed], state * mdp.nActions + action];
      if (row === other) return;
      const key = `${row} to ${log.nextState[observed]} against ${other}`;
      weights.set(key, (weights.get(key) ?? 0) + probability);
    });
  return weights;
}

function byName(mdp: Mdp, pairs: ReturnType<typeof visitedPairs>): Map<string, number> {
  return new Map(
    pairs.map(({ observedRow, observed, targetRow, weight }) => [
      `${observedRow} to ${mdp.nextState[mdp.rowStart[observedRow] + observed]} against ${targetRow}`,
      weight,
    ]),
  );
}

describe('visitedPairs', () => {
  test.prop([problem])('are those of all counterfactual runs, as often', ({ mdp, target, log, mechanism }) => {
    const found = visitedPairs(log, mdp, target, mechanism);
    const expected = enumerated({ log, mdp, target, mechanism, horizon: 4, discount: 1 });
    const named = byName(mdp, found);
    expect(named.size).toBe(found.length);
    expect([...named.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [key, weight] of expected) expect(named.get(key)).toBeAllClose(weight, { atol: 1e-11 });
  });

  test.prop([problem])('of a log are those of its episodes together', ({ mdp, target, log, mechanism }) => {
    const sums = new Map<string, number>();
    for (let e = 0; e < log.nEpisodes; e++)
      for (const [key, weight] of byName(mdp, visitedPairs(subset(log, [e]), mdp, target, mechanism)))
        sums.set(key, (sums.get(key) ?? 0) + weight);
    const whole = byName(mdp, visitedPairs(log, mdp, target, mechanism));
    expect([...whole.keys()]).toEqual([...sums.keys()]);
    expect([...whole.values()]).toBeAllClose([...sums.values()], { atol: 1e-11 });
  });

  test.prop([problem])('are the same for a log that says nothing of its horizon', ({ mdp, target, log, mechanism }) => {
    const bare: Trajectories = { ...log, source: {} };
    expect(visitedPairs(bare, mdp, target, mechanism, { horizon: 9 })).toEqual(
      visitedPairs(log, mdp, target, mechanism),
    );
  });
});
