import { describe, expect, it } from 'vitest';
import { wrapped } from '../../../../src/page/figure/text/wrapped.js';

describe('wrapped', () => {
  const inTwo = (text: string, width: number): readonly string[] =>
    wrapped(text, () => width, { size: 12.5, weight: 600, most: 2 });

  it('breaks between words, and cuts what is longer than its line', () => {
    expect(inTwo('Oxygen', 90)).toEqual(['Oxygen']);
    expect(inTwo('Blood pressure', 80)).toEqual(['Blood', 'pressure']);
    expect(inTwo('Mean systolic blood pressure', 90)).toEqual(['Mean systolic', 'blood pressu…']);
    expect(inTwo('Electroencephalography', 90)).toEqual(['Electroencep…']);
  });

  it('leaves each line its own room, and loses no word where there are lines enough', () => {
    const text = 'heart rate high, oxygen low, blood pressure normal';
    const lines = wrapped(text, (line) => (line === 0 ? 60 : 120), { size: 12, most: 9 });
    expect(lines).toEqual(['heart rate', 'high, oxygen low,', 'blood pressure', 'normal']);
    expect(lines.join(' ')).toBe(text);
  });
});
