import { expect, it } from 'vitest';
import { experiments, findExperiment } from '../../src/experiments/registry.js';

it('names every experiment once, and finds it', () => {
  const names = experiments.map(({ name }) => name);
  expect(names).toEqual(['oberst-sontag', 'table-1', 'figure-1', 'figure-2', 'learning-curves']);
  for (const name of names) expect(findExperiment(name).name).toBe(name);
  expect(() => findExperiment('table-2')).toThrow(
    "must be one of oberst-sontag, table-1, figure-1, figure-2, learning-curves, benchmark, policies, got 'table-2'",
  );
});

it.each(experiments.filter(({ name }) => name !== 'figure-2'))(
  '$name: specifications and trials are plain data, and trials have names that can be files',
  async (experiment) => {
    const { specifications } = experiment;
    for (const specification of Object.values(specifications)) {
      expect(JSON.parse(JSON.stringify(specification))).toEqual(specification);
      const planned = await experiment.trials(specification, { seed: 1, repeats: 2 });
      expect(JSON.parse(JSON.stringify(planned))).toEqual(planned);
      const names = planned.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z0-9.-]+$/);
    }
    expect(() => experiment.trials(specifications.full, { seed: 1, repeats: 0 })).toThrow(
      'repeats must be a whole number from 1',
    );
  },
);
