import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { couplet, coupletAlone, emptyFolder } from '../support/couplet.js';

const folder = emptyFolder();

function ok(...args: string[]): string {
  const { code, stdout, stderr } = couplet(folder, args);
  expect(stderr).not.toMatch(/^couplet:/m);
  expect(code).toBe(0);
  return stdout;
}

function json(...args: string[]): Record<string, unknown> {
  return JSON.parse(ok(...args, '--json')) as Record<string, unknown>;
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

beforeAll(() => {
  ok(
    'simulate',
    '--env',
    'sepsis',
    '--policy',
    'physician',
    '--episodes',
    '300',
    '--horizon',
    '20',
    '--seed',
    '1',
    '--out',
    'log.csv',
  );
  ok('fit', 'log.csv', '--space', 'projected', '--out', 'mdp.json', '--behaviour', 'behaviour.json');
  ok('solve', 'mdp.json', '--discount', '0.99', '--out', 'target.json');
});

describe('couplet', () => {
  it('values the physician policy exactly', () => {
    const { value, outcomes } = json('value', '--env', 'sepsis', '--policy', 'physician', '--horizon', '20');
    expect(value).toBeAllClose(0.31182, { rtol: 0, atol: 5e-6 });
    const { death, discharge, alive } = outcomes as Record<string, number>;
    expect(death + discharge + alive).toBeAllClose(1);
    expect(discharge - death).toBeAllClose(value as number);
  });

  it('passes parameters to the environment and to a policy', () => {
    const args = ['value', '--env', 'sepsis', '--set', 'version=corrected', '--policy', 'physician:form=episodic'];
    const corrected = json(...args) as { value: number; model: { parameters: { version: string } } };
    expect(corrected.model.parameters.version).toBe('corrected');
    expect(corrected.value).not.toBeAllClose(0.31698, { atol: 1e-3 });
  });

  it('writes the same bytes for the same seed, and others for another', () => {
    const simulate = (seed: string): string =>
      ok('simulate', '--env', 'sepsis', '--policy', 'physician', '--episodes', '300', '--seed', seed);
    expect(simulate('1')).toBe(read('log.csv'));
    expect(simulate('2')).not.toBe(read('log.csv'));
  });

  it('writes a model with everything that defines it', () => {
    ok('model', '--env', 'sepsis', '--space', 'full', '--out', 'model.json');
    const model = JSON.parse(read('model.json')) as Record<string, unknown[]>;
    for (const field of ['rowStart', 'nextState', 'probability', 'reward', 'initial', 'terminal', 'couplet'])
      expect(model).toHaveProperty(field);
    expect(model.nextState).toHaveLength(108_238);
  });

  it('aggregates a model over a coarser space, as the limit of fits', () => {
    const { code, stderr } = couplet(folder, ['model', '--env', 'sepsis', '--space', 'projected']);
    expect([code, stderr]).toEqual([2, expect.stringContaining("space 'projected' leaves something out")]);
    ok('model', '--env', 'sepsis', '--space', 'projected', '--policy', 'physician', '--out', 'limit.json');
    expect(json('value', '--mdp', 'limit.json', '--policy', 'uniform').value).toBeLessThan(0.3);
  });

  it('evaluates counterfactually', () => {
    const report = json('evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json', '--out', 'effects.csv');
    expect(report).toMatchObject({ mechanism: 'gumbel-max', exact: true, nEpisodes: 300, horizon: 20 });
    const { observed, counterfactual, effect, episodes, outcomeTable } = report as unknown as {
      observed: { mean: number };
      counterfactual: { mean: number };
      effect: { mean: number; lower: number; upper: number };
      episodes: { effect: number; outcomes: Record<string, number> }[];
      outcomeTable: Record<string, Record<string, number>>;
    };
    expect(counterfactual.mean - observed.mean).toBeAllClose(effect.mean);
    expect(effect.lower).toBeLessThan(effect.mean);
    expect(effect.upper).toBeGreaterThan(effect.mean);
    expect(episodes).toHaveLength(300);
    const shares = Object.values(outcomeTable).flatMap((row) => Object.values(row));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeAllClose(1);
    const rows = read('effects.csv').trim().split('\n');
    expect(rows).toHaveLength(302);
    expect(Number(rows[2].split(',')[5])).toBe(episodes[0].effect);
  });

  it('bounds the answer over all mechanisms', () => {
    const args = ['evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json'];
    const report = json(...args, '--bounds', '--out', 'bounded.csv') as unknown as {
      counterfactual: { mean: number };
      bounds: Record<string, { lower: number; upper: number }>;
      episodes: { counterfactualReturn: number; bounds: Record<string, { lower: number; upper: number }> }[];
    };
    expect(Object.keys(report.bounds)).toEqual(['none', 'stability', 'monotone', 'stability-all']);
    for (const name of ['none', 'stability', 'stability-all']) {
      const { lower, upper } = report.bounds[name];
      expect(lower).toBeLessThan(report.counterfactual.mean);
      expect(upper).toBeGreaterThan(report.counterfactual.mean);
      for (const { counterfactualReturn, bounds } of report.episodes) {
        expect(bounds[name].lower).toBeLessThan(counterfactualReturn + 1e-9);
        expect(bounds[name].upper).toBeGreaterThan(counterfactualReturn - 1e-9);
      }
    }
    const [, head, first] = read('bounded.csv').split('\n');
    const column = head.split(',').indexOf('upper_monotone');
    expect(Number(first.split(',')[column])).toBe(report.episodes[0].bounds.monotone.upper);
    const text = ok(...args, '--bounds');
    expect(text).toContain(report.bounds['stability-all'].lower.toFixed(4));
    expect(text).toContain('mechanism gumbel-max');
    expect(json(...args)).not.toHaveProperty('bounds');
    expect(ok(...args)).not.toContain('assumption admits');
  });

  it('gives every registered mechanism, and its own policy back to the physician', () => {
    for (const mechanism of ['independent', 'inverse-cdf', 'reward-cdf', 'maximal'])
      expect(
        json('evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json', '--mechanism', mechanism).mechanism,
      ).toBe(mechanism);
    expect(json('evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'behaviour.json').exact).toBe(true);
  });

  it('writes marginals and sampled trajectories', () => {
    ok(
      'evaluate',
      'log.csv',
      '--mdp',
      'mdp.json',
      '--policy',
      'target.json',
      '--marginals',
      'marginals.csv',
      '--sample',
      'sampled.csv',
      '--sample-draws',
      '2',
    );
    const last = read('marginals.csv')
      .trim()
      .split('\n')
      .filter((row) => row.startsWith('20,'));
    expect(last.reduce((sum, row) => sum + Number(row.slice(row.lastIndexOf(',') + 1)), 0)).toBeAllClose(1, {
      atol: 1e-9,
    });
    expect(read('sampled.csv')).toMatch(/^0\/0,0,/m);
    ok('fit', 'sampled.csv', '--out', 'refit.json');
  });

  it('compares mechanisms by the variance of single effects', () => {
    const { least, mechanisms } = json(
      'effect',
      'log.csv',
      '--mdp',
      'mdp.json',
      '--policy',
      'target.json',
    ) as unknown as {
      least: { joint: number; given: number };
      mechanisms: { mechanism: string; joint: number; given: number }[];
    };
    for (const { mechanism, joint, given } of mechanisms) {
      expect(joint).toBeGreaterThan(least.joint * (1 - 1e-9));
      expect(given).toBeGreaterThan(least.given * (1 - 1e-9));
      if (mechanism === 'reward-cdf') expect(joint).toBeAllClose(least.joint, { rtol: 1e-9 });
    }
  });

  it('learns and compares mechanisms for several scores at once', () => {
    const lines = Array.from({ length: 146 }, (_, s) => `${s},${s % 7},${(s * s) % 11}`);
    writeFileSync(join(folder, 'scores.csv'), ['state,harm,relief', ...lines].join('\n'));
    const problem = ['log.csv', '--mdp', 'mdp.json', '--policy', 'target.json'];
    const scores = ['--score', 'scores.csv', '--score', 'reward'];
    const small = ['--hidden', '16', '--clusters', '4', '--steps', '40', '--pairs', 'decisions', '--backend', 'cpu'];
    for (const given of ['joint', 'observation']) {
      const { startLoss, heldOutLoss } = json(
        'train',
        ...[...problem, ...scores, ...small, '--given', given, '--out', `${given}.json`],
      ) as { startLoss: number; heldOutLoss: number };
      expect(heldOutLoss).toBeLessThan(startLoss);
    }
    expect(JSON.parse(read('joint.json'))).toMatchObject({ provenance: { score: 'harm, relief, reward' } });

    interface Effect {
      readonly scores: string[];
      readonly least: { joint: number; given: number };
      readonly mechanisms: { mechanism: string; joint: number; given: number }[];
    }
    const effect = (...args: string[]): Effect => json('effect', ...problem, ...args) as unknown as Effect;
    const several = effect(...scores);
    expect(several.scores).toEqual(['harm', 'relief', 'reward']);
    expect(several.mechanisms.map(({ mechanism }) => mechanism)).toEqual([
      'independent',
      'gumbel-max',
      'inverse-cdf',
      'maximal',
    ]);
    const learned = effect(...scores, '--mechanism', './joint.json', '--mechanism', 'optimal-transport');
    const [gadget, transport] = learned.mechanisms;
    expect(gadget.joint).toBeLessThan(several.mechanisms[1].joint);
    expect(transport.joint).toBeAllClose(learned.least.joint, { rtol: 1e-9 });
    for (const { joint, given } of [...several.mechanisms, gadget]) {
      expect(joint).toBeGreaterThan(several.least.joint * (1 - 1e-9));
      expect(given).toBeGreaterThan(several.least.given * (1 - 1e-9));
    }
  });

  it('compares mechanisms over whole runs', () => {
    const { rows } = json(
      'compare',
      'log.csv',
      '--mdp',
      'mdp.json',
      '--policy',
      'target.json',
      '--score',
      'value',
    ) as unknown as {
      rows: { mechanism: string; difference: number }[];
    };
    const bound = rows.at(-1)!;
    expect(bound.mechanism).toBe('transport bound');
    for (const { difference } of rows) expect(difference).toBeGreaterThan(bound.difference - 1e-9);
  });

  it('learns a mechanism, to the same bytes each time, and uses it by the name of its file', () => {
    const train = (steps: string, out: string, ...more: string[]): Record<string, unknown> =>
      json(
        'train',
        'log.csv',
        '--mdp',
        'mdp.json',
        '--policy',
        'target.json',
        '--hidden',
        '16',
        '--clusters',
        '4',
        '--backend',
        'cpu',
        '--steps',
        steps,
        '--out',
        out,
        ...more,
      );
    const training = train('20', 'gadget.json') as { startLoss: number; heldOutLoss: number; backend: string };
    expect(training.heldOutLoss).toBeLessThan(training.startLoss);
    expect(training.backend).toBe('cpu');
    train('20', 'again.json');
    expect(read('again.json')).toBe(read('gadget.json'));
    const args = ['evaluate', 'log.csv', '--mdp', 'mdp.json', '--policy', 'target.json', '--mechanism', 'gadget.json'];
    expect(json(...args)).toMatchObject({ mechanism: 'gadget-2', exact: true });
  });

  it('reads from standard input', () => {
    const { code, stdout } = coupletAlone(folder, ['fit', '-', '--space', 'projected'], read('log.csv'));
    expect(code).toBe(0);
    const strip = (text: string): unknown => ({ ...(JSON.parse(text) as object), couplet: null });
    expect(strip(stdout)).toEqual(strip(read('mdp.json')));
  });

  it('reads a log with columns of other names, of unknown origin', () => {
    const plain = 'id,step,s,a,r,next_s,done\n7,0,0,1,0.5,1,0\n7,1,1,0,1,2,1\n';
    const columns = ['episode=id', 't=step', 'state=s', 'action=a', 'reward=r', 'next_state=next_s', 'terminated=done'];
    const args = ['fit', '-', ...columns.flatMap((column) => ['--column', column])];
    const { code, stdout } = couplet(folder, args, plain);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ nStates: 3, nActions: 2, terminal: [0, 0, 1] });
  });

  it('says what it wrote, as data', () => {
    expect(json('fit', 'log.csv', '--space', 'projected', '--out', 'again.json')).toMatchObject({
      out: 'again.json',
      nStates: 146,
      nEpisodes: 300,
    });
    expect(json('solve', 'mdp.json', '--out', 'again.json')).toMatchObject({
      discount: 0.99,
      bellmanResidual: expect.any(Number) as number,
    });
    expect(
      json('simulate', '--env', 'chain', '--policy', 'uniform', '--episodes', '3', '--out', 'chain.csv'),
    ).toMatchObject({ nEpisodes: 3, seed: 1 });
    expect(json('model', '--env', 'chain', '--out', 'chain.npz')).toMatchObject({ nStates: 3 });
    expect(json('value', '--mdp', 'chain.npz', '--policy', 'uniform', '--horizon', '5')).toMatchObject({ horizon: 5 });
  });

  it('lists what there is and helps with an example', () => {
    const lists = json('list') as Record<string, { name: string }[]>;
    expect(lists.envs.map(({ name }) => name)).toContain('sepsis');
    expect(lists.mechanisms.map(({ name }) => name)).toContain('gumbel-max');
    expect(lists.assumptions.map(({ name }) => name)).toContain('stability-all');
    for (const command of [
      'simulate',
      'model',
      'fit',
      'solve',
      'value',
      'evaluate',
      'effect',
      'compare',
      'train',
      'ope',
      'select',
      'benchmark',
      'check',
      'reproduce',
      'list',
      'demo',
    ])
      expect(ok(command, '--help')).toContain('Examples:');
  });

  it('checks mechanisms', () => {
    expect(json('check', 'gumbel-max')).toMatchObject({ lawful: true });
    const { code, stdout } = couplet(folder, ['list', 'everything']);
    expect([code, stdout]).toEqual([2, '']);
  });
});
