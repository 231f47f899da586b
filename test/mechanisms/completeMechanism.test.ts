import { describe, expect, test } from 'vitest';
import { ArgumentError, NumericalError } from '../../src/core/errors.js';
import { createRng } from '../../src/core/random/rng.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../src/mechanisms/fixed/independent.js';
import type { CompleteMechanism, Mechanism } from '../../src/mechanisms/mechanism.js';
import { boundForms } from './bounds/boundForms.js';

const p = Float64Array.of(0.1, 0.5, 0, 0.15, 0.25);
const q = Float64Array.of(0.3, 0.2, 0.1, 0.4, 0);
const ids = Uint32Array.of(0, 1, 2, 3, 4);
const half = Float64Array.of(0.5, 0.5);
const two = Uint32Array.of(0, 1);

const { outcome, coupling, counterfactual } = boundForms(gumbelMax());
const noiseDimension = (nOutcomes: number): number => nOutcomes;
const mine = { name: 'mine', implicit: true };

/** What an author wrote that the types do not allow. */
function untyped(record: object): Mechanism {
  return { ...mine, ...record };
}

describe('what is not given is derived', () => {
  const exact = completeMechanism(gumbelMax());

  test('rows from the coupling of the very outcomes asked about, not of others with the same probabilities', () => {
    const agree = Float64Array.of(0.5, 0, 0, 0.5);
    const differ = Float64Array.of(0, 0.5, 0.5, 0);
    const byOutcomes = completeMechanism({
      ...mine,
      implicit: false,
      coupling: (_p, _q, outcomes) => (outcomes[1] === 1 ? agree : differ),
    });
    expect(byOutcomes.counterfactual(half, half, 0, two)).toBeAllClose(Float64Array.of(1, 0));
    expect(byOutcomes.counterfactual(half, half, 0, Uint32Array.of(0, 2))).toBeAllClose(Float64Array.of(0, 1));
    expect(byOutcomes.counterfactual(half, half, 0, two)).toBeAllClose(Float64Array.of(1, 0));
  });

  test.each([
    ['coupling alone', { coupling }],
    ['counterfactual alone', { counterfactual }],
  ])('%s', (_given, forms) => {
    const mechanism = completeMechanism({ ...mine, ...forms });
    expect(mechanism.exact).toBe(true);
    expect(mechanism.coupling(p, q, ids)).toBeAllClose(exact.coupling(p, q, ids));
    for (const x of [0, 1, 3, 4])
      expect(mechanism.counterfactual(p, q, x, ids)).toBeAllClose(exact.counterfactual(p, q, x, ids));
  });

  test('rows of a derived coupling belong to their own pair', () => {
    let calls = 0;
    const mechanism = completeMechanism({
      ...mine,
      coupling: (a, b, outcomes) => {
        calls += 1;
        return coupling(a, b, outcomes);
      },
    });
    const rows = [mechanism.counterfactual(p, q, 0, ids), mechanism.counterfactual(p, q, 1, ids)];
    expect(calls).toBe(1);
    rows[0].fill(7);
    expect(mechanism.counterfactual(p, q, 0, ids)).toBeAllClose(exact.counterfactual(p, q, 0, ids));
    mechanism.counterfactual(q, p, 0, ids);
    const changed = p.slice();
    [changed[0], changed[1]] = [p[1], p[0]];
    expect(mechanism.counterfactual(changed, q, 0, ids)).toBeAllClose(exact.counterfactual(changed, q, 0, ids));
    mechanism.counterfactual(p, q, 0, ids).fill(7);
    expect(mechanism.counterfactual(p, q, 0, ids)).toBeAllClose(exact.counterfactual(p, q, 0, ids));
  });

  // n = 100,000 draws, Hoeffding at 1e-6 over 25 cells: .0094. Row 0 has about 10,000 of them: .03.
  test('outcome alone: estimates within their bound', () => {
    const mechanism = completeMechanism({ ...mine, outcome, noiseDimension }, { rng: createRng(1), draws: 100_000 });
    expect(mechanism.exact).toBe(false);
    expect(mechanism.coupling(p, q, ids)).toBeAllClose(exact.coupling(p, q, ids), { rtol: 0, atol: 0.0094 });
    expect(mechanism.counterfactual(p, q, 0, ids)).toBeAllClose(exact.counterfactual(p, q, 0, ids), {
      rtol: 0,
      atol: 0.03,
    });
  });

  test('estimates depend neither on the order of calls nor on draws made elsewhere', () => {
    const build = (): [CompleteMechanism, ReturnType<typeof createRng>] => {
      const rng = createRng(2);
      return [completeMechanism({ ...mine, outcome, noiseDimension: 5 }, { rng, draws: 500 }), rng];
    };
    const [first] = build();
    const [second, rng] = build();
    const expected = [first.coupling(p, q, ids), first.counterfactual(p, q, 1, ids)];
    rng.uniform();
    second.counterfactual(q, p, 3, ids);
    expect([second.counterfactual(p, q, 1, ids), second.coupling(p, q, ids)]).toEqual(expected.reverse());
  });

  // n = 20,000 draws, Hoeffding at 1e-6 over 15 comparisons: .0209.
  test.each([
    ['sample', gumbelMax()],
    ['counterfactual', { ...mine, counterfactual }],
    ['outcome, by rejection', { ...mine, outcome, noiseDimension }],
  ])('draws from %s', (_from, given: Mechanism) => {
    const mechanism = completeMechanism(given, { rng: createRng(3) });
    const rng = createRng(4);
    const counts = new Float64Array(5);
    for (let draw = 0; draw < 20_000; draw++) counts[mechanism.sample(rng, p, q, 3, ids)] += 1;
    const row = exact.counterfactual(p, q, 3, ids);
    expect(counts.map((count) => count / 20_000)).toBeAllClose(row, { rtol: 0, atol: 0.0209 });
  });

  test('methods that use `this` keep it', () => {
    const counting: Mechanism & { calls: number } = {
      ...mine,
      calls: 0,
      coupling(a, b, outcomes) {
        this.calls += 1;
        return coupling(a, b, outcomes);
      },
    };
    completeMechanism(counting).coupling(p, q, ids);
    expect(counting.calls).toBe(1);
  });
});

