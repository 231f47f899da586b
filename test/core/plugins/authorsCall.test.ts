import { describe, expect, it } from 'vitest';
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

  it('knows errors of another copy of this package by name', () => {
    const foreign = Object.assign(new Error('no support'), { name: 'NumericalError' });
    expect(throwing(foreign)).toThrow(NumericalError);
    expect(throwing(new NumericalError('no support'))).toThrow(NumericalError);
  });
});
