import { describe, expect, it, vi } from 'vitest';
import { ArgumentError, NumericalError } from '../../../src/core/errors.js';
import { authorsCall } from '../../../src/core/plugins/authorsCall.js';

const throwing = (cause: unknown) => () =>
  authorsCall('env rooms: step', () => {
    throw cause;
  });

describe('authorsCall', () => {
  it('returns what the author does', () => {
    expect(authorsCall('env rooms: step', () => 3)).toBe(3);
  });

  it('names the function, and keeps what was thrown', () => {
    expect(throwing(new TypeError('no'))).toThrow(
      new ArgumentError('env rooms: step must not throw, got TypeError: no'),
    );
    expect(throwing(null)).toThrow(new ArgumentError('env rooms: step must not throw, got null'));
    expect(throwing(new ArgumentError('env rooms: size must be 3, got 2'))).toThrow(
      new ArgumentError('env rooms: size must be 3, got 2'),
    );
  });

  it("keeps the words of our own error only where it is about the author's thing", () => {
    for (const cause of [
      new ArgumentError('else: size must be 3, got 2'),
      new TypeError('env rooms has no size'),
      new ArgumentError('env room: size must be 3, got 2'),
    ])
      expect(throwing(cause)).toThrow(
        new ArgumentError(`env rooms: step must not throw, got ${cause.name}: ${cause.message}`),
      );
  });

  it('lets no promise that fails later end the program', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const late = authorsCall('env rooms: step', () => Promise.reject(new Error('late')));
    // Node tells of a rejection after all that waits for it has run.
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    await expect(late).rejects.toThrow('late');
  });

  it('knows errors of another copy of this package by name', () => {
    const foreign = Object.assign(new Error('no support'), { name: 'NumericalError' });
    expect(throwing(foreign)).toThrow(NumericalError);
    expect(throwing(new NumericalError('no support'))).toThrow(NumericalError);
  });
});
