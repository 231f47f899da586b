import { describe, expect, it } from 'vitest';
import { choiceIndex, sepsisDynamics, successor } from '../../../envs/sepsis/dynamics.js';
import { treatmentsOf } from '../../../envs/sepsis/treatments.js';
import { stateIndex, variablesOf } from '../../../envs/sepsis/variables.js';

describe('successor', () => {
  it('keeps diabetes, takes the treatments of the action and the levels given', () => {
    for (const state of [5, 719, 720, 1439])
      for (let action = 0; action < 8; action++) {
        const { diabetic } = variablesOf(state);
        expect(successor(state, action, 2, 1, 0, 4)).toBe(
          stateIndex({ diabetic, hr: 2, sysbp: 1, o2: 0, glucose: 4, ...treatmentsOf(action) }),
        );
      }
  });
});

describe('sepsisDynamics', () => {
  it('chooses the distribution of each variable of a row', () => {
    const { hr, sysbp, o2, glucose, choice } = sepsisDynamics('original');
    // Diabetic, hr high, sysbp low, o2 low, glucose high, on ventilation; given antibiotics and vasopressors.
    const v = { diabetic: 1, hr: 2, sysbp: 0, o2: 0, glucose: 3, antibiotics: 0, vasopressors: 0, ventilation: 1 };
    const at = choiceIndex(stateIndex(v), 5);
    expect(hr[choice[at]]).toBeAllClose([0, 0.5, 0.5]);
    expect(sysbp[choice[at + 1]]).toBeAllClose([0.1, 0.5, 0.4]);
    expect(o2[choice[at + 2]]).toBeAllClose([1, 0]);
    expect(glucose[choice[at + 3]]).toBeAllClose([0, 0, 0, 0.5, 0.5]);
  });

  it('differs between the versions in the glucose of the others only', () => {
    const [original, corrected] = [sepsisDynamics('original'), sepsisDynamics('corrected')];
    expect({ ...original, glucose: [] }).toEqual({ ...corrected, glucose: [] });
    expect(original.glucose.slice(20)).toEqual(corrected.glucose.slice(20));
    expect(original.glucose.slice(0, 20)).not.toEqual(corrected.glucose.slice(0, 20));
  });
});
