import type { WeightedSums } from '../aggregates.js';

/** A figure that sums do not tell. */
export interface MissingFigure {
  readonly figure: string;
  readonly reason: string;
}

/** Estimators that need more of a log than its sums, with why and what to use instead. */
export const NOT_IN_SUMS: Readonly<Partial<Record<string, string>>> = {
  magic:
    'it needs the covariance of returns of every length over episodes - take ope on the log itself, or on a part of it',
  cdf: 'it needs the weight of each return - take ope on the log itself, or on a part of it; its mean is wis',
  cf: 'it follows each episode, step by step - take couplet evaluate on the log itself, or on a part of it',
};

/** Intervals that need more than sums, likewise. */
export const INTERVALS_NOT_IN_SUMS: Readonly<Partial<Record<string, string>>> = {
  bootstrap: 'it draws episodes, and sums have blocks of them - take block-bootstrap',
  bca: 'it leaves out each episode in turn - take block-bootstrap',
  betting: 'it bets on episodes one after another - take bernstein, or ope on the log itself',
  'betting-weights': 'it bets on episodes one after another - take ope on the log itself',
};

/** What else is told of a log in memory, and not of sums. */
export function figuresNotInSums({ episodes }: WeightedSums): readonly MissingFigure[] {
  return [
    ...(episodes.clipped ? [] : CUT),
    { figure: 'influential episodes', reason: 'each is left out in turn' },
    { figure: 'whether all probabilities in the log are 1', reason: 'sums have ratios alone' },
    { figure: 'tests of the states', reason: 'they look at what came before each step' },
    { figure: 'whether policy or model were learned from this log', reason: 'sums are not the file that they name' },
  ];
}

const CUT: readonly MissingFigure[] = [
  { figure: 'share held', reason: 'it cuts the weight of each episode, and these sums have no such weights' },
  { figure: 'gain over the behaviour policy', reason: 'likewise' },
];
