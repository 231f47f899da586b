import { describe, expect, it } from 'vitest';
import { sepsisSpaces } from '../../../envs/sepsis/spaces.js';
import { stateIndex, variablesOf } from '../../../envs/sepsis/variables.js';
import { ArgumentError } from '../../../src/core/errors.js';

describe('sepsisSpaces', () => {
  const {
    spaces: [full, observed, projected],
    abstractions: [toObserved, toProjected],
  } = sepsisSpaces();

  it('has 1,440, 720 and 146 states', () => {
    expect([full, observed, projected].map(({ name, nStates }) => [name, nStates])).toEqual([
      ['full', 1440],
      ['observed', 720],
      ['projected', 146],
    ]);
  });

  it('drops diabetes, then glucose', () => {
    const v = { ...variablesOf(0), diabetic: 1, hr: 1, sysbp: 2, o2: 1, glucose: 3, antibiotics: 1, ventilation: 1 };
    const seen = toObserved.map[stateIndex(v)];
    expect(seen).toBe(stateIndex({ ...v, diabetic: 0 }));
    // Radix 3, 3, 2, 2, 2, 2: place values 48, 16, 8, 4, 2, 1.
    expect(toProjected.map[seen]).toBe(48 + 2 * 16 + 8 + 4 + 1);
    expect(toProjected.interior[seen]).toBe(toProjected.map[seen]);
  });

  it('sends death to 144 and discharge to 145, which by their variables share states of the living', () => {
    const dead = stateIndex({ ...variablesOf(376), hr: 0, sysbp: 0, glucose: 0 });
    expect([toProjected.map[dead], toProjected.interior[dead]]).toEqual([144, 8]);
    // With a normal glucose the same projected state is alive.
    expect(toProjected.map[dead + 16]).toBe(8);
    expect([toProjected.map[376], toProjected.interior[376]]).toEqual([145, 48 + 16 + 8]);
    expect([...toProjected.map].filter((s) => s === 144)).toHaveLength(416);
    expect([...toProjected.map].filter((s) => s === 145)).toHaveLength(1);
    expect([...projected.outcome]).toEqual([...Array<number>(144).fill(0), 1, 2]);
  });

  it('names what a space shows', () => {
    expect(full.label(0)).toBe('not diabetic, hr low, sysbp low, o2 low, glucose very low | ---');
    expect(observed.label(719)).toBe('hr high, sysbp high, o2 normal, glucose very high | AEV');
    expect(projected.label(143)).toBe('hr high, sysbp high, o2 normal | AEV');
    expect([projected.label(144), projected.label(145)]).toEqual(['death', 'discharge']);
    expect(projected.words!(8)).toBe('heart rate low, blood pressure low, oxygen normal, untreated');
    expect(projected.words!(144)).toBe('death');
  });

  it('refuses states of other spaces', () => {
    expect(() => observed.label(720)).toThrow(
      new ArgumentError("env sepsis: state of space 'observed' must be an integer from 0 to 719, got 720"),
    );
  });
});
