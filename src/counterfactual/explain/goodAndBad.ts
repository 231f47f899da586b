import { ArgumentError } from '../../core/errors.js';
import { didYouMean } from '../../core/didYouMean.js';
import type { Outcome } from '../../mdp/outcome.js';

/** Which outcomes are what a plan is for, and which it is to avert, by name. */
export interface OutcomeSides {
  /** Default: those of the greatest reward. */
  readonly good?: readonly string[];
  /** Default: those of the least reward. */
  readonly bad?: readonly string[];
}

/**
 * The outcomes that are good and those that are bad, as indices. Where all outcomes pay the same and nothing is named,
 * none is.
 *
 * @throws ArgumentError on a name that is none of them, or that is both
 *
 * @example
 * const outcomes = [{ name: 'alive', reward: 0 }, { name: 'death', reward: -1 }, { name: 'discharge', reward: 1 }];
 * goodAndBad(outcomes) // { good: [2], bad: [1] }
 */
export function goodAndBad(
  outcomes: readonly Outcome[],
  { good, bad }: OutcomeSides = {},
): Readonly<Record<'good' | 'bad', readonly number[]>> {
  const rewards = outcomes.map(({ reward }) => reward);
  const [least, greatest] = [Math.min(...rewards), Math.max(...rewards)];
  const paying = (reward: number): number[] =>
    least === greatest ? [] : [...rewards.keys()].filter((o) => rewards[o] === reward);
  const sides = {
    good: good ? indicesOf(outcomes, good) : paying(greatest),
    bad: bad ? indicesOf(outcomes, bad) : paying(least),
  };
  const both = sides.good.find((o) => sides.bad.includes(o));
  if (both !== undefined)
    throw new ArgumentError(
      `goodAndBad: an outcome must be good or bad, got '${outcomes[both].name}' as both - name the good and the bad ones`,
    );
  return sides;
}

function indicesOf(outcomes: readonly Outcome[], chosen: readonly string[]): number[] {
  const names = outcomes.map(({ name }) => name);
  return chosen.map((name) => {
    const o = names.indexOf(name);
    if (o >= 0) return o;
    throw new ArgumentError(
      `goodAndBad: an outcome must be one of ${names.join(', ')}, got '${name}'${didYouMean(name, names)}`,
    );
  });
}
