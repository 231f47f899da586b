import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf, monotoneMechanism } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { type LawOptions, type MechanismLawResult, checkMechanism, mechanismLaws } from '../../../src/laws/index.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { Mechanism } from '../../../src/mechanisms/mechanism.js';
import { boundForms } from '../../mechanisms/bounds/boundForms.js';

const options = { runs: 60, draws: 2_000 };

/** Only what an author who gives nothing but f(p, noise) gives. */
function outcomeOnly(mechanism: Mechanism): Mechanism {
  const { name, implicit, noiseDimension } = mechanism;
  return { name, implicit, outcome: boundForms(mechanism).outcome, noiseDimension: noiseDimension! };
}

function failed(mechanism: Mechanism, settings: LawOptions = options): readonly MechanismLawResult[] {
  return checkMechanism(mechanism, settings).laws.filter(({ verdict }) => verdict === 'fails');
}

function names(results: readonly MechanismLawResult[]): string[] {
  return results.map(({ law }) => law);
}

describe('checkMechanism on mechanisms that obey', () => {
  test('reports the laws that hold, those that do not apply, and the properties', () => {
    const report = checkMechanism(gumbelMax(), options);
    expect(report).toMatchObject({ mechanism: 'gumbel-max', implicit: true, lawful: true });
    expect(names(report.laws)).toEqual(mechanismLaws.map(({ name }) => name));
    expect(report.laws.filter(({ verdict }) => verdict !== 'holds')).toEqual([
      { law: 'fresh noise', verdict: 'skipped', detail: 'only for mechanisms with counterfactual.fresh' },
    ]);
    expect(names(report.properties)).toEqual([
      'counterfactually stable',
      'monotone in index',
      'half of maximal',
      'maximal',
      'repeats what is repeated',
      'rows within monotone',
      'rows within stability-all',
    ]);
    const rows = checkMechanism(independent(), options).laws.find(({ law }) => law === 'symmetric')!;
    expect(rows).toEqual({
      law: 'symmetric',
      verdict: 'skipped',
      detail: 'only for implicit mechanisms with a closed form',
    });
  });

  test('where masses that are lost in rounding leave nobody in a condition', () => {
    const { coupling } = boundForms(maximal());
    const rounding: Mechanism = {
      name: 'mine',
      implicit: false,
      coupling: (p, q, ids) => coupling(p, q, ids).map((value) => (value < 1e-15 ? 0 : value)),
    };
    expect(failed(rounding)).toEqual([]);
  });

  test('of a mechanism that is only sampled, laws and properties within stated bounds', () => {
    const report = checkMechanism(outcomeOnly(gumbelMax()), { runs: 20, draws: 2_000 });
    expect(report.lawful).toBe(true);
    const follows = report.laws.find(({ law }) => law === 'outcome follows p')!;
    // sqrt(ln(2 · 20 · 36 / 1e-6) / 4000)
    expect(follows.detail).toContain(
      'frequencies of 2000 draws may differ by 0.073 (one false alarm in a million checks)',
    );
    expect(report.properties.map(({ verdict }) => verdict)).toEqual([
      ...['holds', 'fails', 'holds', 'fails'],
      // What monotone admits is missed by less than these draws can tell.
      ...['holds', 'holds', 'holds'],
    ]);
  });

  test.each([
    ['gumbel-max', gumbelMax(), ['bounds and guarantees under monotone hold its figures']],
    [
      'inverse-cdf',
      inverseCdf(),
      ['stability', 'monotone', 'stability-all'].map((name) => `bounds and guarantees under ${name} hold its figures`),
    ],
    [
      'independent',
      independent(),
      [
        'influence of what was observed',
        'explain, where no change gives what happened',
        'effects by step and by part',
        ...['none', 'stability', 'monotone', 'stability-all'].map(
          (name) => `bounds and guarantees under ${name} hold its figures`,
        ),
      ],
    ],
    ['outcomes alone', outcomeOnly(gumbelMax()), ['figures without an error of draws']],
  ])('says what can be done with %s, and why not the rest', (_, mechanism, missing) => {
    const { supports } = checkMechanism(mechanism, { runs: 40, draws: 2_000 });
    expect(supports).toHaveLength(9);
    expect(supports.filter(({ supported }) => !supported).map(({ use }) => use)).toEqual(missing);
    for (const { supported, detail } of supports) expect(detail === '').toBe(supported);
  });

  test('says nothing of what can be done where a law fails', () => {
    expect(checkMechanism({ ...independent(), implicit: true }, options).supports).toEqual([]);
  });

  test('the same options give the same report, another seed another counterexample', () => {
    const broken: Mechanism = { ...independent(), implicit: true };
    expect(checkMechanism(broken, options)).toEqual(checkMechanism(broken, options));
  });
});