describe('what is known of rows for speed', () => {
  test('is kept: that they are fresh, and how they are stored', () => {
    expect(completeMechanism(independent()).counterfactual.fresh).toBe(true);
    const { sparse, fresh } = completeMechanism(gumbelMax()).counterfactual;
    expect([typeof sparse, fresh]).toEqual(['function', undefined]);
    expect('fresh' in completeMechanism(gumbelMax()).counterfactual).toBe(false);
  });

  const pair = {
    outcome: Uint32Array.of(4, 7, 4, 7),
    probability: Float64Array.of(0.5, 0.5, 0.5, 0.5),
    pStart: 0,
    pEnd: 2,
    x: 0,
    qStart: 2,
    qEnd: 4,
  };
  const stored = (values: readonly number[]) => (): Float64Array => {
    const form = Object.assign(() => half.slice(), {
      sparse: (_: unknown, out: Float64Array, at: number) => {
        out.set(values, at);
      },
    });
    const out = new Float64Array(3);
    completeMechanism({ ...mine, counterfactual: form }).counterfactual.sparse!(pair, out, 1);
    return out;
  };

  test('may be zero, or negative by rounding; a stored row that is no distribution is refused', () => {
    expect(stored([1, 0])()).toEqual(Float64Array.of(0, 1, 0));
    expect(stored([1 + 1e-9, -1e-9])()[2]).toBe(-1e-9);
    expect(stored([1.1, -0.1])).toThrow(/a counterfactual row must not be negative, got -0.1 for outcome 7/);
    expect(stored([0.5, 0.4])).toThrow(/counterfactual row 4 must sum to 1, got 0.9/);
  });
});

describe('observations that cannot be', () => {
  test('p[x] = 0 is an error, not zeros', () => {
    const mechanism = completeMechanism(gumbelMax());
    for (const call of [
      () => mechanism.counterfactual(p, q, 2, ids),
      () => mechanism.sample(createRng(1), p, q, 2, ids),
    ]) {
      expect(call).toThrow(NumericalError);
      expect(call).toThrow(/^mechanism gumbel-max: the observed outcome must be possible, got p\[2\] = 0 - /);
    }
  });

  test('an outcome that no draw gives', () => {
    const rare = Float64Array.of(1 - 1e-12, 1e-12);
    const mechanism = completeMechanism({ ...mine, outcome, noiseDimension: 2 }, { rng: createRng(1), draws: 100 });
    for (const call of [
      () => mechanism.counterfactual(rare, half, 1, two),
      () => mechanism.sample(createRng(1), rare, half, 1, two),
    ]) {
      expect(call).toThrow(NumericalError);
      expect(call).toThrow(/observed outcome 1, got none .*use more draws or give/);
    }
  });
});

describe('what the caller may not pass', () => {
  const mechanism = completeMechanism(gumbelMax());
  test.each([
    ['lengths', () => mechanism.coupling(half, p, two), /same length, got 2, 5 and 2/],
    [
      'no probabilities',
      () => mechanism.coupling(Float64Array.of(0.5, 0.6), half, two),
      /p: probabilities must sum to 1/,
    ],
    ['q', () => mechanism.coupling(half, Float64Array.of(-0.5, 1.5), two), /q: probabilities must be from 0 to 1/],
    ['x', () => mechanism.counterfactual(half, half, 2, two), /x must be a position from 0 to 1, got 2/],
    ['draws', () => completeMechanism(gumbelMax(), { draws: 0 }), /draws must be a whole number from 1, got 0/],
    ['no rng', () => completeMechanism({ ...mine, outcome, noiseDimension: 2 }), /rng is needed/],
  ])('%s', (_what, call, message) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });
});

