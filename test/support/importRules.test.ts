import { describe, expect, it } from 'vitest';
import { type Manifest, importFaults, unusedDependencies } from './importRules.js';

const manifest: Manifest = {
  dependencies: { zod: '4', yargs: '18', '@tensorflow/tfjs': '4' },
  optionalDependencies: { vega: '6' },
  peerDependencies: { '@tensorflow/tfjs-node': '4', vite: '8' },
  peerDependenciesMeta: { '@tensorflow/tfjs-node': { optional: true } },
};

const faults = (tree: Record<string, string>): string[] => importFaults(new Map(Object.entries(tree)), manifest);

/** A tree in which a file of one folder imports one of another. */
const between = (from: string, to: string): Record<string, string> => ({
  [`${from}.ts`]: `import { b } from '${'../'.repeat(from.split('/').length - 1)}${to}.js';`,
  [`${to}.ts`]: 'export const b = 1;',
});

describe('the direction of imports', () => {
  it.each([
    ['src/core/a', 'src/core/b'],
    ['src/mdp/a', 'src/core/b'],
    ['src/trajectories/a', 'src/mdp/b'],
    ['src/fit/a', 'src/trajectories/b'],
    ['src/learning/a', 'src/counterfactual/b'],
    ['src/laws/a', 'src/mechanisms/b'],
    ['src/laws/a', 'src/ope/b'],
    ['src/mechanisms/a', 'src/core/b'],
    ['src/ope/a', 'src/trajectories/b'],
    ['src/counterfactual/a', 'src/mechanisms/kernels/b'],
    ['src/gadgets/a', 'src/counterfactual/b'],
    ['src/experiments/a', 'src/gadgets/b'],
    ['src/report/a', 'src/experiments/b'],
    ['src/cli/a', 'src/core/b'],
    ['src/cli/a', 'src/report/b'],
    ['src/files/a', 'src/gadgets/b'],
    ['src/files/a', 'src/ope/b'],
    ['src/cli/a', 'src/files/b'],
    ['src/experiments/a', 'src/files/b'],
    ['src/report/a', 'src/files/b'],
    ['src/cli/a', 'envs/b'],
    ['src/experiments/a', 'envs/sepsis/b'],
    ['src/report/a', 'policies/b'],
    ['envs/sepsis/a', 'envs/b'],
    ['envs/sepsis/a', 'src/core/b'],
    ['policies/a', 'src/mdp/b'],
    ['policies/a', 'src/trajectories/b'],
    ['src/index', 'src/core/b'],
    ['src/index', 'src/experiments/b'],
    ['src/page/a', 'src/report/b'],
    ['src/cli/a', 'src/page/b'],
    ['src/index', 'envs/b'],
  ])('lets %s import %s', (from, to) => {
    expect(faults(between(from, to))).toEqual([]);
  });

  it.each([
    ['src/core/a', 'src/mdp/b', 'core', 'mdp'],
    ['src/report/a', 'src/page/b', 'report', 'page'],
    ['src/index', 'src/report/b', 'index', 'report'],
    ['src/index', 'src/page/b', 'index', 'page'],
    ['src/mdp/a', 'src/mechanisms/b', 'mdp', 'mechanisms'],
    ['src/trajectories/a', 'src/ope/b', 'trajectories', 'ope'],
    ['src/mdp/a', 'src/trajectories/b', 'mdp', 'trajectories'],
    ['src/trajectories/a', 'src/fit/b', 'trajectories', 'fit'],
    ['src/mechanisms/kernels/a', 'src/counterfactual/b', 'mechanisms', 'counterfactual'],
    ['src/counterfactual/a', 'src/learning/b', 'counterfactual', 'learning'],
    ['src/ope/a', 'src/laws/b', 'ope', 'laws'],
    ['src/mechanisms/a', 'src/ope/b', 'mechanisms', 'ope'],
    ['src/counterfactual/a', 'src/experiments/b', 'counterfactual', 'experiments'],
    ['src/experiments/a', 'src/report/b', 'experiments', 'report'],
    ['src/report/a', 'src/cli/b', 'report', 'cli'],
    ['src/files/a', 'src/experiments/b', 'files', 'experiments'],
    ['src/files/a', 'src/cli/b', 'files', 'cli'],
    ['src/files/a', 'envs/b', 'files', 'envs'],
    ['src/trajectories/a', 'src/files/b', 'trajectories', 'files'],
    ['src/gadgets/a', 'src/files/b', 'gadgets', 'files'],
    ['src/mdp/a', 'envs/b', 'mdp', 'envs'],
    ['src/counterfactual/a', 'policies/b', 'counterfactual', 'policies'],
    ['envs/a', 'src/trajectories/b', 'envs', 'trajectories'],
    ['envs/a', 'policies/b', 'envs', 'policies'],
    ['envs/a', 'src/trajectories/b', 'envs', 'trajectories'],
    ['policies/a', 'envs/b', 'policies', 'envs'],
    ['policies/a', 'src/mechanisms/b', 'policies', 'mechanisms'],
    ['src/index', 'src/files/b', 'index', 'files'],
    ['src/index', 'src/cli/b', 'index', 'cli'],
    ['src/cli/a', 'src/index', 'cli', 'index'],
    ['src/core/a', 'test/support/b', 'core', 'test'],
    ['src/cli/a', 'scripts/b', 'cli', 'scripts'],
    ['src/unheardOf/a', 'src/core/b', 'unheardOf', 'core'],
    ['src/stray', 'src/core/b', 'src', 'core'],
  ])('keeps %s from importing %s', (from, to, zone, other) => {
    expect(faults(between(from, to))).toEqual([`${from}.ts:1: ${zone} must not import ${other}, got ${to}.ts`]);
  });

  it('holds for types and lazy imports too', () => {
    const tree = {
      'src/core/a.ts': "import type { M } from '../mdp/m.js';\nexport const m = () => import('../mdp/n.js');",
    };
    expect(faults(tree)).toEqual([
      'src/core/a.ts:1: core must not import mdp, got src/mdp/m.ts',
      'src/core/a.ts:2: core must not import mdp, got src/mdp/n.ts',
    ]);
  });
});