describe('broken mechanisms, each with a small counterexample', () => {
  const exact = boundForms(gumbelMax());
  const scaled = (factor: number): Mechanism => ({
    name: 'mine',
    implicit: false,
    coupling: (p, q, ids) => exact.coupling(p, q, ids).map((value) => factor * value),
  });

  test('causation beyond its bounds', () => {
    const lessOften: Mechanism = {
      name: 'mine',
      implicit: false,
      coupling: (p, q, ids) => {
        const coupling = exact.coupling(p, q, ids);
        // Two outcomes of the first world change places, and with them those that they turn into.
        if (p.length === 2)
          [coupling[0], coupling[2], coupling[1], coupling[3]] = [coupling[2], coupling[0], coupling[3], coupling[1]];
        return coupling;
      },
    };
    expect(names(failed(lessOften))).toContain('causation within its bounds');
  });

  test('wrong column sums', () => {
    // Always the observed outcome, whatever q says.
    const mine: Mechanism = {
      name: 'mine',
      implicit: false,
      coupling(p) {
        const coupling = new Float64Array(p.length ** 2);
        p.forEach((value, x) => (coupling[x * (p.length + 1)] = value));
        return coupling;
      },
    };
    const results = failed(mine);
    expect(names(results)).toEqual(['column sums', 'impossible outcomes', 'causation within its bounds']);
    const { counterexample, detail } = results[0];
    expect(counterexample!.p).toHaveLength(2);
    expect(Math.max(...counterexample!.p, ...counterexample!.q)).toBe(1);
    expect(detail).toBe(
      `p = [${counterexample!.p.join(', ')}], q = [${counterexample!.q.join(', ')}]: ${counterexample!.computed}, required ${counterexample!.required}`,
    );
    expect(counterexample!.computed).toMatch(/^column [01] sums to [01]$/);
  });

  test('not diagonal at p = q', () => {
    const results = failed({ ...independent(), implicit: true });
    expect(names(results)).toEqual([
      'same distribution, same outcome',
      'no change is what happened',
      'a guarantee holds',
    ]);
    expect(results[0].counterexample).toMatchObject({ p: [0.5, 0.5], required: '0' });
    expect(results[0].counterexample!.computed).toBe('for p and p J[0, 1] is 0.25');
  });

  test('a maximal coupling that claims to be implicit: no one noise can serve three worlds', () => {
    const results = failed({ ...maximal(), implicit: true }, { ...options, runs: 300 });
    expect(names(results)).toEqual(['three worlds']);
    expect(results[0].counterexample!.r).toHaveLength(results[0].counterexample!.p.length);
    expect(results[0].counterexample!.p.length).toBeLessThanOrEqual(4);
    expect(results[0].detail).toMatch(/, r = \[.*P\(X=.*required at most/);
  });

  test('too much probability, and negative probability', () => {
    expect(names(failed(scaled(1.001)))).toEqual(['row sums', 'column sums', 'causation within its bounds']);
    expect(names(failed(scaled(-1)))).toEqual([
      'no negative probability',
      'row sums',
      'column sums',
      'causation within its bounds',
      'more changes are no worse',
    ]);
  });

  test('rows that do not belong to the coupling', () => {
    const mine: Mechanism = {
      name: 'mine',
      implicit: false,
      coupling: exact.coupling,
      counterfactual: (_p, q) => q.slice(),
    };
    expect(names(failed(mine))).toEqual(['forms agree']);
  });

  test('rows that are others where zeros are left out, and noise that is not fresh', () => {
    const withBeside = (beside: object): Mechanism => ({
      ...inverseCdf(),
      counterfactual: Object.assign(inverseCdf().counterfactual!.bind(undefined), beside),
    });
    const [result, ...others] = failed(withBeside({ common: gumbelMax().counterfactual!.common }));
    expect(names([result, ...others])).toEqual(['stored rows agree']);
    expect(result.counterexample!.computed).toMatch(/^counterfactual.common gives .* for CF\(\d \| \d\)$/);
    expect(names(failed(withBeside({ fresh: true })))).toEqual([
      'fresh noise',
      'no change is what happened',
      'a guarantee holds',
    ]);
    const reversed = (outcomes: Uint32Array): Uint32Array => outcomes.map((_, k) => outcomes.length - 1 - k);
    expect(names(failed(withBeside({ order: reversed })))).toEqual(['stored rows agree']);
    const { sparse } = completeMechanism(gumbelMax()).counterfactual;
    expect(names(failed(withBeside({ sparse })))).toEqual(['stored rows agree']);
  });

  test('rows that do not average to q, and rows that are no distributions', () => {
    const row = (values: (p: Float64Array) => Float64Array): Mechanism => ({
      name: 'mine',
      implicit: false,
      counterfactual: values,
    });
    expect(names(failed(row((p) => p.slice())))).toEqual([
      'column sums',
      'impossible outcomes',
      'causation within its bounds',
      'rows average to q',
    ]);
    expect(names(failed(row((p) => p.map((value) => value / 2))))).toContain('rows are distributions');
  });

  test('rows that sum to 1 with something below 0', () => {
    const mine: Mechanism = {
      name: 'mine',
      implicit: false,
      // Half a unit from the second outcome to the first, where there are two.
      counterfactual: (p, q, x, outcomes) =>
        exact.counterfactual(p, q, x, outcomes).map((v, y) => v + (q.length < 2 ? 0 : ([2, -2][y] ?? 0))),
    };
    const found = failed(mine).find(({ law }) => law === 'rows are distributions')!;
    expect(found.counterexample).toMatchObject({ required: 'at least 0' });
    expect(found.counterexample!.computed).toMatch(/^CF\(1 \| \d\) is -/);
  });

  test('a property that only later rows lack', () => {
    // In order but for the last two of three outcomes or more, and that only where the first goes to the first.
    const swapped = monotoneMechanism('swapped', (ids) => {
      const order = ids.map((_, k) => k);
      return ids.length < 3 ? order : Uint32Array.of(...order.subarray(0, -2), ...order.subarray(-2).toReversed());
    });
    const mine: Mechanism = {
      name: 'mine',
      implicit: true,
      coupling: (p, q, ids) => (p[0] > 0 && q[0] >= p[0] ? swapped : inverseCdf()).coupling!(p, q, ids),
    };
    const verdictOf = (mechanism: Mechanism): string =>
      checkMechanism(mechanism, options).properties.find(({ law }) => law === 'monotone in index')!.verdict;
    expect([verdictOf(mine), verdictOf(inverseCdf())]).toEqual(['fails', 'holds']);
  });

  test('a coupling that depends on how many outcomes are listed', () => {
    const mine: Mechanism = {
      name: 'mine',
      implicit: true,
      coupling: (p, q, ids) => (p.length % 2 === 0 ? gumbelMax() : inverseCdf()).coupling!(p, q, ids),
    };
    const [result, ...others] = failed(mine);
    expect(result.law).toBe('padding');
    expect(result.counterexample!.computed).toMatch(/^with outcome \d of probability 0 added, J\[\d, \d\] becomes 0/);
    expect(others).toEqual([]);
  });

  test('a closed form that is not that of the outcome', () => {
    const mine: Mechanism = { ...inverseCdf(), coupling: exact.coupling, counterfactual: exact.counterfactual };
    const results = failed(mine);
    expect(names(results)).toEqual(['outcome agrees with coupling']);
    expect(results[0].counterexample!.computed).toMatch(/^\(x, y\) = \(\d, \d\) in \d+ of 2000 draws$/);
    expect(results[0].counterexample!.p.length).toBeLessThanOrEqual(3);
  });

  test('an outcome that does not follow p', () => {
    const mine = outcomeOnly({ ...inverseCdf(), outcome: (p) => p.findIndex((value) => value > 0) });
    expect(names(failed(mine))).toEqual(['outcome follows p']);
    const impossible = outcomeOnly({ ...inverseCdf(), outcome: () => 0 });
    const follows = failed(impossible).find(({ law }) => law === 'outcome follows p')!;
    expect(follows.counterexample).toMatchObject({
      p: [0, 1],
      computed: 'f(p, noise) = 0 in 2000 of 2000 draws',
      required: 'none',
    });
  });

  test('a sample that does not follow the row', () => {
    const mine: Mechanism = { ...gumbelMax(), sample: (_rng, _p, q) => q.findIndex((value) => value > 0) };
    expect(names(failed(mine))).toEqual(['sample agrees with row', 'sample follows q']);
  });

  test('a coupling that is not symmetric', () => {
    // A shift of the noise for the second world: diagonal at p = q only.
    const mine: Mechanism = {
      name: 'mine',
      implicit: true,
      coupling: (p, q, ids) => (p[0] < q[0] ? gumbelMax() : inverseCdf()).coupling!(p, q, ids),
    };
    expect(names(failed(mine, { ...options, runs: 200 }))).toContain('symmetric');
  });

  test('memory and writing', () => {
    let calls = 0;
    const remembering: Mechanism = {
      ...independent(),
      counterfactual: (_p, q) => q.map((value) => value + 1e-15 * calls++),
    };
    expect(names(failed(remembering))).toEqual(['pure']);
    const buffer = new Map<number, Float64Array>();
    const reusing: Mechanism = {
      name: 'mine',
      implicit: true,
      coupling(p, q, ids) {
        const out = buffer.get(p.length) ?? new Float64Array(p.length ** 2);
        buffer.set(p.length, out);
        out.set(exact.coupling(p, q, ids));
        return out;
      },
    };
    const [reused] = failed(reusing);
    expect(reused).toMatchObject({
      law: 'pure',
      counterexample: { computed: 'coupling changed the array that it had returned' },
    });
    const writing: Mechanism = {
      name: 'mine',
      implicit: false,
      coupling: (p, q, ids) => independent().coupling!(p, q.fill(1), ids),
    };
    expect(failed(writing)[0].counterexample!.computed).toBe('coupling wrote to p, q or outcomes');
    const sorting = outcomeOnly({
      ...inverseCdf(),
      outcome: (p, noise, ids) => inverseCdf().outcome!(p, noise.fill(0.5), ids),
    });
    expect(failed(sorting)[0].counterexample!.computed).toBe('outcome wrote to the noise');
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('not today');
      },
      'coupling must not throw, got Error: not today',
    ],
    [
      'wrong length',
      () => new Float64Array(3),
      'coupling must return a Float64Array of length 4, got Float64Array of length 3',
    ],
    [
      'NaN',
      (p: Float64Array) => new Float64Array(p.length ** 2).fill(NaN),
      'coupling must return finite numbers, got NaN at index 0',
    ],
  ])('%s: one failure, the rest not run', (_what, coupling, message) => {
    const report = checkMechanism({ name: 'mine', implicit: false, coupling }, options);
    expect(report.laws[0]).toMatchObject({
      law: 'well-formed',
      verdict: 'fails',
      counterexample: { p: [1, 0], q: [1, 0], computed: `mechanism mine: ${message}` },
    });
    expect(report.laws.slice(1).every(({ verdict }) => verdict === 'skipped')).toBe(true);
    expect(report.lawful).toBe(false);
  });
});

