import { expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { MissingPackageError, optionalPackage } from '../../src/core/optionalPackage.js';

const loading = (load: () => Promise<unknown>): Promise<unknown> =>
  optionalPackage('drawing charts', ['vega', 'vega-lite'], load);

it('hands on what was loaded', async () => {
  expect(await loading(() => Promise.resolve(7))).toBe(7);
});

it.each(["Cannot find package 'vega' imported from /app/a.js", "Cannot find module 'vega-lite/build'"])(
  'names the packages and the command for: %s',
  async (message) => {
    const loaded = loading(() => Promise.reject(new Error(message)));
    await expect(loaded).rejects.toThrow(MissingPackageError);
    await expect(loaded).rejects.toThrow(ArgumentError);
    await expect(loaded).rejects.toThrow(
      'drawing charts needs vega and vega-lite, which this install left out - run npm install vega vega-lite',
    );
  },
);

it('really says so of a package that is not there', async () => {
  const name = 'no-such-package-as-this';
  await expect(optionalPackage('this', [name], () => import(name))).rejects.toThrow(`run npm install ${name}`);
});

it.each([new Error("Cannot find package 'd3' imported from vega"), new TypeError('vega is broken')])(
  'leaves other faults as they are: %s',
  async (error) => {
    await expect(loading(() => Promise.reject(error))).rejects.toBe(error);
  },
);