describe('circles', () => {
  it('are found across folders and at any length', () => {
    const tree = {
      'src/counterfactual/a.ts': "import '../gadgets/b.js';",
      'src/gadgets/b.ts': "import './c.js';",
      'src/gadgets/c.ts': "export * from '../counterfactual/a.js';",
    };
    expect(faults(tree)).toEqual([
      'files must not import in a circle, got src/counterfactual/a.ts -> src/gadgets/b.ts -> src/gadgets/c.ts -> src/counterfactual/a.ts',
    ]);
    expect(faults({ 'src/core/a.ts': "import './a.js';" })).toEqual([
      'files must not import in a circle, got src/core/a.ts -> src/core/a.ts',
    ]);
  });

  it('are found behind a way in', () => {
    const tree = {
      'src/core/a.ts': "import './b.js';",
      'src/core/b.ts': "import './c.js';",
      'src/core/c.ts': "import './b.js';",
    };
    expect(faults(tree)).toEqual([
      'files must not import in a circle, got src/core/b.ts -> src/core/c.ts -> src/core/b.ts',
    ]);
  });

  it('must not close through a type either', () => {
    expect(
      faults({ 'src/core/a.ts': "import './b.js';", 'src/core/b.ts': "import type { A } from './a.js';" }),
    ).toEqual(['files must not import in a circle, got src/core/a.ts -> src/core/b.ts -> src/core/a.ts']);
  });

  it('are not seen where two ways meet', () => {
    const tree = {
      'src/core/a.ts': "import './b.js';\nimport './c.js';",
      'src/core/b.ts': "import './c.js';",
      'src/core/c.ts': '',
    };
    expect(faults(tree)).toEqual([]);
  });
});

