import { describe, expect, it } from 'vitest';
import { checkPropensities } from '../../../src/honest/improve/checkPropensities.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';

/** Four decisions in state 0, of which three are action 0. */
function fourRuns(chances: (action: number) => readonly number[]) {
  const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 2, propensities: 'all', source: {} });
  for (const action of [0, 0, 1, 0]) {
    builder.step(0, action, 0, 1, chances(action));
    builder.endEpisode(true);
  }
  return builder.finish();
}

const check =
  (...args: Parameters<typeof checkPropensities>) =>
  () => {
    checkPropensities(...args);
  };

describe('checkPropensities', () => {
  it('lets through what who acted may have had', () => {
    expect(check(fourRuns(() => [0.74, 0.26]))).not.toThrow();
    expect(check(fourRuns((action) => (action === 0 ? [0.9, 0.1] : [0.2, 0.8])))).not.toThrow();
  });

  it('refuses the shares of choices, rounded or not', () => {
    for (const share of [0.75, 0.75004])
      expect(check(fourRuns(() => [share, 1 - share]))).toThrow('got the shares of choices in each state of the log');
  });

  it('cannot tell where every choice is certain', () => {
    const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 2, propensities: 'all', source: {} });
    builder.step(0, 0, 0, 1, [1, 0]);
    builder.endEpisode(true);
    expect(check(builder.finish())).not.toThrow();
  });

  it('asks for the probabilities of all actions, and says why', () => {
    const { propensities, ...taken } = fourRuns(() => [0.5, 0.5]);
    const { propensity, ...bare } = taken;
    expect([propensities, propensity]).not.toContain(undefined);
    expect(check(taken)).toThrow(
      'got those of the actions taken alone - log them; estimated from the states they leave',
    );
    expect(check(bare)).toThrow('of all 2 actions at each step, as who acted had them, got none - log them');
  });
});
