import { didYouMean } from '../src/core/didYouMean.js';
import { ArgumentError } from '../src/core/errors.js';
import { definedParameters } from '../src/core/schema/definedParameters.js';
import type { Env } from '../src/mdp/env.js';
import type { EnvDefinition } from './envDefinition.js';
import { gridworld } from './gridworld/gridworld.js';
import { sepsis } from './sepsis/sepsis.js';
import { chain } from './tiny/chain.js';
import { modelFail } from './tiny/modelFail.js';
import { modelWin } from './tiny/modelWin.js';
import { triage } from './tiny/triage.js';
import { twoArmed } from './tiny/twoArmed.js';

export { defineEnv, type EnvDefinition } from './envDefinition.js';

/** The environments that come with Couplet. */
export const envs: readonly EnvDefinition[] = [sepsis, gridworld, twoArmed, triage, chain, modelWin, modelFail];

/**
 * Builds an environment by name.
 *
 * @param name of one of `envs` or of `further`
 * @param overrides parameters that differ from the defaults; numbers may be strings
 * @param further definitions of your own, beside those of `envs`
 * @throws ArgumentError for an unknown name, an unknown parameter, a value out of range, or two definitions of one name
 *
 * @example
 * createEnv('sepsis', { version: 'corrected' }).nActions // 8
 */
export function createEnv(
  name: string,
  overrides: Readonly<Record<string, unknown>> = {},
  further: readonly EnvDefinition[] = [],
): Env {
  const all = [...envs, ...further];
  const names = all.map((definition) => definition.name);
  const twice = names.find((candidate, i) => names.indexOf(candidate) < i);
  if (twice !== undefined)
    throw new ArgumentError(`createEnv: names of environments must be unique, got '${twice}' twice - rename yours`);
  const definition = all.find((candidate) => candidate.name === name);
  if (!definition)
    throw new ArgumentError(
      `createEnv: name must be one of ${names.join(', ')}, got '${name}'${didYouMean(name, names)}`,
    );
  return definition.create(definedParameters(`env ${name}`, definition, overrides));
}