describe('what an author may get wrong', () => {
  test.each([
    ['no name', untyped({ name: '' }), /name must be a text that is not empty, got ''/],
    ['no declaration', untyped({ implicit: undefined }), /mine: implicit must be true or false, got undefined/],
    ['no form', untyped({}), /mine: one of outcome, coupling and counterfactual must be given, got none/],
    ['no noise', untyped({ outcome }), /mine: outcome needs noiseDimension/],
    ['no function', untyped({ coupling: [1] }), /mine: coupling must be a function, got Array of length 1/],
  ])('definition: %s', (_what, mechanism, message) => {
    expect(() => completeMechanism(mechanism)).toThrow(ArgumentError);
    expect(() => completeMechanism(mechanism)).toThrow(message);
  });

  const row = (values: Float64Array | number[]): object => ({ counterfactual: () => values });
  const joint = (values: unknown): object => ({ coupling: () => values });
  const index = (value: unknown): object => ({ outcome: () => value, noiseDimension: 1 });
  test.each([
    [
      'outcome undefined',
      index(undefined),
      /^mechanism mine: outcome must return an index from 0 to 1, got undefined - /,
    ],
    ['outcome out of range', index(2), /outcome must return an index from 0 to 1, got 2/],
    ['outcome a fraction', index(0.5), /got 0.5/],
    ['noise', { outcome: () => 0, noiseDimension: () => -1 }, /noiseDimension must be .* got -1 for 2 outcomes/],
    [
      'length',
      joint(new Float64Array(3)),
      /coupling must return a Float64Array of length 4, got Float64Array of length 3/,
    ],
    ['a plain array', joint([1, 0, 0, 0]), /got Array of length 4/],
    ['a promise', joint(Promise.resolve()), /got Promise/],
    ['NaN', joint(Float64Array.of(0.5, 0, NaN, 0.5)), /coupling must return finite numbers, got NaN at index 2/],
    ['row sums', joint(Float64Array.of(0.5, 0.5, 0, 0)), /row 0 must sum to 0.5, got 1 - run checkMechanism/],
    ['column sums', joint(Float64Array.of(0.5, 0, 0.5, 0)), /column 0 must sum to 0.5, got 1/],
    ['negative', joint(Float64Array.of(1, -0.5, -0.5, 1)), /must not be negative, got J\[0, 1\] = -0.5/],
    ['row', row(Float64Array.of(0.5, 0.4)), /row 0 must sum to 0.5, got 0.45/],
    ['negative row', row(Float64Array.of(2, -1)), /must not be negative, got J\[0, 1\] = -0.5/],
  ])('result: %s', (_what, forms, message) => {
    const mechanism = completeMechanism(untyped(forms), { rng: createRng(1), draws: 10 });
    const call = (): unknown => [mechanism.coupling(half, half, two), mechanism.counterfactual(half, half, 0, two)];
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });

  test('a row of its own that is no distribution', () => {
    const both = (values: number[]): CompleteMechanism =>
      completeMechanism({ ...gumbelMax(), name: 'mine', counterfactual: () => Float64Array.from(values) });
    const call = (values: number[]) => (): unknown => both(values).counterfactual(half, half, 0, two);
    expect(call([0.5, 0.4])).toThrow(/mine: counterfactual row 0 must sum to 1, got 0.9/);
    expect(call([2, -1])).toThrow(/must not be negative, got CF\(1 \| 0\) = -1/);
  });

  test('sample out of range', () => {
    const mechanism = completeMechanism({ ...gumbelMax(), name: 'mine', sample: () => 5 });
    expect(() => mechanism.sample(createRng(1), half, half, 0, two)).toThrow(/mine: sample must return an index/);
  });

  test('an error of the author is named, and kept as the cause', () => {
    const cause = new RangeError('no such row');
    const throwing = completeMechanism({
      ...mine,
      coupling() {
        throw cause;
      },
    });
    const error = thrownBy(() => throwing.coupling(half, half, two));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toBe('mechanism mine: coupling must not throw, got RangeError: no such row');
    expect(error.cause).toBe(cause);
  });

  test('a computation without an answer stays one', () => {
    const throwing = completeMechanism({
      ...mine,
      coupling() {
        throw new NumericalError('solver: no optimum');
      },
    });
    expect(thrownBy(() => throwing.coupling(half, half, two))).toBeInstanceOf(NumericalError);
  });
});

function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
