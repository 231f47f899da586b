import type { Absorption } from '../../mdp/mdp.js';

/** What the models are learned over. */
export interface Setting {
  /** State space of the environment: `full`, `observed` or `projected`. */
  readonly space: string;
  /** `published` only where several states of the log share one of the space. */
  readonly absorption: Absorption;
}

/** Logs longer than the published one. */
export interface LongerLogs {
  /** Trajectories, as a multiple of `episodes`. */
  readonly times: number;
  /** Such logs; a plan with fewer repeats has fewer. */
  readonly repeats: number;
}

/**
 * The main experiment of Oberst & Sontag (2019), and what to change in it to find where its optimism comes from, as
 * data.
 */
export interface OberstSontagSpecification {
  readonly version: 'original' | 'corrected';
  /** Trajectories of a log. */
  readonly episodes: number;
  /** Logs. */
  readonly repeats: number;
  readonly horizon: number;
  readonly unseen: string;
  readonly solveDiscount: number;
  readonly mechanism: string;
  /** Fresh trajectories for held-out WIS. */
  readonly heldOut: number;
  /** Counterfactual runs drawn for each trajectory, for the published table of outcomes. */
  readonly draws: number;
  /** What the bounds over all mechanisms assume of them: see `findAssumption`. */
  readonly assumptions: readonly string[];
  /** The published one first. */
  readonly settings: readonly Setting[];
  readonly longerLogs: readonly LongerLogs[];
}

/**
 * As published, and beside it: ends as they are, states with more in them, and more trajectories.
 *
 * In `observed` and `full` no end shares a state with living patients, so there the two ways of absorption are one.
 */
export const oberstSontagSpecification: OberstSontagSpecification = {
  version: 'original',
  episodes: 1000,
  repeats: 20,
  horizon: 20,
  unseen: 'death',
  solveDiscount: 0.99,
  mechanism: 'gumbel-max',
  heldOut: 1000,
  draws: 5,
  assumptions: ['none', 'stability', 'monotone', 'stability-all'],
  settings: [
    { space: 'projected', absorption: 'published' },
    { space: 'projected', absorption: 'direct' },
    { space: 'observed', absorption: 'direct' },
    { space: 'full', absorption: 'direct' },
  ],
  longerLogs: [{ times: 20, repeats: 4 }],
};

/** All of it in less than a minute. */
export const quickOberstSontagSpecification: OberstSontagSpecification = {
  ...oberstSontagSpecification,
  repeats: 3,
  assumptions: ['none', 'stability'],
  longerLogs: [{ times: 4, repeats: 1 }],
};

/** How reports and data name a setting. */
export function settingName({ space, absorption }: Setting): string {
  return `${space}, ${absorption}`;
}
