import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envs } from '../../../envs/registry.js';
import { policies } from '../../../policies/registry.js';
import { expect, it } from 'vitest';
import { assumptions } from '../../../src/mechanisms/bounds/registry.js';
import { mechanisms } from '../../../src/mechanisms/registry.js';
import { estimatorCatalogue } from '../../../src/ope/estimators/registry.js';
import { intervals } from '../../../src/ope/intervals/registry.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { type Given, wordsOf } from './given.js';
import { faultOf, optionTable } from './optionTable.js';

interface Registered {
  readonly name: string;
  readonly summary: string;
}

const registries: Readonly<Record<string, readonly Registered[]>> = {
  envs,
  policies,
  mechanisms,
  assumptions,
  estimators: estimatorCatalogue,
  intervals,
  files: ['model', 'policy', 'advice', 'log', 'states', 'scores', 'gadget', 'checkpoint'].map((name) => ({
    name,
    summary: '',
  })),
};

/** Names by list; in words each is followed by its summary. */
function library({ '<what>': what }: Given): Record<string, readonly string[]> {
  const chosen = Object.entries(registries).filter(([kind]) => what === undefined || kind === what);
  return Object.fromEntries(chosen.map(([kind, entries]) => [kind, entries.map(({ name }) => name)]));
}

/** Lines `  name   summary` under the head of each list. */
function inWords(stdout: string): unknown {
  const lists = stdout.split(/^(?=\w)/m).map((text) => {
    const [kind, ...lines] = text.trimEnd().split('\n');
    return [kind, lines.flatMap((line) => /^ {2}(\S+) +\S/.exec(line)?.[1] ?? [])] as const;
  });
  return Object.fromEntries(lists);
}

const folder = emptyFolder();
writeFileSync(
  join(folder, 'rooms.mjs'),
  `import { z } from 'zod';
export default {
  kind: 'env', name: 'rooms', summary: 'a row of rooms',
  parameters: z.object({ size: z.int().min(1).default(3).describe('how many') }),
  create() { throw new Error('not to be called'); },
};`,
);
writeFileSync(
  join(folder, 'own.mjs'),
  `export default { name: 'own', implicit: true, noiseDimension: 1, outcome: () => 0 };`,
);
writeFileSync(join(folder, 'vague.mjs'), `export default { name: 'vague' };`);

optionTable('list', {
  folder,
  base: {},
  see: (run) => (run.code === 0 ? inWords(run.stdout) : faultOf(run)),
  library,
  rows: [
    { option: '<what>', value: 'intervals' },
    { option: '<what>', value: 'files' },
    { option: '<what>', value: './rooms.mjs', expected: () => ({ envs: ['rooms'] }) },
    {
      option: 'json',
      value: true,
      see: ({ stdout }) =>
        stdout.startsWith('{')
          ? Object.entries(JSON.parse(stdout) as Record<string, Registered[]>).map(([kind, entries]) => [
              kind,
              entries.map(({ name }) => name),
            ])
          : stdout,
      expected: (given) => Object.entries(library(given)),
    },
  ],
});

it('says of an env its parameters with their defaults, and of a mechanism what it needs', async () => {
  const { stdout } = await commandRun(folder, wordsOf('list', { json: true }));
  const lists = JSON.parse(stdout) as Record<
    string,
    (Registered & { parameters: { name: string; default: unknown }[] })[]
  >;
  const { parameters } = lists.envs.find(({ name }) => name === 'gridworld')!;
  expect(parameters.map((each) => [each.name, each.default])).toEqual([
    ['width', 4],
    ['height', 3],
    ['noise', 0.2],
  ]);
  expect(lists.mechanisms.find(({ name }) => name === 'reward-cdf')!.summary).toMatch(/\(needs a score\)$/);
  expect(lists.mechanisms.find(({ name }) => name === 'independent')!.summary).toMatch(/\(not implicit\)$/);
  for (const [kind, entries] of Object.entries(registries))
    expect(lists[kind].map(({ summary }, i) => summary.startsWith(entries[i].summary))).not.toContain(false);
});

it('says what a file holds, and how to set it', async () => {
  const listed = async (what: string): Promise<unknown> =>
    JSON.parse((await commandRun(folder, wordsOf('list', { '<what>': what, json: true }))).stdout);
  expect(await listed('./rooms.mjs')).toEqual({
    envs: [
      {
        name: 'rooms',
        summary: 'a row of rooms',
        parameters: [
          expect.objectContaining({
            name: 'size',
            default: 3,
            description: expect.stringContaining('how many') as string,
          }),
        ],
      },
    ],
  });
  expect(await listed('./own.mjs')).toEqual({ mechanisms: [{ name: 'own', summary: '', parameters: [] }] });
  const { stdout } = await commandRun(folder, wordsOf('list', { '<what>': './own.mjs' }));
  expect(stdout).toBe('mechanisms\n  own\n');
});

it.each([
  ['./vague.mjs', 1, 'what the default export is must be clear'],
  ['./none.mjs', 1, 'must be a readable file'],
  [
    'mechanism',
    2,
    "list: must be one of envs, policies, mechanisms, assumptions, estimators, intervals, files, or a file of your own (.mjs), got 'mechanism' - did you mean 'mechanisms'?",
  ],
])('refuses %s', async (what, exit, message) => {
  const { code, stderr } = await commandRun(folder, wordsOf('list', { '<what>': what }));
  expect([code, stderr]).toEqual([exit, expect.stringContaining(message)]);
});
