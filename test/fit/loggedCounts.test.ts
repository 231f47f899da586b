import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loggedCounts } from '../../src/fit/loggedCounts.js';
import { countTransitions } from '../../src/fit/transitionCounts.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import { anyPolicy, logOf, smallMdp } from '../support/generators.js';
import { logOfRuns } from './worst/logOfRuns.js';

const logs = smallMdp().chain((mdp) => anyPolicy(mdp).chain((policy) => logOf(mdp, policy, { maxEpisodes: 20 })));
const added = fc.record({
  prior: fc.option(
    fc.record({
      concentration: fc.constantFrom(0.1, 1, 7),
      support: fc.constantFrom('row' as const, 'state' as const, 'all' as const),
    }),
    { nil: undefined },
  ),
  worst: fc.option(fc.record({ cases: fc.constantFrom(0.5, 1, 3), horizon: fc.constant(4) }), { nil: undefined }),
});

describe('loggedCounts', () => {
  test.prop([logs, added])('gives back the counts of the log, whatever was mixed in', (log, { prior, worst }) => {
    // What entering a state pays must be told where a prior leads there.
    const rewards = new Map(Array.from({ length: log.nStates }, (_, s) => [s, 2]));
    const { mdp } = fit(log, undefined, { rewards, ...(prior && { prior }), ...(worst && { worst }) });
    const { rewardSum, ...counts } = loggedCounts(mdp);
    const { rewardSum: expectedSum, ...expected } = countTransitions(log, log.nStates, log.nActions);
    expect({ ...counts, nStates: log.nStates }).toEqual(expected);
    expect(rewardSum).toBeAllClose(expectedSum, { rtol: 1e-9, atol: 1e-9 });
  });

  const { mdp } = fit(
    logOfRuns(2, 1, [
      [[0, 0, 1, 1]],
      [[0, 0, 1, 1]],
      [
        [0, 0, 0, 0],
        [0, 0, 1, 1],
      ],
    ]),
    undefined,
  );

  it.each<[string, Partial<Mdp>, RegExp]>([
    ['an exact model', { visits: undefined as never }, /must hold its logged cases \(visits\), got none - fit it/],
    ['counts that absorption added', { source: { absorption: 'published' } }, /got absorption published, which adds/],
    [
      'a prior that was another model',
      { source: { prior: { concentration: 3, mean: 'model' } } },
      /got 3 pseudo-counts a pair of another model, which is not in the file - fit it without a prior/,
    ],
    [
      'rounded probabilities',
      { probability: Float64Array.of(0.26, 0.74, 1) },
      /must be shares of its logged cases, got 1\.04 cases of a transition from state 0 by action 0 - fit/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => loggedCounts({ ...mdp, ...change })).toThrow(message);
  });
});
