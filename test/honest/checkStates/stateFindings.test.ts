import { describe, expect, it } from 'vitest';
import { stateFindings } from '../../../src/honest/checkStates/stateFindings.js';
import type { StateTestName } from '../../../src/honest/checkStates/stateTest.js';
import { TEST_NAMES, checkWith } from './checkWith.js';

describe('stateFindings', () => {
  it.each<[readonly StateTestName[], RegExp]>([
    [['B1'], /^Whoever chose the actions used more than these states hold \(B1\)\.$/],
    [['B0', 'B2'], /\(B0, B2\)\.$/],
    [['D1', 'D2'], /^These states do not suffice to predict what happens next: .* \(D1, D2\)\.$/],
    [['D5'], /^What moved the choices beyond the state also moves what happens next: confounding, .* \(D5\)\.$/],
    [['B1', 'D2', 'D4'], /^Whoever .* \(B1\)\. These .* \(D2\)\. What .* \(D4\)\.$/],
  ])('says what %j shows', (rejected, text) => {
    expect(stateFindings(checkWith(rejected))).toMatch(text);
  });

  it('says what is not shown where nothing is found', () => {
    expect(stateFindings(checkWith([]))).toMatch(
      /^No sign .* in 77 steps\. That does not show that they hide nothing: what moves outcomes/,
    );
    expect(stateFindings(checkWith([], ['B0', 'D4', 'D5']))).toContain(
      'a hidden trait that drove choices and outcomes, and left no trace in earlier states and actions, would not show',
    );
  });

  it('says that all is open where no test ran', () => {
    expect(stateFindings(checkWith([], TEST_NAMES))).toMatch(/stays open\.$/);
  });
});
