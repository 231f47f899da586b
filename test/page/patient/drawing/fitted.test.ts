import { describe, expect, it } from 'vitest';
import { fitted, inTwoLines } from '../../../../src/page/patient/drawing/fitted.js';

describe('fitted', () => {
  it('leaves a text that has room, and cuts one that has not', () => {
    expect(fitted('oxygen', 60, 11)).toBe('oxygen');
    expect(fitted('heart rate low, oxygen low', 70, 11)).toBe('heart rate…');
  });
});

describe('inTwoLines', () => {
  it('breaks between words, and cuts what is longer than its line', () => {
    expect(inTwoLines('Oxygen', 90, 12.5)).toEqual(['Oxygen']);
    expect(inTwoLines('Systolic blood pressure', 90, 12.5)).toEqual(['Systolic', 'blood press…']);
    expect(inTwoLines('Electroencephalography', 90, 12.5)).toEqual(['Electroence…']);
  });
});
