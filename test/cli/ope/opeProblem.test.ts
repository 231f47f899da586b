import { describe, expect, it, vi } from 'vitest';
import { opeProblem } from '../../../src/cli/ope/opeProblem.js';
import { beginSaying } from '../../../src/cli/say.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
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
