import { describe, expect, it } from 'vitest';
import { planWords } from '../../../../src/page/patient/words/planWords.js';

const actions = ['nothing', 'the drug'];

describe('planWords', () => {
  it('says when the policy takes over', () => {
    expect(planWords({ takeOver: 0, edits: {} }, actions, 5)).toBe('the policy acts from the start.');
    expect(planWords({ takeOver: 3, edits: {} }, actions, 5)).toBe('the policy takes over at step 3.');
    expect(planWords({ takeOver: 5, edits: {} }, actions, 5)).toBe('all is done as it was, until the log ends.');
  });

  it('names what is done instead, by step', () => {
    expect(planWords({ takeOver: 3, edits: { 10: 0, 2: 1 } }, actions, 12)).toBe(
      'the policy takes over at step 3; at step 2, the drug; at step 10, nothing.',
    );
  });
});
