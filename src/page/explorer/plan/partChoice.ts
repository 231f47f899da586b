import type { ListedPart } from '../../../mdp/parts/actionPart.js';

/** Treatments that can be turned on and off one by one. */
export interface PartChoice {
  readonly parts: readonly ListedPart[];
  /** The action with one part turned on or off, all others as they are. */
  readonly toggled: (action: number, part: number) => number;
}

/** More make a list of buttons that is longer than one of actions. */
const MOST_PARTS = 6;

/**
 * What actions are made of, where every combination of parts is an action, and one only; undefined where it is not so.
 */
export function partChoice(parts: readonly ListedPart[] | undefined, nActions: number): PartChoice | undefined {
  if (!parts || parts.length === 0 || parts.length > MOST_PARTS || nActions !== 2 ** parts.length) return undefined;
  const actionOf = new Map(Array.from({ length: nActions }, (_, action) => [combination(parts, action), action]));
  if (actionOf.size < nActions) return undefined;
  return {
    parts,
    toggled: (action, part) => actionOf.get(combination(parts, action) ^ (1 << part))!,
  };
}

/** A bit for each part. */
function combination(parts: readonly ListedPart[], action: number): number {
  return parts.reduce((bits, { on }, part) => bits | (on[action] << part), 0);
}
