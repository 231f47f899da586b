import { expect, it } from 'vitest';
import { ArgumentError, DataError, NumericalError } from '../../src/core/errors.js';

it.each([
  [ArgumentError, 'ArgumentError'],
  [DataError, 'DataError'],
  [NumericalError, 'NumericalError'],
])('%o is an Error that prints its own name', (Kind, name) => {
  const error = new Kind('fit: log must not be empty, got 0 steps', { cause: 7 });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name, cause: 7 });
  expect(String(error)).toBe(`${name}: fit: log must not be empty, got 0 steps`);
});

it('tells the three apart', () => {
  expect(new DataError('')).not.toBeInstanceOf(ArgumentError);
  expect(new NumericalError('')).not.toBeInstanceOf(DataError);
  expect(new ArgumentError('')).not.toBeInstanceOf(NumericalError);
});
