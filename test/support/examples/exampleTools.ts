import { expect } from 'vitest';

/** What the modules of examples call; see `exampleModule` for the convention. */
export interface ExampleTools {
  readonly $check: (line: number, value: unknown, expected: unknown, statement: string) => void;
  /** A number that starts with these digits. */
  readonly $digits: (digits: string) => unknown;
  /** Marks an object of which only some fields are stated. */
  readonly $rest: object;
}

const rest = Symbol('rest');

export const exampleTools: ExampleTools = {
  $check: (line, value, expected, statement) => {
    expect(plain(value), `line ${line}: ${statement}`).toEqual(wanted(expected));
  },
  $digits: (digits) => numberThat(`${digits}...`, (value) => startsWith(value, digits)),
  $rest: { [rest]: true },
};

/** Typed arrays as arrays, however deep. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plain);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}

function wanted(expected: unknown): unknown {
  if (typeof expected === 'number')
    return numberThat(
      String(expected),
      (value) => Math.abs(value - expected) <= 1e-12 * Math.max(1, Math.abs(expected)) || Object.is(value, expected),
    );
  if (ArrayBuffer.isView(expected)) return Array.from(expected as Float64Array, wanted);
  if (Array.isArray(expected)) return expected.map(wanted);
  if (!isRecord(expected)) return expected;
  const fields = Object.fromEntries(Object.entries(expected).map(([key, each]) => [key, wanted(each)]));
  return rest in expected ? expect.objectContaining(fields) : fields;
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value) as null) &&
    !('asymmetricMatch' in value)
  );
}

/** Vitest asks such a record for its verdict, and prints it as what was stated. */
function numberThat(stated: string, holds: (value: number) => boolean): unknown {
  return {
    asymmetricMatch: (value: unknown) => typeof value === 'number' && holds(value),
    toAsymmetricMatcher: () => stated,
    toString: () => stated,
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
  };
}

function startsWith(value: number, digits: string): boolean {
  const places = digits.length - digits.indexOf('.') - 1;
  const scaled = Math.abs(value) * 10 ** places;
  return (
    value < 0 === digits.startsWith('-') &&
    Math.floor(scaled * (1 + 1e-14)) === Math.abs(Math.round(Number(digits) * 10 ** places))
  );
}
