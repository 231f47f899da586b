import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definedParameters, listedParameters } from '../../../src/core/schema/definedParameters.js';
import { isStandardSchema } from '../../../src/core/schema/standardSchema.js';
import { shareSchema } from './handWrittenSchema.js';

const parameters = shareSchema();

describe('definedParameters, by a schema of no library', () => {
  it('takes defaults, numbers, and texts that read as numbers', () => {
    expect(definedParameters('env mine', { parameters })).toEqual({ share: 0.5 });
    expect(definedParameters('env mine', { parameters }, { share: 0.25 })).toEqual({ share: 0.25 });
    expect(definedParameters('env mine', { parameters }, { share: '0.25' })).toEqual({ share: 0.25 });
  });

  it('names the field, the requirement and the value as it was written', () => {
    const set = (share: unknown) => () => definedParameters('env mine', { parameters }, { share });
    expect(set('half')).toThrow("env mine: share: must be a number, got 'half'");
    expect(set('')).toThrow("env mine: share: must be a number, got ''");
    expect(set('3')).toThrow("env mine: share: must be from 0 to 1, got '3'");
    expect(() => definedParameters('env mine', { parameters }, { shaer: 1 })).toThrow(
      "env mine: parameters are share, got 'shaer'",
    );
  });

  it('freezes what comes out, and nothing that went in', () => {
    const echo = {
      '~standard': { version: 1, vendor: 'nobody', validate: (value: unknown) => ({ value: value as object }) },
    } as const;
    const overrides = { share: 1 };
    expect(Object.isFrozen(definedParameters('env mine', { parameters: echo }, overrides))).toBe(true);
    expect(Object.isFrozen(overrides)).toBe(false);
  });

  it('refuses a schema that answers later, and one of no record', () => {
    const of = (result: unknown) => () =>
      definedParameters('env mine', {
        parameters: { '~standard': { version: 1, vendor: 'nobody', validate: () => result as { value: object } } },
      });
    expect(of(Promise.reject(new Error('late')))).toThrow('env mine: parameters must be checked at once');
    expect(of({ value: 3 })).toThrow('env mine: parameters must be a record, got 3');
  });

  it('has none without a schema', () => {
    expect(definedParameters('env mine', {})).toEqual({});
    expect(() => definedParameters('env mine', {}, { size: 2 })).toThrow(
      "env mine: there are no parameters, got 'size'",
    );
  });
});

describe('listedParameters', () => {
  it('has descriptions from the schema where it can tell, from the author where it cannot', () => {
    const zod = z.object({ share: z.number().default(0.5).describe('Share of rooms'), last: z.string().optional() });
    expect(listedParameters({ parameters: zod })).toEqual([
      { name: 'share', description: 'Share of rooms', default: 0.5 },
      { name: 'last', description: '', default: undefined },
    ]);
    expect(listedParameters({ parameters })).toEqual([{ name: 'share', description: '', default: 0.5 }]);
    const described = { parameters, describe: { share: 'Share of rooms' } };
    expect(listedParameters(described)).toEqual([{ name: 'share', description: 'Share of rooms', default: 0.5 }]);
    expect(listedParameters({})).toEqual([]);
  });

  it('leaves out what a schema cannot write down, and defaults where something must be given', () => {
    const dates = z.object({ from: z.date().default(new Date(0)) });
    expect(listedParameters({ parameters: dates }).map(({ description }) => description)).toEqual(['']);
    const needed = z.object({ size: z.number().describe('Rooms') });
    expect(listedParameters({ parameters: needed })).toEqual([
      { name: 'size', description: 'Rooms', default: undefined },
    ]);
  });
});

it('a schema is known by its interface', () => {
  expect([z.object({}), parameters, {}, null, z, { '~standard': {} }].map(isStandardSchema)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