describe('browser safety', () => {
  it.each(['node:fs', 'fs', 'fs/promises', 'yargs'])('keeps %s to files, cli and gadgets', (name) => {
    for (const folder of ['src/files', 'src/cli', 'src/gadgets'])
      expect(faults({ [`${folder}/a.ts`]: `import '${name}';` })).toEqual([]);
    for (const folder of ['src/core', 'src/report', 'src/experiments', 'envs', 'policies'])
      expect(faults({ [`${folder}/a.ts`]: `import '${name}';` })).toEqual([
        expect.stringMatching(`^${folder}/a.ts:1: .* must run in a browser, got ${name}$`),
      ]);
  });

  it('follows our own files from the public API', () => {
    const tree = {
      'src/index.ts': "export { a } from './counterfactual/a.js';",
      'src/counterfactual/a.ts': "import '../gadgets/b.js';",
      'src/gadgets/b.ts': "export const load = () => import('node:fs');",
    };
    expect(faults(tree)).toEqual([
      'src/index.ts must run in a browser, got src/index.ts -> src/counterfactual/a.ts -> src/gadgets/b.ts -> node:fs',
    ]);
  });

  it('does not follow types', () => {
    const tree = {
      'src/index.ts': "export type { B } from './gadgets/b.js';\nexport { c } from './gadgets/c.js';",
      'src/gadgets/b.ts': "import 'node:fs';",
      'src/gadgets/c.ts': "import type { Stats } from 'node:fs';",
    };
    expect(faults(tree)).toEqual([]);
  });
});

describe('packages', () => {
  it('must be dependencies or optional peers', () => {
    const tree = {
      'src/gadgets/a.ts':
        "import 'zod/mini';\nvoid import('@tensorflow/tfjs-node/x');\nimport 'vite';\nimport 'couplet';",
    };
    expect(faults(tree)).toEqual([
      'src/gadgets/a.ts:3: packages must be dependencies or optional peers, got vite',
      'src/gadgets/a.ts:4: packages must be dependencies or optional peers, got couplet',
    ]);
    expect(importFaults(new Map([['src/core/a.ts', "import 'zod';"]]), {})).toHaveLength(1);
  });

  it('that an install may leave out load only when needed', () => {
    const text =
      "import 'vega';\nimport '@tensorflow/tfjs-node';\nimport type { Spec } from 'vega';\nvoid import('vega');";
    expect(faults({ 'src/gadgets/a.ts': text })).toEqual([
      'src/gadgets/a.ts:1: what an install may leave out must be loaded when it is needed, got vega',
      'src/gadgets/a.ts:2: what an install may leave out must be loaded when it is needed, got @tensorflow/tfjs-node',
    ]);
  });

  it('load with the command only when it knows what it is asked, but for the parser', () => {
    const tree = {
      'src/cli/main.ts': "import 'yargs';\nimport './a.js';\nconst b = () => import('./b.js');",
      'src/cli/a.ts': "import 'zod';",
      'src/cli/b.ts': "import 'zod';",
    };
    expect(faults(tree)).toEqual([
      'src/cli/main.ts must not load zod before it is needed, got src/cli/main.ts -> src/cli/a.ts -> zod',
    ]);
  });

  it('of tensorflow are for gadgets alone', () => {
    expect(faults({ 'src/gadgets/a.ts': "import '@tensorflow/tfjs';" })).toEqual([]);
    expect(faults({ 'src/cli/a.ts': "import type { T } from '@tensorflow/tfjs';" })).toEqual([
      'src/cli/a.ts:1: only gadgets may import tfjs, got @tensorflow/tfjs',
    ]);
  });

  it.each(['fast-check', 'highs', 'mathjs/number'])(
    'such as %s load with the public API only when called for',
    (name) => {
      const heavy = (index: string, text: string): string[] =>
        faults({ 'src/index.ts': index, 'src/core/a.ts': "export * from './b.js';", 'src/core/b.ts': text }).filter(
          (fault) => fault.includes('before it is needed'),
        );
      const reExport = "export { a } from './core/a.js';";
      expect(heavy(reExport, `import { x } from '${name}';`)).toEqual([
        `src/index.ts must not load ${name.split('/')[0]} before it is needed, got src/index.ts -> src/core/a.ts -> src/core/b.ts -> ${name}`,
      ]);
      expect(heavy(reExport, `export const x = () => import('${name}');`)).toEqual([]);
      expect(heavy(reExport, `import type { X } from '${name}';`)).toEqual([]);
      expect(heavy("export const a = () => import('./core/a.js');", `import '${name}';`)).toEqual([]);
    },
  );

  it('are all used', () => {
    const files = new Map([
      ['src/core/a.ts', "import type { z } from 'zod';\nimport './yargs.js';"],
      ['src/gadgets/b.ts', "const tf = await import('@tensorflow/tfjs/dist/x');"],
    ]);
    expect(unusedDependencies(files, manifest)).toEqual(['vega', 'yargs']);
    expect(unusedDependencies(files, {})).toEqual([]);
  });
});
