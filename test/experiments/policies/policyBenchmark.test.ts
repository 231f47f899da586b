import { describe, expect, it } from 'vitest';
import { policyBenchmark } from '../../../src/experiments/policies/policyBenchmark.js';
import { policyChart } from '../../../src/experiments/policies/policyChart.js';
import { type PolicyData, policyReport } from '../../../src/experiments/policies/policyReport.js';
import { policySpecification } from '../../../src/experiments/policies/policySpecification.js';
import {
  type JudgedPolicy,
  type PolicyResult,
  type PolicyTrial,
  policyRules,
} from '../../../src/experiments/policies/policyTrial.js';
import type { Finished } from '../../../src/experiments/experiment.js';

const specification = policySpecification({ worlds: ['sepsis', 'gridworld'], episodes: [60], quick: true });

describe('policyBenchmark', () => {
  it('has a trial for each data set of each world and size, by names of files', async () => {
    const trials = await policyBenchmark.trials(policySpecification({ worlds: ['slips=.2'], episodes: [20, 30] }), {
      seed: 3,
      repeats: 2,
    });
    expect(trials.map(({ name }) => name)).toEqual([
      'slips-.2-n-20-set-0',
      'slips-.2-n-20-set-1',
      'slips-.2-n-30-set-0',
      'slips-.2-n-30-set-1',
    ]);
    expect(trials[3]).toMatchObject({ world: 'slips=.2', episodes: 30, dataSet: 1, seed: 3 });
  });

  it('gives a data set the same figures whatever else is run, and others to another', async () => {
    const [first, second, third] = await policyBenchmark.trials(specification, { seed: 1, repeats: 2 });
    const alone = await policyBenchmark.run(specification, first);
    await policyBenchmark.run(specification, third);
    expect(await policyBenchmark.run(specification, first)).toEqual(alone);
    const other = await policyBenchmark.run(specification, second);
    expect(other.policies[0].promise).not.toBe(alone.policies[0].promise);
    const reseeded = await policyBenchmark.run(specification, { ...first, seed: 2 });
    expect(reseeded.policies[0].promise).not.toBe(alone.policies[0].promise);
  });

  it('sees through the luck of a plain policy of sepsis, which promises more than it is worth', async () => {
    const [trial] = await policyBenchmark.trials(specification, { seed: 1 });
    const { policies, behaviourValue } = await policyBenchmark.run(specification, trial);
    expect(policies.map(({ rule }) => rule)).toEqual(policyRules);
    const [plain, , , keep] = policies;
    expect(plain.promise - plain.truth).toBeGreaterThan(0.3);
    expect(plain).toMatchObject({ verdict: 'do not rely on it' });
    expect(plain.reasons).toContain('fragility');
    expect(keep).toMatchObject({ rule: 'keep', truth: behaviourValue });
  });

  it.each([
    [{ worlds: ['nowhere'] }, /world must be one of sepsis/],
    [{ worlds: ['sepsis', 'sepsis'] }, 'policySpecification: worlds must be given once each, got sepsis, sepsis'],
    [{ episodes: [50, 50] }, 'episodes must be given once each'],
    [{ episodes: [11] }, 'policySpecification: episodes must be a whole number from 12, got 11'],
    [{ horizon: 0 }, 'horizon must be a whole number from 1, got 0'],
    [{ discount: 1.5 }, 'policySpecification: discount must be in (0, 1], got 1.5'],
  ])('refuses %j', (options, message) => {
    expect(() => policySpecification(options)).toThrow(message);
  });
});

const judged = (rule: JudgedPolicy['rule'], promise: number, truth: number, verdict: JudgedPolicy['verdict']) => ({
  rule,
  promise,
  truth,
  verdict,
  reasons: [],
});

/** Two data sets of returns from −1 to 1, by a behaviour worth .25: a promise misleads if it is more than .1 too high. */
const finished = ([0, 1] as const).map((dataSet): Finished<PolicyTrial, PolicyResult> => ({
  trial: { name: `set-${dataSet}`, world: 'sepsis', episodes: 60, dataSet, seed: 1 },
  result: {
    behaviourValue: 0.25,
    returns: [-1, 1],
    policies: [
      judged('plain', 0.9, dataSet === 0 ? 0 : 0.5, dataSet === 0 ? 'do not rely on it' : 'weak'),
      judged('worst 1', 0.6, 0.51, 'holds up on this log'),
      judged('improve', 0.4, 0.25, 'holds up on this log'),
      judged('keep', 0.3, 0.25, 'holds up on this log'),
    ],
    chosen: dataSet === 0 ? 'keep' : 'soft-spibb',
  },
}));

describe('policyReport', () => {
  const { tables, data } = policyReport({ ...specification, worlds: ['sepsis'] }, finished);

  it('counts verdicts, what is better than the behaviour, and promises that mislead', () => {
    expect(tables).toEqual([
      {
        title:
          'sepsis: 2 data sets of 60 trajectories, by a behaviour worth 0.2500; improve chose keep 1, soft-spibb 1',
        head: ['', 'truth', 'promise', 'better', 'worse', 'do not rely', 'weak', 'holds up', 'misleading'],
        rows: [
          ['plain', '0.250 ± 0.250', '0.900', '1', '1', '1', '1', '0', '1'],
          ['worst 1', '0.510', '0.600', '2', '0', '0', '0', '2', '0'],
          ['improve', '0.250', '0.400', '0', '0', '0', '0', '2', '2'],
          ['keep', '0.250', '0.300', '0', '0', '0', '0', '2', '0'],
        ],
      },
    ]);
  });

  it('has a dot for each policy of each log, and draws them by verdict', async () => {
    const { dots } = data as unknown as PolicyData;
    expect(dots).toHaveLength(8);
    expect(dots[0]).toMatchObject({ world: 'sepsis', dataSet: 0, rule: 'plain', promise: 0.9, truth: 0 });
    const svg = await policyChart(data as unknown as PolicyData);
    const drawn = (verdict: string): number => svg.split(`; verdict: ${verdict}; `).length - 1;
    expect(['do not rely on it', 'weak', 'holds up on this log'].map(drawn)).toEqual([1, 1, 6]);
    expect(svg).toContain('>true value<');
  });
});
