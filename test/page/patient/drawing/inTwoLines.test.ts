import { describe, expect, it } from 'vitest';
import { inTwoLines } from '../../../../src/page/patient/drawing/inTwoLines.js';

describe('inTwoLines', () => {
  it('breaks between words, and cuts what is longer than its line', () => {
    expect(inTwoLines('Oxygen', 90, 12.5, 600)).toEqual(['Oxygen']);
    expect(inTwoLines('Blood pressure', 80, 12.5, 600)).toEqual(['Blood', 'pressure']);
    expect(inTwoLines('Mean systolic blood pressure', 90, 12.5, 600)).toEqual(['Mean systolic', 'blood pressu…']);
    expect(inTwoLines('Electroencephalography', 90, 12.5, 600)).toEqual(['Electroencep…']);
  });
});
