import { describe, expect, it } from 'vitest';
import { outcomeOf, outcomes } from '../../../envs/sepsis/outcome.js';
import { N_OBSERVED, stateIndex, variablesOf } from '../../../envs/sepsis/variables.js';

const normal = variablesOf(376);

describe('outcomeOf', () => {
  it('pays -1 for death and +1 for discharge', () => {
    expect(outcomes.map(({ name, reward }) => [name, reward])).toEqual([
      ['alive', 0],
      ['death', -1],
      ['discharge', 1],
    ]);
  });

  it('is discharge with all normal and nothing on', () => {
    expect(outcomeOf(normal)).toBe(2);
    expect(outcomeOf({ ...normal, diabetic: 1 })).toBe(2);
    for (const treatment of ['antibiotics', 'vasopressors', 'ventilation'])
      expect(outcomeOf({ ...normal, [treatment]: 1 })).toBe(0);
  });

  it('is death with three abnormal, treated or not', () => {
    expect(outcomeOf({ ...normal, hr: 0, sysbp: 2 })).toBe(0);
    expect(outcomeOf({ ...normal, hr: 0, sysbp: 2, o2: 0 })).toBe(1);
    expect(outcomeOf({ ...normal, hr: 2, sysbp: 0, glucose: 3, antibiotics: 1 })).toBe(1);
    expect(outcomeOf({ ...normal, o2: 0, sysbp: 0, glucose: 0 })).toBe(1);
    expect(outcomeOf({ ...normal, hr: 2, o2: 0, glucose: 4 })).toBe(1);
    expect(outcomeOf({ ...normal, hr: 2, sysbp: 2, o2: 0, glucose: 1 })).toBe(1);
  });

  it('makes 416 observed states death and 1 discharge', () => {
    const all = Array.from({ length: N_OBSERVED }, (_, s) => outcomeOf(variablesOf(s)));
    expect([0, 1, 2].map((outcome) => all.filter((o) => o === outcome).length)).toEqual([303, 416, 1]);
    expect(all.indexOf(2)).toBe(stateIndex(normal));
  });
});
