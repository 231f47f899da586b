import { describe, expect, it } from 'vitest';
import { hasPlan, outcomeList, stepCount, whatHappened } from '../../../../src/page/patient/words/headline.js';
import { tinyReport } from '../tinyCourse.js';

const { outcomes } = tinyReport.words;

describe('whatHappened', () => {
  it('tells how a log ended and when', () => {
    expect(whatHappened(outcomes[1], 13)).toBe('Died after 13 steps.');
    expect(whatHappened(outcomes[2], 1)).toBe('Discharged after 1 step.');
    expect(whatHappened(outcomes[0], 20)).toBe('Still in care after 20 steps.');
  });
});

describe('outcomeList', () => {
  it('has the good first, and none that there cannot be', () => {
    expect(outcomeList(outcomes, [0.02, 0.004, 0.976])).toBe('98\u00a0% discharged, 2\u00a0% in care, <1\u00a0% dead');
    expect(outcomeList(outcomes, [0, 0.25, 0.75])).toBe('75\u00a0% discharged, 25\u00a0% dead');
    expect(outcomeList(outcomes, [0, 1, 0])).toBe('100\u00a0% dead');
  });

  it('never says 100 % of less than all, but does of what rounding leaves of it', () => {
    expect(outcomeList(outcomes, [0.001, 0, 0.999])).toBe('>99\u00a0% discharged, <1\u00a0% in care');
    expect(outcomeList(outcomes, [3e-17, 1 - 4e-16, 4e-16])).toBe('100\u00a0% dead');
  });
});

describe('hasPlan', () => {
  it('is so once anything but the policy from the start is supposed', () => {
    expect(hasPlan({ takeOver: 0, edits: {} })).toBe(false);
    expect(hasPlan({ takeOver: 1, edits: {} })).toBe(true);
    expect(hasPlan({ takeOver: 0, edits: { 3: 1 } })).toBe(true);
  });
});

describe('stepCount', () => {
  it('has one step and more', () => {
    expect([stepCount(1), stepCount(2)]).toEqual(['1 step', '2 steps']);
  });
});
