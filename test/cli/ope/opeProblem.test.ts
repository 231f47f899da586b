import { describe, expect, it, vi } from 'vitest';
import { opeProblem } from '../../../src/cli/ope/opeProblem.js';
import { beginSaying } from '../../../src/cli/say.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { uniform } from '../../../policies/uniform.js';
import { createRng } from '../../../src/core/random/rng.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { wardEnv } from '../../trajectories/simulate/wardEnv.js';
import { oneStepLog } from '../../ope/diagnostics/oneStepLog.js';

async function problemOf(
  propensity: number | undefined,
  behaviour?: string,
): Promise<{ readonly problem: Awaited<ReturnType<typeof opeProblem>>; readonly said: string }> {
  // Files of tests share what was said.
  beginSaying();
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { propensity: logged, ...bare } = oneStepLog([0, 1, 1], propensity ?? 1);
  const log = propensity === undefined ? bare : { ...bare, propensity: logged! };
  const problem = await opeProblem({ log, env: undefined }, 'uniform', behaviour === undefined ? {} : { behaviour });
  const said = write.mock.calls.map(([line]) => String(line)).join('');
  write.mockRestore();
  return { problem, said };
}

describe('--behaviour beside probabilities in the log', () => {
  it('takes their place, and says how far they are from it', async () => {
    const { problem, said } = await problemOf(0.2, 'uniform');
    expect(said).toBe(
      'note: --behaviour uniform takes the place of the probabilities in the log, which differ from it by up to 0.3000\n',
    );
    const { log, target, behaviour } = problem;
    expect(Array.from(prepareStudy(log, target, { behaviour }).known!.ratios())).toBeAllClose([1, 1, 1]);
    expect((await problemOf(0.5, 'uniform')).said).toContain('in the log, which agree with it');
    const estimated = await problemOf(0.2, 'estimated');
    expect(estimated.said).toContain('note: --behaviour estimated takes the place of the probabilities in the log\n');
    expect(estimated.problem.log.propensity).toBeUndefined();
  });

  it('is nothing to speak of where there are none, or they are asked for', async () => {
    expect((await problemOf(undefined, 'uniform')).said).toBe('');
    for (const behaviour of [undefined, 'logged']) {
      const { problem, said } = await problemOf(0.2, behaviour);
      expect([said, problem.log.propensity?.length]).toEqual(['', 3]);
    }
  });
});

describe('the space of a policy', () => {
  const ward = wardEnv();
  const [full, seen] = ward.spaces;
  const again = { ...seen, name: 'again' };
  const same = Uint32Array.from({ length: seen.nStates }, (_, s) => s);
  const env = wardEnv({
    spaces: [full, seen, again],
    abstractions: [ward.abstractions[0], { from: seen, to: again, map: same, interior: same }],
  });
  const log = simulate(createRng(1), env, uniform(full.nStates, 2), { episodes: 3, horizon: 4 });
  const policy = uniform(seen.nStates, 2);

  it('is asked for where it could be one of several', async () => {
    await expect(opeProblem({ log, env }, policy, {})).rejects.toThrow(
      "ope: policy must name its space, as several have 6 states: 'full' (12 states), 'seen' (6 states), 'again' (6 states) - say which in its file, or its record, as space: 'seen'",
    );
    const { log: patients, truth } = await opeProblem({ log, env }, { ...policy, space: 'again' }, {});
    expect(patients.source.space).toBe('again');
    expect(truth!({ ...policy, space: 'again' }, 4, 1)).toBeAllClose(truth!(uniform(full.nStates, 2), 4, 1));
    expect(() => truth!(policy, 4, 1)).toThrow('must name its space');
  });

  it('must have its actions, and its states', async () => {
    await expect(opeProblem({ log, env: ward }, uniform(6, 3), {})).rejects.toThrow(
      'ope: policy must have the 2 actions of env ward, got 3',
    );
    await expect(opeProblem({ log, env: ward }, { ...uniform(6, 2), space: 'full' }, {})).rejects.toThrow(
      "ope: policy over space 'full' must have 12 states, got 6",
    );
  });
});
