import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createEnv } from '../../../envs/registry.js';
import { tabularEnv } from '../../../envs/tabularEnv.js';
import { createPolicy } from '../../../policies/registry.js';
import { DataError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { hiddenPaths } from '../../../src/counterfactual/hidden/hiddenPaths.js';
import type { HiddenModel } from '../../../src/counterfactual/hidden/hiddenModel.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { enumeratePaths } from '../../support/hiddenRuns.js';
import { shownProblem } from '../../support/shownProblem.js';

/**
 * A weather that is dry or wet, behind a sky that is clear or clouded, as a model: state = 2 weather + sky. The weather
 * stays with .7; the sky is clear with .9 on dry days, with .2 on wet ones. A third thing to see is the end.
 */
const sky = tabularEnv({
  name: 'sky',
  parameters: {},
  stateLabels: ['dry, clear', 'dry, clouded', 'wet, clear', 'wet, clouded', 'over', 'over, wet'],
  actionLabels: ['wait', 'leave'],
  outcomes: [
    { name: 'on', reward: 0 },
    { name: 'over', reward: 1 },
  ],
  ends: [
    [4, 1],
    [5, 1],
  ],
  initial: [
    [0, 0.5 * 0.9],
    [1, 0.5 * 0.1],
    [2, 0.5 * 0.2],
    [3, 0.5 * 0.8],
  ],
  next(s, a) {
    const dry = s < 2 ? 0.7 : 0.3;
    if (a === 1) return s < 2 ? [[4, 1]] : [[5, 1]];
    return [
      [0, dry * 0.9],
      [1, dry * 0.1],
      [2, (1 - dry) * 0.2],
      [3, (1 - dry) * 0.8],
    ];
  },
  observations: ['clear', 'clouded', 'clear', 'clouded', 'over', 'over'],
});
const model: HiddenModel = { mdp: sky.exactModel!(), abstraction: abstractionBetween(sky, 'full', 'observed') };
const [CLEAR, CLOUDED, OVER] = [0, 1, 2];

/** A log of one episode that shows these states, and waits. */
function seen(states: readonly number[], { action = () => 0 }: { action?: (t: number) => number } = {}): Trajectories {
  const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
  states.slice(1).forEach((next, t) => {
    builder.step(states[t], action(t), 0, next);
  });
  builder.endEpisode(states.at(-1) === OVER);
  return builder.finish();
}

describe('hiddenPaths', () => {
  test('is the smoothing of a hidden Markov model, worked out by hand', () => {
    const { states, probability } = hiddenPaths(seen([CLEAR, CLOUDED, CLOUDED]), model)(0);
    expect(states.map((each) => [...each])).toEqual([
      [0, 2],
      [1, 3],
      [1, 3],
    ]);
    // Weights of (weather at 0, 1, 2): start and transitions times emissions.
    const [clear, clouded] = [
      [0.9, 0.2],
      [0.1, 0.8],
    ];
    const weights: number[] = [];
    for (const u of [0, 1])
      for (const v of [0, 1])
        for (const w of [0, 1])
          weights.push(0.5 * clear[u] * (u === v ? 0.7 : 0.3) * clouded[v] * (v === w ? 0.7 : 0.3) * clouded[w]);
    const total = weights.reduce((sum, one) => sum + one, 0);
    // Dry at each time: weights are numbered by the three bits, the first the most significant.
    const dry = [4, 2, 1].map(
      (bit) => weights.filter((_, i) => (i & bit) === 0).reduce((sum, one) => sum + one, 0) / total,
    );
    expect(probability.map((p) => p[0])).toBeAllClose(dry, { rtol: 1e-12 });
    // By messages: β_1 is .1 · .31 and .8 · .59, so β_0 is .1633 and .3397.
    expect(probability[0][0]).toBeAllClose((0.9 * 0.1633) / (0.9 * 0.1633 + 0.2 * 0.3397), { rtol: 1e-12 });
  });

  test.prop([shownProblem, fc.boolean()], { numRuns: 100 })(
    'gives each path the probability that enumeration gives it, and sums to one',
    ({ mdp, abstraction, behaviour: acted, log }, known) => {
      const behaviour = known ? acted : undefined;
      const paths = hiddenPaths(log, { mdp, abstraction, ...(behaviour && { behaviour }) });
      for (let e = 0; e < log.nEpisodes; e++) {
        const { states, probability, moves } = paths(e);
        for (const each of probability) expect(each.reduce((sum, p) => sum + p, 0)).toBeAllClose(1, { atol: 1e-12 });
        moves.forEach((step, t) => {
          for (let i = 0; i < states[t].length; i++) {
            const onward = step.filter(({ from }) => from === i).reduce((sum, move) => sum + move.probability, 0);
            if (probability[t][i] > 0) expect(onward).toBeAllClose(1, { atol: 1e-12 });
          }
        });
        for (const path of enumeratePaths({ log, mdp, shown: abstraction.map, behaviour }, e)) {
          let found = probability[0][states[0].indexOf(path.states[0])];
          moves.forEach((step, t) => {
            const [from, to] = [states[t].indexOf(path.states[t]), states[t + 1].indexOf(path.states[t + 1])];
            found *= step.find((move) => move.from === from && move.to === to)?.probability ?? 0;
          });
          expect(found).toBeAllClose(path.probability, { atol: 1e-12 });
        }
      }
    },
  );

  test('holds over an episode whose probability is below every number', () => {
    const long = Array.from({ length: 5001 }, (_, t) => (t % 3 === 0 ? CLOUDED : CLEAR));
    const { probability } = hiddenPaths(seen(long), model)(0);
    // Far from both ends every third day is alike.
    expect(probability[2400]).toBeAllClose(probability[2403], { rtol: 1e-12 });
    expect(probability.every(([p, q]) => Math.abs(p + q - 1) < 1e-9)).toBe(true);
  });

  test('weighs what who acted saw', () => {
    // Only on wet days one leaves.
    const behaviour = { nStates: 6, nActions: 2, probability: Float64Array.of(1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0) };
    const log = seen([CLEAR, OVER], { action: () => 1 });
    expect(hiddenPaths(log, model)(0).probability[0]).toBeAllClose([0.9 / 1.1, 0.2 / 1.1], { rtol: 1e-12 });
    expect([...hiddenPaths(log, { ...model, behaviour })(0).probability[0]]).toEqual([0, 1]);
  });

  test('goes by the flag of a log that shows ends among the states of their variables', () => {
    const env = createEnv('sepsis');
    const mdp = env.exactModel!();
    const behaviour = createPolicy('physician', mdp);
    const whole = simulate(createRng(3), env, behaviour, { episodes: 40, horizon: 20 });
    const abstraction = abstractionBetween(env, 'full', 'projected');
    const at = (absorption: 'direct' | 'published'): Trajectories =>
      projectTrajectories(whole, env, 'projected', absorption);
    const [direct, published] = [hiddenPaths(at('direct'), { mdp, abstraction, behaviour }), at('published')];
    const inFlag = hiddenPaths(published, { mdp, abstraction, behaviour });
    const refined = projectTrajectories(whole, env, 'full');
    for (let e = 0; e < whole.nEpisodes; e++) {
      const { states, probability } = inFlag(e);
      const last = states.at(-1)!;
      const ended = published.terminated[e];
      expect(last.every((x) => mdp.terminal[x] === ended)).toBe(true);
      // The state that it was is among them.
      expect(last).toContain(refined.nextState[refined.episodeStart[e + 1] - 1]);
      // What is known of an end by its variables is more than that it was one.
      expect(last.length).toBeLessThanOrEqual(direct(e).states.at(-1)!.length);
      expect(probability.at(-1)!.reduce((sum, p) => sum + p, 0)).toBeAllClose(1, { atol: 1e-12 });
    }
  });

  test('refuses episodes that nothing hidden allows, naming the step', () => {
    const wetOnly = { ...model.mdp, initial: Float64Array.of(0, 0, 0, 1, 0, 0) };
    expect(() => hiddenPaths(seen([CLEAR, CLEAR]), { ...model, mdp: wetOnly })(0)).toThrow(
      new DataError(
        'counterfactual: every episode must be possible in the model, whatever is hidden, but episode 0 begins in state 0 (clear), behind which no run of the model begins - give the model a start there, or leave the episode out',
      ),
    );
    const over = seen([CLEAR, CLOUDED, OVER]);
    expect(() => hiddenPaths(over, model)(0)).toThrow(
      /episode 0, t = 1 goes from state 1 \(clouded\) by action wait to state 2 \(over\), which none of the 2 states of the model that it may have been in allows/,
    );
    const waiting = { nStates: 3, nActions: 2, probability: Float64Array.of(1, 0, 1, 0, 1, 0) };
    const left = seen([CLEAR, CLEAR, OVER], { action: (t) => t });
    expect(() => hiddenPaths(left, { ...model, behaviour: waiting })(0)).toThrow(
      /episode 0, t = 1 takes action leave in state 0 \(clear\), which the behaviour does in none of the 2 states/,
    );
  });
});
