import { expect, it } from 'vitest';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { workedTarget, workedTrajectories } from '../../support/opeOracle/workedLog.js';

it.each([
  [{ discount: 2 }, 'ope: discount must be in (0, 1], got 2'],
  [{ discount: 0 }, 'ope: discount must be in (0, 1], got 0'],
  [{ horizon: 0 }, 'ope: horizon must be at least'],
])('a study with %j is refused', (options, message) => {
  expect(() => prepareStudy(workedTrajectories, workedTarget, options)).toThrow(message);
});
