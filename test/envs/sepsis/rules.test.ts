import { describe, expect, it } from 'vitest';
import { courseOf, nextGlucose, nextHr, nextO2, nextSysbp } from '../../../envs/sepsis/rules.js';

/** Rows written as one line: for each level before, the probabilities of the levels after. */
function rows(text: string): number[][] {
  return text.split('|').map((row) => row.trim().split(/\s+/).map(Number));
}

describe('courseOf', () => {
  it('tells given, withdrawn and absent apart', () => {
    const courses = [courseOf(0, 1), courseOf(1, 1), courseOf(1, 0), courseOf(0, 0)];
    expect(courses).toEqual(['given', 'given', 'withdrawn', 'absent']);
  });
});

describe('nextHr', () => {
  it.each([
    ['given', '1 0 0 | 0 1 0 | 0 .5 .5'],
    ['withdrawn', '1 0 0 | 0 .9 .1 | 0 0 1'],
    ['absent', '.9 .1 0 | .1 .8 .1 | 0 .1 .9'],
  ] as const)('with antibiotics %s', (antibiotics, text) => {
    for (const [hr, row] of rows(text).entries()) expect(nextHr(hr, antibiotics)).toBeAllClose(row);
  });
});

describe('nextSysbp', () => {
  it.each([
    // Antibiotics alone.
    [0, 'given', 'absent', '1 0 0 | 0 1 0 | 0 .5 .5'],
    [0, 'withdrawn', 'absent', '1 0 0 | 0 .9 .1 | 0 0 1'],
    [1, 'absent', 'absent', '.9 .1 0 | .1 .8 .1 | 0 .1 .9'],
    // Vasopressors alone: one draw moves up by one, never by two.
    [0, 'absent', 'given', '.3 .7 0 | 0 .3 .7 | 0 0 1'],
    [1, 'absent', 'given', '.1 .5 .4 | 0 .1 .9 | 0 0 1'],
    [0, 'absent', 'withdrawn', '1 0 0 | .1 .9 0 | 0 .1 .9'],
    [1, 'absent', 'withdrawn', '1 0 0 | .05 .95 0 | 0 .05 .95'],
    // Antibiotics first, vasopressors on what they left: high to normal .5, of which .7 go back up.
    [0, 'given', 'given', '.3 .7 0 | 0 .3 .7 | 0 .15 .85'],
    [1, 'given', 'given', '.1 .5 .4 | 0 .1 .9 | 0 .05 .95'],
    [0, 'given', 'withdrawn', '1 0 0 | .1 .9 0 | .05 .5 .45'],
    [0, 'withdrawn', 'given', '.3 .7 0 | 0 .27 .73 | 0 0 1'],
    [0, 'withdrawn', 'withdrawn', '1 0 0 | .09 .82 .09 | 0 .1 .9'],
    [1, 'withdrawn', 'withdrawn', '1 0 0 | .045 .86 .095 | 0 .05 .95'],
  ] as const)('diabetic %d, antibiotics %s, vasopressors %s', (diabetic, antibiotics, vasopressors, text) => {
    for (const [sysbp, row] of rows(text).entries())
      expect(nextSysbp(sysbp, diabetic, antibiotics, vasopressors)).toBeAllClose(row);
  });
});

describe('nextO2', () => {
  it.each([
    ['given', '.3 .7 | 0 1'],
    ['withdrawn', '1 0 | .1 .9'],
    ['absent', '.9 .1 | .1 .9'],
  ] as const)('with ventilation %s', (ventilation, text) => {
    for (const [o2, row] of rows(text).entries()) expect(nextO2(o2, ventilation)).toBeAllClose(row);
  });
});

describe('nextGlucose', () => {
  const versions = ['original', 'corrected'] as const;
  const courses = ['withdrawn', 'absent'] as const;

  it.each(versions)('rises in a diabetic on vasopressors and does not fluctuate on them (%s)', (version) => {
    const rising = rows('.5 .5 0 0 0 | 0 .5 .5 0 0 | 0 0 .5 .5 0 | 0 0 0 .5 .5 | 0 0 0 0 1');
    for (const [glucose, row] of rising.entries()) {
      expect(nextGlucose(glucose, 1, 'given', version)).toBeAllClose(row);
      expect(nextGlucose(glucose, 0, 'given', version)[glucose]).toBe(1);
    }
  });

  it.each(versions)('fluctuates by .3 in a diabetic, vasopressors withdrawn or absent (%s)', (version) => {
    const restless = rows('.7 .3 0 0 0 | .3 .4 .3 0 0 | 0 .3 .4 .3 0 | 0 0 .3 .4 .3 | 0 0 0 .3 .7');
    for (const course of courses)
      for (const [glucose, row] of restless.entries())
        expect(nextGlucose(glucose, 1, course, version)).toBeAllClose(row);
  });

  it.each([
    // The slip: 2, 3 and 4 that fluctuate up become 1.
    ['original', '.9 .1 0 0 0 | .1 .9 0 0 0 | 0 .2 .8 0 0 | 0 .1 .1 .8 0 | 0 .1 0 .1 .8'],
    ['corrected', '.9 .1 0 0 0 | .1 .8 .1 0 0 | 0 .1 .8 .1 0 | 0 0 .1 .8 .1 | 0 0 0 .1 .9'],
  ] as const)('fluctuates by .1 without diabetes (%s)', (version, text) => {
    for (const course of courses)
      for (const [glucose, row] of rows(text).entries())
        expect(nextGlucose(glucose, 0, course, version)).toBeAllClose(row);
  });
});
