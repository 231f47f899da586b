import { describe, expect, it } from 'vitest';
import { atSteps, listed, spans } from '../../../../src/page/patient/words/spans.js';

describe('spans', () => {
  it('joins three steps in a row and more', () => {
    expect(spans([2, 4, 5, 6, 8, 9])).toBe('2, 4 to 6, 8 and 9');
    expect(spans([0, 1, 2])).toBe('0 to 2');
    expect(spans([])).toBe('');
  });
});

describe('atSteps', () => {
  it('has one step and more', () => {
    expect(atSteps([3])).toBe('at step 3');
    expect(atSteps([3, 4])).toBe('at steps 3 and 4');
  });
});

describe('listed', () => {
  it('has commas, and an "and" before the last', () => {
    expect([listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual(['a', 'a and b', 'a, b and c']);
  });
});
