import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { aboutText } from '../../src/files/aggregates/aboutAggregates.js';
import { TABLE_COLUMNS } from '../../src/files/aggregates/parts.js';
import { createEnv } from '../../envs/registry.js';
import { tabular } from '../../policies/tabular.js';
import { aggregate } from '../../src/aggregates/aggregate.js';
import { memorySource } from '../../src/aggregates/source/memorySource.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { logDescriptionSchema } from '../../src/files/description/logDescription.js';
import { sourceSchema } from '../../src/files/json/sourceSchema.js';
import { arrayName, type ModelArray } from '../../src/files/models/arrays/arrayNames.js';
import { MDP_COLUMNS } from '../../src/files/models/mdpColumns.js';
import { mdpHeaderSchema } from '../../src/files/models/mdpHeader.js';
import { readAdvice } from '../../src/files/models/readAdvice.js';
import { readMarkovPolicy, readPolicy } from '../../src/files/models/readPolicy.js';
import { readScores } from '../../src/files/models/readScores.js';
import { writeAdvice } from '../../src/files/models/writeAdvice.js';
import { readMdp } from '../../src/files/models/readMdp.js';
import { writeMdp } from '../../src/files/models/writeMdp.js';
import { writePolicy } from '../../src/files/models/writePolicy.js';
import { provenance } from '../../src/files/provenance.js';
import { columnNames } from '../../src/files/trajectories/columns/columnNames.js';
import { CONVENTIONS, type NamingConvention } from '../../src/files/trajectories/columns/conventions.js';
import { writeTrajectories } from '../../src/files/trajectories/writeTrajectories.js';
import { type GadgetModel, untrainedGadget } from '../../src/gadgets/gadgetModel.js';
import { gadgetSpec } from '../../src/gadgets/gadgetSpec.js';
import { formatGadget } from '../../src/gadgets/modelFile.js';
import { createRng } from '../../src/core/random/rng.js';
import type { Advice } from '../../src/mdp/advice/advice.js';
import { type Mdp } from '../../src/mdp/mdp.js';
import { repeated } from '../../src/mdp/overTime/repeated.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** Compares the tables of the guide with what the writers write and the readers take. */
const page = readFileSync(fileURLToPath(new URL('../../docs/file-formats.md', import.meta.url)), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'couplet-formats-'));
const full = provenance('a command', {
  seed: 1,
  options: { of: 'all' },
  inputs: { file: 'hash' },
  origins: { log: 'hash' },
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Rows of the first table below a heading, by field; a cell by the name of its column. */
function table(heading: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const [, below] = page.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const lines = below.slice(below.indexOf('\n|')).trimStart().split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  const cells = lines.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const [head, , ...rows] = cells;
  return new Map(
    rows.map((row) => [row[0].replaceAll('`', ''), Object.fromEntries(head.map((name, i) => [name, row[i]]))]),
  );
}

const fields = (heading: string): string[] => [...table(heading).keys()];
const keysOf = (schema: z.ZodType): string[] => Object.keys((schema as unknown as z.ZodObject).shape);
const json = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const required = (heading: string): string[] =>
  [...table(heading)].filter(([, row]) => row.required.startsWith('yes')).map(([field]) => field);

const plainLog: Trajectories = {
  nEpisodes: 1,
  nStates: 2,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 1),
  state: Int32Array.of(0),
  action: Int32Array.of(1),
  reward: Float64Array.of(1),
  nextState: Int32Array.of(1),
  terminated: Uint8Array.of(1),
  source: {},
};
const fullLog: Trajectories = {
  ...plainLog,
  propensity: Float64Array.of(0.5),
  propensities: Float64Array.of(0.5, 0.5),
  hidden: Int32Array.of(1),
};

describe('a log', () => {
  const columns = table('Columns of a log');

  it('has the columns that the reader looks for', () => {
    expect([...columns.keys()]).toEqual(Object.keys(columnNames('test')));
  });

  it.each([
    [plainLog, ['always']],
    [fullLog, ['always', 'if known']],
  ])('is written with the columns that are marked so', async (log, marks) => {
    const path = join(folder, 'log.csv');
    await writeTrajectories(path, log, full);
    const written = readFileSync(path, 'utf8').split('\n')[1].split(',');
    const expected = [...columns].filter(([, row]) => marks.includes(row.written)).map(([field]) => field);
    expect([...new Set(written.map((name) => name.replace(/_\d+$/, '_')))]).toEqual(expected);
  });

  it('opens with its first line, and the provenance', async () => {
    const path = join(folder, 'log.csv');
    await writeTrajectories(path, fullLog, full);
    const [first] = readFileSync(path, 'utf8').split('\n');
    const keys = Object.keys(JSON.parse(first.replace('# couplet ', '')) as object);
    expect(keys).toEqual([...fields('Provenance'), ...fields('First line of a log')]);
  });

  it('has the names of other libraries', () => {
    for (const [library, names] of Object.entries(CONVENTIONS)) {
      const told = [...table('Names of other libraries')].map(([field, row]) => [
        field,
        row[`\`${library}\``].replaceAll('`', ''),
      ]);
      expect(Object.fromEntries(told.filter(([, name]) => name !== ''))).toEqual(
        CONVENTIONS[library as NamingConvention],
      );
      expect(names).toBeDefined();
    }
  });

  it('is described by the fields of a description', () => {
    expect(fields('Description of a log')).toEqual(['couplet', ...keysOf(logDescriptionSchema)]);
  });
});

describe('a model', () => {
  const mdp: Mdp = {
    nStates: 2,
    nActions: 1,
    rowStart: Uint32Array.of(0, 1, 1),
    nextState: Uint32Array.of(1),
    probability: Float64Array.of(1),
    reward: Float64Array.of(1),
    initial: Float64Array.of(1, 0),
    terminal: Uint8Array.of(0, 1),
    outcomes: [
      { name: 'alive', reward: 0 },
      { name: 'end', reward: 0 },
    ],
    outcome: Uint8Array.of(0, 1),
    observed: Uint8Array.of(1, 0),
    visits: Uint32Array.of(1, 0),
    stateLabels: ['a', 'b'],
    actionLabels: ['c'],
    actionParts: [{ name: 'antibiotics', on: [1] }],
    variables: [{ name: 'oxygen', levels: ['low', 'normal'], normal: 1, level: [0, null] }],
    source: {},
  };

  it('is read and written by its fields', async () => {
    const path = join(folder, 'mdp.json');
    await writeMdp(path, mdp, full);
    expect(Object.keys(json(path))).toEqual(fields('Model'));
    expect(['couplet', ...keysOf(mdpHeaderSchema), ...MDP_COLUMNS]).toEqual(fields('Model'));
  });

  it('needs those that are required', async () => {
    const path = join(folder, 'least.json');
    const { observed, visits, stateLabels, actionLabels, actionParts, variables, source, ...least } = mdp;
    expect([observed, visits, stateLabels, actionLabels, actionParts, variables, source]).not.toContain(undefined);
    await writeMdp(path, { ...least, source }, full);
    const present = Object.keys(json(path)).filter((field) => !['couplet', 'source'].includes(field));
    expect(present).toEqual(required('Model'));
  });

  it('has the parts and variables that the tables tell of', async () => {
    const path = join(folder, 'parts.json');
    await writeMdp(path, mdp, full);
    const { actionParts, variables } = json(path) as Required<Mdp>;
    expect(Object.keys(actionParts[0])).toEqual(fields('Parts'));
    expect(Object.keys(variables[0])).toEqual(fields('Variables'));
    const least = { ...mdp, variables: [{ name: 'oxygen', levels: ['low'], level: [0, null] }] };
    await writeMdp(path, least, full);
    expect(Object.keys((json(path) as Required<Mdp>).variables[0])).toEqual(required('Variables'));
    expect(await readMdp(path)).toEqual(least);
  });

  it('has the other names of dense arrays', () => {
    for (const [field, row] of table('Dense arrays')) {
      const others = [...row['meaning, and other names'].matchAll(/`(\w+)`/g)].map(([, name]) => name);
      expect(others.length).toBeGreaterThan(1);
      for (const name of [field, ...others]) expect(arrayName([name], field as ModelArray)).toBe(name);
    }
  });
});

describe('a policy', () => {
  const policy: Policy = {
    nStates: 2,
    nActions: 2,
    probability: Float64Array.of(1, 0, 0, 1),
    space: 'full',
    states: ['a', 'b'],
    actions: ['c', 'd'],
    ends: [{ name: 'end', state: 1 }],
    discount: 0.9,
  };

  it.each([
    ['action', policy],
    ['probability', { ...policy, probability: Float64Array.of(0.5, 0.5, 0, 1) }],
  ])('is read and written by its fields, with %s', async (choice, either) => {
    const path = join(folder, 'policy.json');
    await writePolicy(path, either, full);
    const other = choice === 'action' ? 'probability' : 'action';
    expect([...Object.keys(json(path)), other].sort()).toEqual(fields('Policy').sort());
    expect(await readPolicy(path)).toEqual({ ...either, provenance: full, extra: {} });
  });
});

describe('a policy over time', () => {
  const path = join(folder, 'plan.json');
  const soft = repeated({ nStates: 1, nActions: 2, probability: Float64Array.of(0.5, 0.5) }, 2);
  const hard = repeated({ nStates: 1, nActions: 2, probability: Float64Array.of(0, 1) }, 2);

  it.each([
    [hard, 'action'],
    [soft, 'probability'],
  ])('is read and written by its fields', async (policy, name) => {
    await writePolicy(path, policy, full);
    const choices = ['action', 'probability'];
    const sizes = ['couplet', 'nStates', 'nActions'];
    const written = Object.keys(json(path)).filter((field) => !sizes.includes(field));
    expect(written).toEqual(fields('Policy over time').filter((field) => !choices.includes(field) || field === name));
    expect(await readMarkovPolicy(path)).toEqual({ ...policy, provenance: full, extra: {} });
  });

  it('needs those that are required', async () => {
    await writePolicy(path, soft, full);
    const whole = json(path);
    for (const field of required('Policy over time')) {
      writeFileSync(path, JSON.stringify({ ...whole, [field]: undefined }));
      await expect(readMarkovPolicy(path)).rejects.toThrow(field);
    }
  });
});

describe('advice', () => {
  const advice: Advice = {
    nStates: 2,
    nActions: 2,
    probability: Float64Array.of(1, 0, 0.5, 0.5, 1, 0, 0, 1),
    space: 'full',
    states: ['a', 'b'],
    actions: ['c', 'd'],
    ends: [{ name: 'end', state: 1 }],
    discount: 0.9,
  };

  it('is read and written by its fields', async () => {
    const path = join(folder, 'advice.json');
    await writeAdvice(path, advice, full);
    const { rules, ...others } = json(path);
    expect([...Object.keys(others), 'rules']).toEqual(fields('Advice'));
    expect(Object.keys((rules as object[])[0])).toEqual(fields('Rule of advice'));
    expect(await readAdvice(path)).toEqual({ ...advice, provenance: full, extra: {} });
  });

  it('needs those that are required', async () => {
    const path = join(folder, 'advice.json');
    await writeAdvice(path, advice, full);
    const whole = json(path);
    for (const field of required('Advice')) {
      writeFileSync(path, JSON.stringify({ ...whole, [field]: undefined }));
      await expect(readAdvice(path)).rejects.toThrow(field);
    }
    const [rule] = whole.rules as object[];
    for (const field of required('Rule of advice')) {
      writeFileSync(path, JSON.stringify({ ...whole, rules: [{ ...rule, [field]: undefined }] }));
      await expect(readAdvice(path)).rejects.toThrow(field);
    }
  });
});

describe('scores', () => {
  const write = (content: object): string => {
    const path = join(folder, 'scores.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  };

  it('are read by their fields, and no others', async () => {
    const values: Record<string, unknown> = { scores: { harm: [0, 1] }, couplet: full };
    expect(fields('Scores')).toEqual(Object.keys(values));
    expect(await readScores(write(values), 2)).toHaveLength(1);
    await expect(readScores(write({ ...values, further: 1 }), 2)).rejects.toThrow('further');
    for (const field of required('Scores'))
      await expect(readScores(write({ ...values, [field]: undefined }), 2)).rejects.toThrow(field);
  });
});

describe('a gadget', () => {
  const written = async (model: GadgetModel): Promise<Record<string, Record<string, unknown>>> =>
    JSON.parse(await formatGadget(model)) as Record<string, Record<string, unknown>>;
  const pair = { p: Float64Array.of(0.5, 0.5), q: Float64Array.of(0.25, 0.75) };

  it('is written by its fields', async () => {
    const training = {
      settings: {},
      backend: 'none',
      backendReasons: [],
      steps: 1,
      bestStep: 1,
      startLoss: 1,
      heldOutLoss: 1,
      curve: [[0, 1]],
      baselines: { gumbelMax: 1, least: 1 },
      correction: 1,
      ended: 'all steps',
    } as const;
    const free = untrainedGadget(
      createRng(1),
      gadgetSpec('gadget-2', { outcomes: 2, network: 'free', order: [1, 0] }),
      pair,
    );
    const file = await written({ ...free, training });
    expect(Object.keys(file)).toEqual(fields('Gadget'));
    expect(Object.keys(file.spec).sort()).toEqual(fields('Specification of a gadget').sort());
    expect(Object.keys(file.training)).toEqual(fields('Training of a gadget'));
  });

  it('leaves out what gadget-1 has none of', async () => {
    const file = await written(untrainedGadget(createRng(1), gadgetSpec('gadget-1', { outcomes: 2 })));
    expect(Object.keys(file.spec).sort()).toEqual(required('Specification of a gadget').sort());
    expect(Object.keys(file).sort()).toEqual(required('Gadget').sort());
  });
});

describe('sums of a log', () => {
  it('are written by their columns', () => {
    const named = fields('Sums of a log').flatMap((cell) => cell.split(', '));
    expect(named.sort()).toEqual(['part', ...TABLE_COLUMNS.map(({ name }) => name)].sort());
  });

  it('say what weights they are of', async () => {
    const mdp = createEnv('two-armed').exactModel!();
    const target = tabular([1, 0, 0], 2);
    const log = simulate(createRng(1), mdp, target, { episodes: 2, horizon: 1 });
    const { propensity, ...bare } = log;
    expect(propensity).toBeDefined();
    const sums = await aggregate(memorySource(bare), { target, model: mdp });
    const about = JSON.parse(aboutText(sums, full)) as { aggregates: { weighted: object } };
    expect(Object.keys(about.aggregates.weighted)).toEqual(fields('Weights of sums'));
  });
});

describe('shared parts', () => {
  it('are those of the schema and the writer', () => {
    expect(fields('Source')).toEqual(keysOf(sourceSchema));
    expect(fields('Provenance')).toEqual(Object.keys(full));
  });
});
