import type { ListedPart } from './actionPart.js';
import type { ListedVariable } from './stateVariable.js';

/** What is wrong with the parts of a model's actions, as a requirement that they break; undefined if nothing is. */
export function partsFault(parts: readonly ListedPart[], nActions: number): string | undefined {
  const name = namesFault('actionParts', parts);
  if (name !== undefined) return name;
  for (const { name, on } of parts) {
    if (on.length !== nActions) return `actionParts: on of '${name}' must have length ${nActions}, got ${on.length}`;
    const odd = on.findIndex((one) => one !== 0 && one !== 1);
    if (odd >= 0) return `actionParts: on of '${name}' must be 0 or 1, got ${on[odd]} for action ${odd}`;
  }
  return undefined;
}

/** What is wrong with the variables of a model's states, likewise. */
export function variablesFault(variables: readonly ListedVariable[], nStates: number): string | undefined {
  const name = namesFault('variables', variables);
  if (name !== undefined) return name;
  for (const { name, levels, normal, level } of variables) {
    const fault = levelsFault(levels, normal);
    if (fault !== undefined) return `variables: ${fault.field} of '${name}' ${fault.requirement}`;
    if (level.length !== nStates)
      return `variables: level of '${name}' must have length ${nStates}, got ${level.length}`;
    const odd = level.findIndex((index) => index !== null && !(index in levels));
    if (odd >= 0)
      return `variables: level of '${name}' must be null or from 0 to ${levels.length - 1}, got ${level[odd]} for state ${odd}`;
  }
  return undefined;
}

/** What is wrong with the levels of a variable, and which of its fields. */
export function levelsFault(
  levels: readonly string[],
  normal: number | undefined,
): { readonly field: 'levels' | 'normal'; readonly requirement: string } | undefined {
  if (levels.length === 0) return { field: 'levels', requirement: 'must be at least one, got none' };
  const twice = levels.find((level, i) => levels.indexOf(level) < i);
  if (twice !== undefined) return { field: 'levels', requirement: `must have different names, got '${twice}' twice` };
  if (normal !== undefined && !(Number.isInteger(normal) && normal in levels))
    return { field: 'normal', requirement: `must be from 0 to ${levels.length - 1}, got ${normal}` };
  return undefined;
}

/** What is wrong with the names of parts or variables. */
export function namesFault(field: string, named: readonly { readonly name: string }[]): string | undefined {
  const names = named.map(({ name }) => name);
  if (names.includes('')) return `${field} must have names, got an empty one`;
  const twice = names.find((name, i) => names.indexOf(name) < i);
  return twice === undefined ? undefined : `${field} must have different names, got '${twice}' twice`;
}
