import { describe, expect, test } from 'vitest';
import { checkMechanism, mechanismLaws } from '../../../src/laws/index.js';
import { createMechanism, mechanisms } from '../../../src/mechanisms/registry.js';

const score = Float64Array.from({ length: 200 }, (_, k) => Math.round(10 * Math.sin(k * k)));

/** The laws on ours; a linear program takes 1 ms and more, so it gets fewer and smaller cases. */
const settings = (name: string): { runs: number; maxOutcomes: number; draws: number } =>
  name === 'optimal-transport' ? { runs: 15, maxOutcomes: 8, draws: 100 } : { runs: 150, maxOutcomes: 6, draws: 2_000 };

const members = await Promise.all(
  mechanisms.map(async ({ name }) => ({ name, mechanism: await createMechanism(name, { score }) })),
);

describe.each(members)('$name', ({ name, mechanism }) => {
  // With 2,000 draws a frequency may differ by .077; `kernels/gumbelMaxCoupling.test.ts` has a million.
  test.each(mechanismLaws.filter((law) => law.appliesTo(mechanism)).map((law) => [law.name, law] as const))(
    '%s',
    (_name, law) => {
      law.assert(mechanism, { ...settings(name), tolerance: 1e-12 });
    },
  );

  test('up to 200 outcomes', () => {
    if (name === 'optimal-transport') return;
    const { laws } = checkMechanism(mechanism, { runs: 8, maxOutcomes: 200, draws: 200, tolerance: 1e-12 });
    expect(laws.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  });
});
