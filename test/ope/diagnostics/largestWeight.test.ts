import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/ope/diagnose.js';
import { wholeLog } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { oneStepLog } from './oneStepLog.js';

/** What is said of the largest weight, where action 0 has nine times the weight of action 1. */
function said(actions: readonly number[]): string | undefined {
  const target = { nStates: 1, nActions: 2, probability: Float64Array.of(0.9, 0.1) };
  const { warnings } = diagnose(wholeLog(prepareStudy(oneStepLog(actions, 0.5), target, {})));
  return warnings.find((sentence) => sentence.startsWith('One trajectory has'));
}

describe('the largest weight of a log', () => {
  it('is said where it is far above its even share', () => {
    expect(said([0, 1, 1, 1, 1, 1])).toBe('One trajectory has 64 % of the weight.');
    expect(said([0, ...Array<number>(40).fill(1)])).toBe('One trajectory has 18 % of the weight.');
  });

  it('is not where all are alike, however few', () => {
    expect(said([0, 0, 0, 0, 0, 0])).toBeUndefined();
    expect(said([1, 1])).toBeUndefined();
  });

  it('is not where many share it', () => {
    expect(said(Array.from({ length: 40 }, (_, e) => e % 2))).toBeUndefined();
  });
});