describe('the kit for tests of one’s own', () => {
  const law = (name: string): (typeof mechanismLaws)[number] => mechanismLaws.find((entry) => entry.name === name)!;

  test('assert throws with the counterexample', () => {
    const broken = { ...independent(), implicit: true };
    const call = (): void => {
      law('same distribution, same outcome').assert(broken);
    };
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(
      "mechanism independent: law 'same distribution, same outcome' must hold (p = q gives x = y: J is diagonal), got p = [0.5, 0.5], ",
    );
    law('same distribution, same outcome').assert(gumbelMax());
  });

  test('a law that does not apply is skipped, and asserting it is an error: nothing would be tested', () => {
    const same = law('same distribution, same outcome');
    expect(same.appliesTo(independent())).toBe(false);
    expect(same.check(independent()).verdict).toBe('skipped');
    expect(() => {
      same.assert(independent());
    }).toThrow(/must apply to be asserted, got only for .* - ask appliesTo first/);
  });

  test('settings that make no sense are errors', () => {
    expect(() => checkMechanism(gumbelMax(), { runs: 0 })).toThrow(/runs must be a whole number from 1, got 0/);
    expect(() => checkMechanism(gumbelMax(), { maxOutcomes: 1 })).toThrow(
      /maxOutcomes must be a whole number from 2, got 1/,
    );
    expect(() => checkMechanism(gumbelMax(), { draws: 0.5 })).toThrow(/draws must be a whole number from 1, got 0.5/);
    expect(() => checkMechanism({ name: 'mine', implicit: true })).toThrow(ArgumentError);
  });
});
