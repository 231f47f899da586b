import { describe, expect, test } from 'vitest';
import { explainLaws } from '../../../src/laws/mechanism/explainLaws.js';
import type { MechanismLaw } from '../../../src/laws/index.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import type { Mechanism } from '../../../src/mechanisms/mechanism.js';

const options = { runs: 60 };
const law = (name: string): MechanismLaw => explainLaws.find((each) => each.name === name)!;
const verdicts = (mechanism: Mechanism): readonly string[] =>
  explainLaws.map((each) => each.check(mechanism, options).verdict);

/** Rows of its own making, by how often they were asked for. */
function fickle(rowOf: (q: Float64Array, calls: number) => Float64Array): Mechanism {
  let calls = 0;
  return { name: 'fickle', implicit: false, counterfactual: (_p, q) => rowOf(q, calls++) };
}

describe('mechanisms that obey', () => {
  test('what they are about is tried', () => {
    expect(verdicts(gumbelMax())).toEqual(['holds', 'holds', 'holds', 'holds']);
    expect(verdicts(inverseCdf())).toEqual(['holds', 'holds', 'holds', 'holds']);
  });

  test('that draw anew do not repeat what happened, and nothing is guaranteed of them', () => {
    expect(verdicts(independent())).toEqual(['skipped', 'holds', 'holds', 'holds']);
  });

  test('known by draws alone are left out', () => {
    const { name, implicit } = gumbelMax();
    const drawn: Mechanism = { name, implicit, noiseDimension: 1, outcome: (p) => p.indexOf(Math.max(...p)) };
    expect(verdicts(drawn)).toEqual(['skipped', 'skipped', 'skipped', 'skipped']);
  });
});

describe('mechanisms that do not', () => {
  test('something else than what was observed, where nothing was changed', () => {
    const anew: Mechanism = { ...independent(), implicit: true };
    const { verdict, detail } = law('no change is what happened').check(anew, options);
    expect(verdict).toBe('fails');
    expect(detail).toMatch(/the value with no change is .*, the return of the log$/);
  });

  test('less than is guaranteed: all that is possible goes to the worst outcome of the other world', () => {
    // Right where nothing differs; else as if what was least likely had to happen.
    const perverse: Mechanism = {
      name: 'perverse',
      implicit: true,
      counterfactual(p, q, x) {
        const same = p.every((chance, k) => chance === q[k]);
        const rare = q.reduce(
          (least, chance, k) => (chance > 0 && chance < q[least] ? k : least),
          q.findIndex((c) => c > 0),
        );
        return q.map((_, k) => Number(k === (same ? x : rare)));
      },
    };
    const { verdict, detail } = law('a guarantee holds').check(perverse, options);
    expect(verdict).toBe('fails');
    expect(detail).toMatch(/the value with at most [12] changes is .*guaranteed under 'none'$/);
  });

  test('another row each time it is asked for', () => {
    const turning = fickle((q, calls) => {
      const possible = [...q.keys()].filter((k) => q[k] > 0);
      return q.map((_, k) => Number(k === possible[calls % possible.length]));
    });
    expect(law('as many changes as steps are the best').check(turning, options).verdict).toBe('fails');
    const sinking = fickle((q, calls) => q.map((chance) => chance * (calls < 0 ? 1 : Number.NaN)));
    expect(law('more changes are no worse').check(sinking, options).verdict).toBe('fails');
  });
});
