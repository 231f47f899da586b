import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

let nModules = 0;
/** Of a name of its own: a process that has loaded a module does not look at it again. */
function moduleOf(text: string): string {
  const name = `module-${(nModules += 1)}.mjs`;
  write(name, text);
  return `./${name}`;
}

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
    expect(fails('value', '--env', 'triage', '--policy', moduleOf(text))).toMatch(message);
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
    const spec = `${moduleOf(`export default ${record};`)}${what.startsWith('parameters') ? ':most=1' : ''}`;
    const args = ['ope', 'log.csv', '--policy', 'uniform', '--estimator', spec, '--interval', 't'];
    if (what.startsWith('terms')) expect(run(...args)).toMatch(message);
    else expect(fails(...args)).toMatch(message);
  });
});

describe('an environment of the user', () => {
  const env = template('env');

  it('is simulated, modelled and valued, with its parameters and its hash', () => {
    run(
      'simulate',
      '--env',
      env,
      '--set',
      'worse=0.3',
      '--policy',
      'uniform',
      '--episodes',
      '40',
      '--out',
      'rooms.csv',
    );
    const valued = json(
      'value',
      '--env',
      env,
      '--set',
      'worse=0.3',
      '--policy',
      'optimal',
      '--horizon',
      '1',
    ) as Valued & {
      model: unknown;
    };
    // Admitted at once: home with 1/2, else no end within a step.
    expect(valued.value).toBeAllClose(0.5);
    expect(valued.model).toEqual({ env: 'rooms', parameters: { worse: 0.3 }, space: 'full' });
    expect(valued.couplet.options.env).toBe('env.mjs');
    expect(valued.couplet.inputs['env.mjs']).toMatch(/^[0-9a-f]{64}$/);
    run('model', '--env', env, '--out', 'rooms.json');
    expect(run('value', '--mdp', 'rooms.json', '--policy', 'uniform')).toBe(
      run('value', '--env', env, '--policy', 'uniform'),
    );
  });

  it('is built for a log from the parameters that the log keeps', () => {
    const { source } = json('fit', 'rooms.csv', '--env', env, '--out', 'fitted.json') as { source: unknown };
    expect(source).toMatchObject({ env: 'rooms', parameters: { worse: 0.3 } });
    const truth = (...args: readonly string[]): number =>
      (
        json(
          'ope',
          'rooms.csv',
          '--env',
          env,
          '--policy',
          'optimal',
          '--interval',
          'none',
          '--estimator',
          'wis',
          ...args,
        ) as {
          estimates: readonly Estimated[];
        }
      ).estimates[0].truth;
    const value = (set: string): number =>
      (json('value', '--env', env, '--set', set, '--policy', 'optimal') as Valued).value;
    expect(truth()).toBeAllClose(value('worse=0.3'));
    expect(truth('--set', 'worse=0.1')).toBeAllClose(value('worse=0.1'));
  });

  it('is not run because a log or its description names it', () => {
    const alone = couplet(folder, ['fit', 'rooms.csv', '--out', 'alone.json']);
    expect([alone.code, alone.stderr]).toEqual([
      0,
      expect.stringContaining("the log comes from env 'rooms', which is none of Couplet's"),
    ]);
    write('marks.mjs', "import { writeFileSync } from 'node:fs'; writeFileSync('ran', ''); export default {};");
    for (const name of ['rooms', './marks.mjs']) {
      write('rooms.couplet.json', JSON.stringify({ env: name }));
      expect(fails('fit', 'rooms.csv', '--out', 'alone.json')).toMatch(`env must be one of Couplet's, got '${name}'`);
    }
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    run('describe', 'rooms.csv', '--env', env, '--log-description', 'none', '--out', 'rooms.couplet.json', '--yes');
    expect(JSON.parse(readFileSync(join(folder, 'rooms.couplet.json'), 'utf8'))).toMatchObject({ env: 'rooms' });
    run('fit', 'rooms.csv', '--env', env, '--out', 'alone.json');
  });

  const draws =
    'initial: () => 0, step: () => 0, reward: () => 0, actionLabel: String, nActions: 1, parameters: {}, abstractions: []';
  const space = "{ name: 'all', nStates: 2, outcome: Uint8Array.of(0, 1), label: String }";
  const outcomes = "[{ name: 'on', reward: 0 }, { name: 'end', reward: 1 }]";
  const refused: [string, string, RegExp][] = [
    ['a name of ours', "{ kind: 'env', name: 'sepsis', create() {} }", /unique, got 'sepsis' twice - rename yours/],
    [
      'an error',
      "{ kind: 'env', name: 'mine', create() { null.x; } }",
      /env mine: create must not throw, got TypeError/,
    ],
    [
      'no environment',
      "{ kind: 'env', name: 'mine', create: () => ({ name: 'mine' }) }",
      /env mine: actionLabel must be a function, got undefined/,
    ],
    [
      'a state that there is not',
      `{ name: 'mine', recorded: 'all', spaces: [${space}], outcomes: ${outcomes}, ${draws}, step: () => 7 }`,
      /env mine: step must return an integer from 0 to 1, got 7/,
    ],
    [
      'a space that there is not',
      `{ name: 'mine', recorded: 'some', spaces: [${space}], outcomes: ${outcomes}, ${draws} }`,
      /env mine: recorded must be one of all, got 'some'/,
    ],
    [
      'a policy',
      '{ nStates: 1, nActions: 1, probability: Float64Array.of(1) }',
      /must be an environment, got a policy - name it with --policy/,
    ],
  ];

  it.each(refused)('with %s is refused in a line', (_, record, message) => {
    write('one.json', JSON.stringify({ nStates: 2, nActions: 1, action: [0, 0] }));
    expect(
      fails('simulate', '--env', moduleOf(`export default ${record};`), '--policy', './one.json', '--episodes', '2'),
    ).toMatch(message);
  });

  it('takes no parameters after a colon', () => {
    expect(fails('value', '--env', `${env}:worse=0.1`, '--policy', 'uniform')).toMatch('must be given with --set');
  });
});

