import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { couplet, emptyFolder } from '../support/couplet.js';

const template = (name: string): string => fileURLToPath(new URL(`../../docs/templates/${name}.mjs`, import.meta.url));
const folder = emptyFolder();
const write = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
};

function run(...args: readonly string[]): string {
  const { code, stdout, stderr } = couplet(folder, args);
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  return stdout;
}

const json = (...args: readonly string[]): unknown => JSON.parse(run(...args, '--json'));
const fails = (...args: readonly string[]): string => {
  const { code, stderr } = couplet(folder, args);
  expect(code).toBeGreaterThan(0);
  expect(stderr).not.toMatch(/\n\s+at /);
  return stderr;
};

interface Valued {
  readonly value: number;
  readonly couplet: {
    readonly options: Readonly<Record<string, unknown>>;
    readonly inputs: Readonly<Record<string, string>>;
  };
}

interface Estimated {
  readonly estimator: string;
  readonly value: number;
  readonly truth: number;
}

const estimates = (...args: readonly string[]): readonly Estimated[] =>
  (json('ope', 'log.csv', ...args) as { estimates: readonly Estimated[] }).estimates;

beforeAll(() => {
  run('simulate', '--env', 'gridworld', '--policy', 'uniform', '--episodes', '60', '--out', 'log.csv');
});

describe('a policy of the user', () => {
  it('takes parameters, and leaves its hash', () => {
    const valued = (spec: string): Valued => json('value', '--env', 'triage', '--policy', spec) as Valued;
    // Of two actions, the first is worth v0 and the second v1: (1 − epsilon/2) v0 + epsilon/2 v1.
    const [first, uniform, half] = [0, 1, 0.5].map((epsilon) => valued(`${template('policy')}:epsilon=${epsilon}`));
    expect(half.value).toBeAllClose((first.value + uniform.value) / 2);
    expect(valued('uniform').value).toBeAllClose(uniform.value);
    expect(half.couplet.options.policy).toBe('policy.mjs:epsilon=0.5');
    expect(half.couplet.inputs['policy.mjs']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('may be a policy itself, or estimated from a log', () => {
    write('fixed.mjs', 'export default { nStates: 12, nActions: 4, probability: new Float64Array(48).fill(0.25) };');
    write(
      'counted.mjs',
      `export default { kind: 'policy', name: 'seen', summary: 'Uniform, from a log.',
         estimate: ({ nStates, nActions }) =>
           ({ nStates, nActions, probability: new Float64Array(nStates * nActions).fill(1 / nActions) }) };`,
    );
    const value = (spec: string): number =>
      estimates('--policy', spec, '--estimator', 'is', '--interval', 'none')[0].value;
    for (const spec of ['./fixed.mjs', './counted.mjs']) expect(value(spec)).toBeAllClose(value('uniform'));
    expect(fails('value', '--env', 'triage', '--policy', './counted.mjs')).toMatch('--policy seen: a log is needed');
  });

  it.each([
    ['no default export', 'export const a = 1;', /the default export must be a policy, got none - export default/],
    ['no functions', "export default { name: 'a' };", /one of create and estimate must be a function, got none/],
    [
      'a name with a colon',
      "export default { name: 'a:b', create() {} };",
      /name must be a text of letters.*got 'a:b'/,
    ],
    [
      'no schema',
      "export default { name: 'a', parameters: { size: 3 }, create() {} };",
      /parameters must be a Standard Schema.*got Object/,
    ],
    [
      'an error',
      "export default { name: 'a', create() { null.x; } };",
      /policy a: create must not throw, got TypeError/,
    ],
    ['no policy', "export default { name: 'a', create: () => [1] };", /policy a: create must give a policy.*got Array/],
    [
      'other sizes',
      "export default { name: 'a', create: () => ({ nStates: 1, nActions: 1, probability: Float64Array.of(1) }) };",
      /over 4 states and 2 actions, got 1 and 1/,
    ],
    [
      'no distribution',
      "export default { name: 'a', create: () => ({ nStates: 4, nActions: 2, probability: new Float64Array(8) }) };",
      /policy a: create: state 0: /,
    ],
    [
      'a mechanism',
      "export default { name: 'a', implicit: true, coupling() {} };",
      /got a mechanism - name it with --mechanism/,
    ],
    [
      'a missing package',
      "import 'no-such-package';",
      /throws: .*no-such-package.*run npm install no-such-package in the folder/,
    ],
  ])('with %s is refused in a line', (_, text, message) => {
    write('bad.mjs', text);
    expect(fails('value', '--env', 'triage', '--policy', './bad.mjs')).toMatch(message);
  });
});

describe('an estimator of the user', () => {
  const ope = (...estimators: readonly string[]): readonly Estimated[] =>
    estimates(
      ...['--policy', `${template('policy')}:epsilon=0.9`, '--interval', 't'],
      ...estimators.flatMap((spec) => ['--estimator', spec]),
    );

  it('stands beside ours, with its parameters, intervals and truth', () => {
    const [is, loose, tight] = ope('is', `${template('estimator')}:most=1e6`, `${template('estimator')}:most=0.01`);
    expect([loose.estimator, tight.estimator]).toEqual(['clipped-1000000', 'clipped-0.01']);
    expect(loose.value).toBeAllClose(is.value);
    expect(Math.abs(tight.value)).toBeLessThan(Math.abs(is.value));
    expect(loose).toMatchObject({ truth: is.truth, interval: { interval: { method: 't' } } });
  });

  it('ranks policies', () => {
    const { rankings } = json(
      'select',
      ...['log.csv', '--policy', 'uniform', '--policy', 'most-frequent', '--interval', 'none'],
      ...['--estimator', template('estimator')],
    ) as { rankings: Estimated[] };
    expect(rankings.map(({ estimator }) => estimator)).toEqual(['clipped-10']);
  });

  const refused: [string, string, RegExp][] = [
    [
      'a name of ours',
      "{ name: 'is', summary: '', usesWeights: true, usesModel: false, estimate: () => 0 }",
      /got 'is' twice/,
    ],
    [
      'no flags',
      "{ kind: 'estimator', name: 'a', summary: '', estimate: () => 0 }",
      /usesWeights must be true or false, got undefined/,
    ],
    [
      'no number',
      "{ name: 'a', summary: '', usesWeights: true, usesModel: false, estimate: () => 'x' }",
      /estimate must return a number, got 'x'/,
    ],
    [
      'terms of the wrong length',
      "{ name: 'a', summary: '', usesWeights: true, usesModel: false, estimate: () => 0, terms: () => new Float64Array(2) }",
      /terms must return a Float64Array of length 60, got Float64Array of length 2/,
    ],
    [
      'parameters that there are not',
      "{ name: 'a', summary: '', usesWeights: true, usesModel: false, estimate: () => 0 }",
      /estimator a: there are no parameters, got 'most'/,
    ],
  ];

  it.each(refused)('with %s is refused in a line', (what, record, message) => {
    write('bad.mjs', `export default ${record};`);
    const spec = what.startsWith('parameters') ? './bad.mjs:most=1' : './bad.mjs';
    const args = ['ope', 'log.csv', '--policy', 'uniform', '--estimator', spec, '--interval', 't'];
    if (what.startsWith('terms')) expect(run(...args)).toMatch(message);
    else expect(fails(...args)).toMatch(message);
  });
});
