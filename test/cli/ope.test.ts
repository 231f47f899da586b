import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

function ok(...args: string[]): string {
  const { code, stdout, stderr } = couplet(folder, args);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^couplet:/m) as string]);
  return stdout;
}

interface OpeJson {
  readonly behaviour: string;
  readonly model: string;
  readonly estimates: readonly {
    readonly estimator: string;
    readonly value: number;
    readonly truth: number | null;
    readonly interval?: { interval?: { method: string; lower: number }; reason?: string };
  }[];
  readonly diagnostics: { readonly support: string; readonly supportViolations: readonly { label: string }[] };
}

function json(...args: string[]): OpeJson {
  return JSON.parse(ok(...args, '--json')) as OpeJson;
}

beforeAll(() => {
  ok(
    'simulate',
    '--env',
    'sepsis',
    '--policy',
    'physician',
    '--episodes',
    '200',
    '--horizon',
    '20',
    '--out',
    'log.csv',
  );
  ok('fit', 'log.csv', '--space', 'projected', '--out', 'mdp.json');
  ok('solve', 'mdp.json', '--soften', '0.2', '--out', 'soft.json');
  ok('solve', 'mdp.json', '--out', 'target.json');
}, 60_000);

describe('couplet ope', () => {
  it('sets estimates beside the exact value of the policy', () => {
    const text = ok('ope', 'log.csv', '--policy', 'soft.json', '--replicates', '20');
    expect(text).toMatch(
      /^Verdict on is, .*: do not rely on it\n[^]*\n\nPolicy soft.json was learned from this very log: .*\n.*\n.*\n\nValue of policy soft.json from 200 episodes; horizon 20, discount 0\.99 \(the policy\), behaviour known, model fitted/,
    );
    expect(text).toMatch(/estimator +value +95.0 % bootstrap +truth +error/);
    expect(text).toMatch(/Warning: .* trajectories carry the weighted estimates/);
    const value = Number(
      /value (-?[\d.]+)/.exec(ok('value', '--env', 'sepsis', '--policy', 'soft.json', '--horizon', '20'))![1],
    );
    const { estimates } = json('ope', 'log.csv', '--policy', 'soft.json', '--interval', 'none');
    const wis = estimates.find(({ estimator }) => estimator === 'wis')!;
    expect(wis.truth).toBeAllClose(value, { rtol: 0, atol: 1e-5 });
    // The physician was not named, so the value of the policy that wrote the log is not known.
    expect(estimates.find(({ estimator }) => estimator === 'on-policy')!.truth).toBe(null);
  });

  it('knows the physician by name as the log does by its probabilities', () => {
    const args = [
      'ope',
      'log.csv',
      '--policy',
      'soft.json',
      '--interval',
      'none',
      '--estimator',
      'is',
      '--estimator',
      'on-policy',
      '--discount',
      '1',
    ];
    const [logged, named] = [json(...args), json(...args, '--behaviour', 'physician')];
    expect(named.estimates[0].value).toBeAllClose(logged.estimates[0].value, { rtol: 1e-9 });
    expect(named.estimates[1].truth).toBeAllClose(0.31182, { rtol: 0, atol: 5e-6 });
    expect([logged.diagnostics.support, named.diagnostics.support]).toEqual(['logged', 'known']);
    expect(json(...args, '--behaviour', 'estimated').behaviour).toBe('estimated');
  });

  it('takes a model as it is, and a mechanism for cf', () => {
    const { model, estimates } = json(
      'ope',
      'log.csv',
      '--policy',
      'target.json',
      '--mdp',
      'mdp.json',
      '--replicates',
      '20',
      '--estimator',
      'dm',
      '--estimator',
      'cf',
      '--mechanism',
      'inverse-cdf',
    );
    expect(model).toBe('given');
    const evaluated = JSON.parse(
      ok('evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json', '--mechanism', 'inverse-cdf', '--json'),
    ) as { counterfactual: { mean: number } };
    expect(estimates[1].value).toBeAllClose(evaluated.counterfactual.mean);
  });

  it('writes one row an estimator', () => {
    ok(
      'ope',
      'log.csv',
      '--policy',
      'soft.json',
      '--interval',
      't',
      '--estimator',
      'wis',
      '--estimator',
      'dm',
      '--out',
      'ope.csv',
    );
    const [comment, head, ...rows] = read('ope.csv').trimEnd().split('\n');
    expect(comment).toMatch(/^# couplet \{.*"command":"ope".*"log.csv":"[0-9a-f]{64}"/);
    expect(head).toBe('estimator,value,lower,upper,level,method,truth');
    expect(rows.map((row) => row.split(',').length)).toEqual([7, 7]);
    expect(rows[0]).toMatch(/^wis,.*,0.95,t,/);
    expect(rows[1]).toMatch(/^dm,-?[\d.]+,,,,,/);
  });

  it('has guaranteed intervals from a range that the user gives', () => {
    const { estimates } = json(
      'ope',
      'log.csv',
      '--policy',
      'soft.json',
      '--interval',
      'betting-weights',
      '--return-range=-1,1',
      '--estimator',
      'is',
    );
    expect(estimates[0].interval!.interval).toMatchObject({ method: 'betting-weights' });
    const none = json('ope', 'log.csv', '--policy', 'soft.json', '--interval', 'betting-weights', '--estimator', 'is');
    expect(none.estimates[0].interval!.reason).toMatch(/needs the possible range of returns/);
  });

  it.each([
    [['ope', 'log.csv', '--policy', 'soft.json', '--estimator', 'luck'], 'must be among on-policy, is, wis', 2],
    [
      ['ope', 'log.csv', '--policy', 'soft.json', '--interval', 'hope'],
      'must be one of bootstrap, bca, block-bootstrap, t',
      2,
    ],
    [
      ['ope', 'log.csv', '--policy', 'soft.json', '--interval', 'hoeffding', '--return-range', '1,-1'],
      "--return-range: must be two numbers in order, as -1,1, got '1,-1'",
      2,
    ],
    [
      [
        'ope',
        'log.csv',
        '--policy',
        'soft.json',
        '--interval',
        'hoeffding',
        '--return-range=-1,1',
        '--max-ratio',
        '0.5',
      ],
      '--max-ratio: must be a finite number of',
      2,
    ],
    [['ope', 'log.csv', '--policy', 'soft.json', '--horizon', '3'], 'horizon must be at least 20', 2],
    [['ope', 'log.csv', '--policy', 'soft.json', '--mdp', 'absent.json'], 'absent.json', 1],
    [
      ['select', 'log.csv', '--policy', 'a.json', '--policy', 'b.json', '--by', 'lower', '--interval', 'none'],
      '--by lower: an interval is needed',
      2,
    ],
  ])('refuses %j', (args, message, expected) => {
    const { code, stdout, stderr } = couplet(folder, args);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toContain(message);
  });
});

describe('couplet select', () => {
  const policies = ['--policy', 'soft.json', '--policy', 'uniform', '--policy', 'optimal'];

  it('ranks policies over their own states, and is judged by the truth', () => {
    const text = ok('select', 'log.csv', ...policies, '--replicates', '20', '--estimator', 'dm');
    expect(text).toMatch(
      /dm, ranked by the lower end \(one-sided 95.0 %\)\n policy +estimate +90.0 % interval +rank +truth +true rank/,
    );
    const { rankings } = JSON.parse(
      ok('select', 'log.csv', ...policies, '--replicates', '20', '--estimator', 'dm', '--by', 'lower', '--json'),
    ) as {
      rankings: {
        policies: { policy: string; rank: number; truth: number; interval: { interval: { lower: number } } }[];
        metrics: { regret: number; rankCorrelation: number };
      }[];
    };
    const [{ policies: ranked, metrics }] = rankings;
    const byRank = ranked.filter(({ policy }) => policy !== 'keep the behaviour').toSorted((a, b) => a.rank - b.rank);
    const lower = byRank.map(({ interval }) => interval.interval.lower);
    expect(lower).toEqual(lower.toSorted((a, b) => b - a));
    const best = Math.max(...byRank.map(({ truth }) => truth));
    expect(metrics.regret).toBeAllClose(best - byRank[0].truth);
  });

  it('sets each estimate beside the exact value of what it estimates', () => {
    const estimators = ['--estimator', 'dm', '--estimator', 'dm-infinite', '--estimator', 'on-policy'];
    const args = ['select', 'log.csv', '--policy', 'soft.json', '--policy', 'uniform', ...estimators];
    const options = ['--discount', '0.9', '--behaviour', 'physician', '--interval', 'none', '--json'];
    const { rankings } = JSON.parse(ok(...args, ...options)) as {
      rankings: { estimator: string; policies: { truth: number }[] }[];
    };
    const exact = (policy: string, horizon: string): number =>
      (
        JSON.parse(
          ok('value', '--env', 'sepsis', '--policy', policy, '--horizon', horizon, '--discount', '0.9', '--json'),
        ) as { value: number }
      ).value;
    const [dm, infinite, onPolicy] = rankings.map(({ policies: ranked }) => ranked[1].truth);
    const kept = rankings.map(({ policies: ranked }) => ranked[0].truth);
    expect(dm).toBeAllClose(exact('soft.json', '20'), { rtol: 1e-9 });
    expect(infinite).toBeAllClose(exact('soft.json', 'Infinity'), { rtol: 1e-6 });
    expect(onPolicy).toBeAllClose(exact('physician', '20'), { rtol: 1e-9 });
    // What keeping the behaviour is worth without a horizon the log does not show.
    expect(kept).toEqual([onPolicy, null, onPolicy]);
    expect(infinite).not.toBeAllClose(dm, { rtol: 1e-3 });
  });

  it('says why a policy has no rank, and what must be known of intervals', () => {
    const args = ['select', 'log.csv', ...policies, '--estimator', 'dm', '--estimator', 'wis', '--by', 'lower'];
    const text = ok(...args, '--interval', 't');
    expect(text).toContain('Note: t: The mean of so many terms is close to normal');
    expect(text).toContain('Note: no rank of soft.json, uniform, optimal by dm: without an interval');
    expect(text).toContain(
      'Note: no rank of soft.json, uniform by wis: an effective sample size below 50, with which an interval of weighted runs is no lower bound',
    );
  });

  it('takes the mean squared error of the estimates, whatever ranks them', () => {
    const args = ['select', 'log.csv', ...policies, '--estimator', 'dm', '--replicates', '20', '--json'];
    const errors = ['estimate', 'lower'].map(
      (by) =>
        (JSON.parse(ok(...args, '--by', by)) as { rankings: { metrics: { meanSquaredError: number } }[] }).rankings[0]
          .metrics.meanSquaredError,
    );
    expect(errors[1]).toBe(errors[0]);
  });
});
