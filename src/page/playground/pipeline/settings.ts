/** All that a user of the pipeline chooses; the same settings and version give the same figures. */
export interface Settings {
  readonly seed: number;
  /** Simulated, one episode each. */
  readonly patients: number;
  /** Most steps of a run, of those that are simulated and of those that are judged. */
  readonly horizon: number;
  /** What of a patient the model sees. */
  readonly space: SpaceName;
  /** Pessimism: imaginary cases of the worst that can follow, for each pair of state and action. */
  readonly worst: number;
  /** How policies are found: one for ever, or one for just as many steps as a run has. */
  readonly plan: 'forever' | 'steps';
  /** Weight of a reward one step later, as the policy is found. */
  readonly discount: number;
  /** The same, as policies are judged. */
  readonly judgedAt: number;
}

export const SPACES = ['full', 'observed', 'projected'] as const;

export type SpaceName = (typeof SPACES)[number];

/** Even to the eye, as what patients teach grows with their logarithm. */
export const PATIENTS: readonly number[] = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

export const WORST: readonly number[] = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** The example of the README, judged without a discount: the first lesson. */
export const FIRST: Settings = {
  seed: 1,
  patients: 1000,
  horizon: 20,
  space: 'projected',
  worst: 0,
  plan: 'forever',
  discount: 0.99,
  judgedAt: 1,
};
