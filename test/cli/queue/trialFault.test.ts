import { expect, it } from 'vitest';
import { ArgumentError, DataError, NumericalError } from '../../../src/core/errors.js';
import { checkTrialFault, isTrialFault, removeTrialFault, writeTrialFault } from '../../../src/cli/queue/trialFault.js';
import { emptyFolder } from '../../support/emptyFolder.js';

it.each([ArgumentError, DataError, NumericalError])(
  '%o of a trial ends the run of whoever looks into the folder, until a new attempt',
  async (Fault) => {
    const folder = emptyFolder();
    await checkTrialFault(folder);
    const fault = new Fault('sepsis: must be an environment');
    expect(isTrialFault(fault)).toBe(true);
    await writeTrialFault(folder, fault);
    await expect(checkTrialFault(folder)).rejects.toThrow(fault);
    await expect(checkTrialFault(folder)).rejects.toBeInstanceOf(Fault);
    await removeTrialFault(folder);
    await checkTrialFault(folder);
  },
);

it('leaves what a machine lacks to another one', () => {
  expect(isTrialFault(new RangeError('no memory'))).toBe(false);
});