describe('a benchmark of the user', () => {
  const words = [
    ...['benchmark', '--env', template('env'), '--set', 'worse=0.3', '--behaviour-policy', 'uniform'],
    ...['--policy', `${template('policy')}:epsilon=0.2`, '--estimator', 'is', '--estimator', './constant.mjs'],
    ...['--estimator', `${template('estimator')}:most=1e6`, '--interval', 'hoeffding'],
    ...['--episodes', '10', '--datasets', '20', '--workers', '2', '--out', 'kept', '--json'],
  ];
  const constant = (value: number): void => {
    write(
      'constant.mjs',
      `export default { name: 'same', summary: '', usesWeights: false, usesModel: false, estimate: () => ${value} };`,
    );
  };
  interface Benchmark {
    readonly cells: readonly {
      readonly estimators: readonly { estimator: string; truth: number; mean: number; intervals: object }[];
    }[];
    readonly specification: { readonly files: Readonly<Record<string, string>> };
  }

  it('has its environment, policies and estimators in every thread, and notices one that changed', () => {
    constant(0.25);
    const first = couplet(folder, words);
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('20 trials (0 from an earlier run)')]);
    const { cells, specification } = JSON.parse(first.stdout) as Benchmark;
    const [is, same, loose] = cells[0].estimators;
    expect([same.estimator, loose.estimator]).toEqual(['same', 'clipped-1000000']);
    expect([same.mean, loose.mean]).toBeAllClose([0.25, is.mean]);
    const { value } = json(
      ...['value', '--env', template('env'), '--set', 'worse=0.3'],
      ...['--policy', `${template('policy')}:epsilon=0.2`],
    ) as Valued;
    expect([is.truth, loose.truth]).toBeAllClose([value, value]);
    expect(is.intervals).toMatchObject({ hoeffding: { n: 20 } });
    expect(Object.keys(specification.files)).toEqual(['env.mjs', 'policy.mjs', 'constant.mjs', 'estimator.mjs']);

    const again = couplet(folder, words);
    expect([again.stdout, again.stderr]).toEqual([first.stdout, expect.stringContaining('(20 from an earlier run)')]);
    constant(0.5);
    const changed = couplet(folder, words);
    expect(changed.stderr).toContain('(0 from an earlier run)');
    expect((JSON.parse(changed.stdout) as Benchmark).cells[0].estimators[1].mean).toBeAllClose(0.5);
  });

  it.each([
    [['--env', template('env')], /got 'rooms' - or name both of its policies with --behaviour-policy and --policy/],
    [['--env', 'sepsis', '--policy', 'optimal'], /must be over what logs .* space observed or projected, got 'full'/],
    [['--env', 'gridworld', '--policy', 'most-frequent'], /a log is needed to estimate it from, got none/],
    [['--env', 'gridworld', '--estimator', template('policy')], /must be an estimator, got a policy/],
  ])('refuses %j', (args, message) => {
    expect(fails('benchmark', ...args)).toMatch(message);
  });
});

describe('couplet check', () => {
  it.each(['mechanism', 'env', 'policy', 'estimator'])(
    'finds out that the template %s is one, and no law fails',
    (kind) => {
      const { laws, ...report } = json('check', template(kind), '--draws', '500', '--runs', '20') as {
        laws: readonly { verdict: string; detail: string }[];
      };
      expect(report).toMatchObject({ kind, lawful: true });
      const skipped = laws.filter(({ verdict }) => verdict === 'skipped');
      expect(skipped.every(({ detail }) => detail !== '')).toBe(true);
      expect(laws.length).toBeGreaterThan(skipped.length);
      expect(run('check', template(kind), '--draws', '500', '--runs', '20').includes('skip ')).toBe(skipped.length > 0);
    },
  );

  it('says which law fails, of names of ours that it knows, and asks for the kind where it cannot tell', () => {
    const half = moduleOf(
      "export default { kind: 'policy', name: 'half', create: ({ nStates, nActions }) => ({ nStates, nActions, probability: new Float64Array(nStates * nActions) }) };",
    );
    const { code, stdout } = couplet(folder, ['check', half]);
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(
        /FAILS +made\n +policy half: create: state 0: .*\n +skip +shape \(not checked: 'made' fails\)/,
      ),
    ]);
    write(
      'plain.mjs',
      "export default { name: 'plain', create: ({ nStates, nActions }) => ({ nStates, nActions, probability: new Float64Array(nStates * nActions).fill(1 / nActions) }) };",
    );
    expect(fails('check', './plain.mjs')).toMatch('--kind: must be given for ./plain.mjs');
    expect(run('check', './plain.mjs', '--kind', 'policy')).toMatch('No law fails.');
    expect(run('check', 'most-frequent')).toMatch(/^policy most-frequent; seed 1/);
    expect(run('check', 'triage')).toMatch(/^env triage; seed 1/);
    expect(run('check', 'mis')).toMatch(/^estimator mis; seed 1/);
    expect(fails('check', 'gumble-max')).toMatch("did you mean 'gumbel-max'?");
  });
});
