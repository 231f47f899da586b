import type { Study } from '../study/study.js';

/** What float32 takes from a 1 at most, and then some. */
const ROUNDING = 1e-6;

/**
 * What a log says whose probabilities are all 1: that its behaviour policy never varies. More often they stand for
 * unknown ones.
 *
 * @returns undefined unless all are 1 and in use; else in how many states it has several actions all the same, of how
 *   many
 *
 * Cost O(steps).
 */
export function certainBehaviour({
  log,
  behaviour,
  behaviourPolicy,
  transitions,
}: Study): { readonly states: number; readonly several: number } | undefined {
  const { propensity, propensities, nActions, action } = log;
  if (behaviour !== 'known' || behaviourPolicy || nActions === 1) return undefined;
  const taken = (i: number): number => propensity?.[i] ?? propensities![i * nActions + action[i]];
  for (let i = 0; i < action.length; i++) if (taken(i) < 1 - ROUNDING) return undefined;
  const states = new Map<number, number>();
  for (const row of transitions().rows) {
    const s = Math.floor(row / nActions);
    states.set(s, (states.get(s) ?? 0) + 1);
  }
  return { states: states.size, several: [...states.values()].filter((actions) => actions > 1).length };
}
