import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createPolicy } from '../../../policies/registry.js';
import { evaluateInThreads } from '../../../src/cli/evaluate/evaluateInThreads.js';
import { resolveMechanism } from '../../../src/cli/input/resolveMechanism.js';
import { createRng } from '../../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { entryScore } from '../../../src/counterfactual/effects/entryScore.js';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { untrainedGadget } from '../../../src/gadgets/gadgetModel.js';
import { writeGadget } from '../../../src/files/index.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { adviceFor, grid, logOf, modelOf } from '../options/prepared.js';
import { drawnMechanism } from '../options/written.js';
import { threadsAsked } from '../threads/inThisThread.js';

const folder = emptyFolder();
const env = grid();
const log = logOf(env, 60, 8);
const mdp = modelOf(log, env);
const target = createPolicy('uniform', mdp);
const setting = { context: { score: entryScore(mdp) }, draws: 200, seed: 3 };
const ignored = (): void => undefined;

const overTime = {
  ...{ horizon: 8, nStates: mdp.nStates, nActions: mdp.nActions },
  probability: Float64Array.from({ length: 8 * mdp.nStates }, (_, i) => i % 3).reduce<number[]>(
    (rows, a) => [...rows, ...[0, 1, 2, 3].map((b) => (a === b ? 0.7 : 0.1))],
    [],
  ),
};
const actors = {
  policy: target,
  'policy over time': { ...overTime, probability: Float64Array.from(overTime.probability) },
  advice: { advice: adviceFor(mdp), clinician: target },
};

writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
const outcomes = Uint32Array.from({ length: mdp.nStates }, (_, s) => s);
const gadget = untrainedGadget(createRng(1), gadgetSpec('gadget-2', { outcomes, nClusters: 2 }));
await writeGadget(join(folder, 'gadget.json'), gadget);
const mechanisms = ['gumbel-max', 'reward-cdf', 'independent', join(folder, 'drawn.mjs'), join(folder, 'gadget.json')];

async function evaluated(
  spec: string,
  acting: (typeof actors)[keyof typeof actors],
  threads: { readonly most: number; readonly atOnce: boolean },
  progress = ignored as (done: number, total: number) => void,
) {
  const mechanism = await resolveMechanism(spec, setting);
  const options = { discount: 0.9 };
  return {
    alone: evaluateCounterfactual(log, mdp, acting, mechanism, options),
    shared: await evaluateInThreads(
      { log, mdp, acting, mechanism, named: { spec, setting }, options },
      threads,
      progress,
    ),
  };
}

describe('evaluateInThreads', () => {
  it.each(mechanisms.map((spec) => [spec.replace(/.*\//, ''), spec]))(
    'gives the bits of one thread, %s',
    async (_, spec) => {
      for (const most of [1, 3]) {
        const { alone, shared } = await evaluated(spec, target, { most, atOnce: true });
        expect(shared).toEqual(alone);
        if (most > 1) expect(threadsAsked.at(-1)).toBe(most);
      }
    },
  );

  it.each(Object.entries(actors))('gives them whoever acts: %s', async (_, acting) => {
    const { alone, shared } = await evaluated('gumbel-max', acting, { most: 3, atOnce: true });
    expect(shared).toEqual(alone);
  });

  it('throws what one thread would', async () => {
    const spec = join(folder, 'drawn.mjs');
    // Too few for outcomes that are rare.
    const few = { ...setting, draws: 20 };
    const mechanism = await resolveMechanism(spec, few);
    const message = /some of the 20 draws must give the observed outcome/;
    let alone = '';
    try {
      evaluateCounterfactual(log, mdp, target, mechanism);
    } catch (error) {
      alone = (error as Error).message;
    }
    expect(alone).toMatch(message);
    for (const most of [2, 3]) {
      const problem = { log, mdp, acting: target, mechanism, named: { spec, setting: few }, options: {} };
      await expect(evaluateInThreads(problem, { most, atOnce: true }, ignored)).rejects.toThrow(alone);
    }
  });

  it('begins in one, and starts others when a second has gone and more than that is left', async () => {
    const seen: number[] = [];
    let [now, pools] = [0, threadsAsked.length];
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 600));
    const { alone, shared } = await evaluated('gumbel-max', target, { most: 2, atOnce: false }, (done, total) =>
      seen.push(done / total),
    ).finally(() => {
      clock.mockRestore();
    });
    expect(shared).toEqual(alone);
    expect(threadsAsked.slice(pools)).toEqual([2]);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));

    pools = threadsAsked.length;
    expect((await evaluated('gumbel-max', target, { most: 2, atOnce: false })).shared).toEqual(alone);
    expect(threadsAsked.length).toBe(pools);
  });
});
