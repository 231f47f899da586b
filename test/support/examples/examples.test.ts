import { describe, expect, it } from 'vitest';
import { exampleModule } from './exampleModule.js';
import { exampleTools } from './exampleTools.js';
import { examplesIn } from './examplesIn.js';

const none = { ofName: () => undefined, ofPackage: () => undefined };

describe('examplesIn', () => {
  it('finds every example of every doc comment, to the next tag', () => {
    const text = `/**
 * @param a b
 *
 * @example
 * one(
 *   2,
 * ) // 3
 * @throws Error
 * not this
 */
export const a = 1;

interface B {
  /**
   * @example
   * first()
   * @example
   * second()
   */
  c(): void;
}
/* @example no() */
// @example no()
/** @example */`;
    expect(examplesIn('a.ts', text)).toEqual([
      { line: 5, code: 'one(\n  2,\n) // 3' },
      { line: 16, code: 'first()' },
      { line: 18, code: 'second()' },
    ]);
  });
});

describe('exampleModule', () => {
  it('compares what a comment at the end of an expression states', () => {
    const code = 'const a = 1; // of the language\n// Prose.\na + 1 // 2\na';
    expect(() => exampleModule([{ line: 4, code }], none)).toThrow(
      'example, line 4: only an expression has a value to state, got const a = 1; // of the language',
    );
    const text = exampleModule([{ line: 4, code: code.replace(' // of the language', '') }], none);
    expect(text).toContain('$check(6, a + 1, (2), "a + 1");\na;');
  });

  it('imports what is used and not declared', () => {
    const ofName = (name: string): string => `/${name}.ts`;
    const code = "import { e } from 'couplet';\nconst { a: b } = c; const f = (d) => d.g + { h: i };";
    expect(
      exampleModule([{ line: 1, code }], { ofName, ofPackage: (name) => `/${name}/index.ts` }).split('export')[0],
    ).toBe('import { c } from "/c.ts";\nimport { i } from "/i.ts";\nimport { e } from "/couplet/index.ts";\n');
  });
});

describe('a value that an example states', () => {
  const { $check, $digits, $rest } = exampleTools;
  const states =
    (value: unknown, expected: unknown): (() => void) =>
    () => {
      $check(1, value, expected, 'a');
    };

  it.each([
    [Float64Array.of(1, 2), [1, 2]],
    [{ a: Uint8Array.of(1), b: undefined }, { a: [1] }],
    [0.1 + 0.2, 0.3],
    [NaN, NaN],
    [-Infinity, -Infinity],
    [1.95996, $digits('1.9599')],
    [-1.95996, $digits('-1.9599')],
    [
      { a: 1, b: [2] },
      { b: [2], ...$rest },
    ],
    ['a', 'a'],
  ])('%o is %o', (value, expected) => {
    expect(states(value, expected)).not.toThrow();
  });

  it.each([
    [Float64Array.of(1, 2), [1, 2, 3]],
    [{ a: 1, b: 2 }, { a: 1 }],
    [0.3001, 0.3],
    [0, NaN],
    [1.96, $digits('1.9599')],
    [-1.95996, $digits('1.9599')],
    ['1.95996', $digits('1.9599')],
    [
      { a: 1, b: [3] },
      { b: [2], ...$rest },
    ],
    ['a', 'b'],
    [[7], undefined],
  ])('%o is not %o', (value, expected) => {
    expect(states(value, expected)).toThrow('line 1: a');
  });
});
