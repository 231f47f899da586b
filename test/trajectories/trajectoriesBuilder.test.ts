import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';
import { anyLog } from '../support/generators.js';
import { without } from './without.js';

describe('TrajectoriesBuilder', () => {
  it('collects steps and episodes', () => {
    const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: { space: 'full' } });
    builder.step(0, 1, 0.5, 1);
    builder.step(1, 0, 1, 2);
    builder.endEpisode(true);
    builder.step(2, 1, -1, 0);
    builder.endEpisode(false);
    expect(builder.finish()).toEqual({
      nEpisodes: 2,
      nStates: 3,
      nActions: 2,
      episodeStart: Uint32Array.of(0, 2, 3),
      state: Int32Array.of(0, 1, 2),
      action: Int32Array.of(1, 0, 1),
      reward: Float64Array.of(0.5, 1, -1),
      nextState: Int32Array.of(1, 2, 0),
      terminated: Uint8Array.of(1, 0),
      source: { space: 'full' },
    });
  });

  it('keeps of the propensities what it is told to, and the hidden component', () => {
    const finished = (propensities: 'taken' | 'all'): Trajectories => {
      const builder = new TrajectoriesBuilder({ nStates: 1, nActions: 2, propensities, hidden: true, source: {} });
      builder.step(0, 1, 0, 0, [0.25, 0.75]);
      builder.step(0, 0, 0, 0, [0.5, 0.5]);
      builder.endEpisode(false, 4);
      return builder.finish();
    };
    expect(finished('taken')).toMatchObject({ propensity: Float64Array.of(0.75, 0.5), hidden: Int32Array.of(4) });
    expect(finished('taken')).not.toHaveProperty('propensities');
    expect(finished('all')).toMatchObject({
      propensity: Float64Array.of(0.75, 0.5),
      propensities: Float64Array.of(0.25, 0.75, 0.5, 0.5),
    });
  });

  test.prop([anyLog({ nStates: 4, nActions: 3 })])('gives back any log', (log) => {
    const propensities = log.propensities ? 'all' : 'none';
    const builder = new TrajectoriesBuilder({ nStates: 4, nActions: 3, propensities, hidden: true, source: {} });
    for (let e = 0; e < log.nEpisodes; e++) {
      for (let i = log.episodeStart[e]; i < log.episodeStart[e + 1]; i++) {
        const chances = log.propensities?.subarray(3 * i, 3 * i + 3);
        builder.step(log.state[i], log.action[i], log.reward[i], log.nextState[i], chances);
      }
      builder.endEpisode(log.terminated[e] === 1, log.hidden?.[e]);
    }
    const taken = log.propensities && log.action.map((a, i) => 3 * i + a);
    expect(builder.finish()).toEqual({
      ...without(log, 'propensity', 'propensities', 'hidden', 'episodeId'),
      hidden: log.hidden ?? new Int32Array(log.nEpisodes),
      ...(log.propensities && { propensities: log.propensities }),
      ...(taken && { propensity: Float64Array.from(taken, (k) => log.propensities?.[k] ?? NaN) }),
    });
  });

  it('lets a fast loop write at the tail, over many chunks', () => {
    const nSteps = 50_000;
    const builder = new TrajectoriesBuilder({ nStates: nSteps, nActions: 2, propensities: 'all', source: {} });
    for (let written = 0; written < nSteps;) {
      const tail = builder.tail();
      const count = Math.min(tail.end - tail.at, nSteps - written);
      for (let k = 0; k < count; k++) {
        tail.state[tail.at + k] = written + k;
        tail.propensities?.set([written + k, 1], 2 * (tail.at + k));
      }
      builder.advance(count);
      written += count;
    }
    builder.endEpisode(false);
    const { state, action, propensity, propensities } = builder.finish();
    expect([state.length, action.length, propensity?.length, propensities?.length]).toEqual([
      nSteps,
      nSteps,
      nSteps,
      2 * nSteps,
    ]);
    expect(state.findIndex((value, i) => value !== i)).toBe(-1);
    expect(propensities?.findIndex((value, i) => value !== (i % 2 === 0 ? i / 2 : 1))).toBe(-1);
  });
});
