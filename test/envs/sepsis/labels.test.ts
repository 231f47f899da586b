import { describe, expect, it } from 'vitest';
import { actionLabel, actionWords, stateLabel, stateWords } from '../../../envs/sepsis/labels.js';
import { variablesOf } from '../../../envs/sepsis/variables.js';

describe('stateLabel', () => {
  const v = variablesOf(582);

  it('reads to a clinician', () => {
    expect(stateLabel(v, ['hr', 'sysbp', 'o2', 'glucose'])).toBe('hr high, sysbp normal, o2 low, glucose normal | A-V');
    expect(stateLabel({ ...v, glucose: 4, diabetic: 1, vasopressors: 0 }, ['diabetic', 'glucose'])).toBe(
      'diabetic, glucose very high | A--',
    );
  });

  it('keeps the order A, E, V', () => {
    const none = { ...v, antibiotics: 0, vasopressors: 0 };
    expect(stateLabel(none, ['hr'])).toBe('hr high | ---');
    expect(stateLabel({ ...none, ventilation: 1 }, ['hr'])).toBe('hr high | -E-');
    expect(stateLabel({ ...none, vasopressors: 1 }, ['hr'])).toBe('hr high | --V');
  });
});

describe('actionLabel', () => {
  it('names the treatments given', () => {
    const labels = Array.from({ length: 8 }, (_, a) => actionLabel(a));
    expect(labels).toEqual(['-', 'V', 'E', 'EV', 'A', 'AV', 'AE', 'AEV']);
  });
});

describe('words', () => {
  it('say states and actions without letters', () => {
    const v = variablesOf(582);
    expect(stateWords(v, ['hr', 'sysbp', 'o2', 'glucose'])).toBe(
      'heart rate high, blood pressure normal, oxygen low, glucose normal, on antibiotics and vasopressors',
    );
    expect(stateWords({ ...v, antibiotics: 0, vasopressors: 0 }, ['diabetic'])).toBe('not diabetic, untreated');
    expect([0, 2, 7].map(actionWords)).toEqual([
      'no treatment',
      'ventilation',
      'antibiotics, ventilation and vasopressors',
    ]);
  });
});
