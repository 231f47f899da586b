import type { Immutable } from 'immer';
import { ArgumentError } from '../errors.js';
import { withOverrides } from '../parameters.js';
import { describedFields } from './describedFields.js';
import type { StandardSchema } from './standardSchema.js';

/** What a definition says of its parameters. */
export interface WithParameters<Parameters extends object> {
  readonly parameters?: StandardSchema<Parameters>;
  readonly describe?: Readonly<Partial<Record<keyof Parameters, string>>>;
}

/** A parameter as a list shows it. */
export interface ParameterFacts {
  readonly name: string;
  /** Empty where nobody says what it is. */
  readonly description: string;
  /** Undefined where there is none. */
  readonly default: unknown;
}

/**
 * The parameters of a definition with these overrides: see `withOverrides`. Without a schema there are none.
 *
 * @param where opens the message of an error
 * @throws ArgumentError on a value that the schema refuses, or a parameter that there is not
 */
export function definedParameters<Parameters extends object>(
  where: string,
  { parameters }: WithParameters<Parameters>,
  overrides: Readonly<Record<string, unknown>> = {},
): Immutable<Parameters> {
  if (parameters) return withOverrides(where, parameters, overrides);
  const given = Object.keys(overrides);
  if (given.length > 0) throw new ArgumentError(`${where}: there are no parameters, got '${given[0]}'`);
  return {} as Immutable<Parameters>;
}

/** The parameters of a definition by name, with what the schema or its author says of them, and their defaults. */
export function listedParameters(definition: WithParameters<object>): readonly ParameterFacts[] {
  const { parameters, describe = {} } = definition;
  if (!parameters) return [];
  const said: Readonly<Record<string, string>> = { ...describedFields(parameters), ...describe };
  const defaults = defaultsOf(definition);
  const names = new Set([...Object.keys(said), ...Object.keys(defaults)]);
  return [...names].map((name) => ({ name, description: said[name] ?? '', default: defaults[name] }));
}

/** None where some parameter must be given. */
function defaultsOf(definition: WithParameters<object>): Readonly<Record<string, unknown>> {
  try {
    return definedParameters('defaults', definition) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof ArgumentError) return {};
    throw error;
  }
}
