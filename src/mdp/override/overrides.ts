/** A state or an action: its number, or its name in the model. */
export type Named = number | string;

/** Another distribution of what follows an action in a state. */
export interface RowOverride {
  readonly state: Named;
  readonly action: Named;
  /** Probability of each next state, by name or number; they sum to 1. Those left out do not follow any more. */
  readonly to: Readonly<Record<string, number>>;
  /** What entering them pays; a next state that followed before pays what it did, unless it is here. */
  readonly pays?: Readonly<Record<string, number>> | undefined;
}

/** Another reward, of every transition that has what is named: of all into a state, of all by an action, of one. */
export interface RewardOverride {
  readonly state?: Named | undefined;
  readonly action?: Named | undefined;
  readonly next?: Named | undefined;
  readonly reward: number;
}

/** What is to be different about a model. Rows come first, so that rewards may speak of what they bring in. */
export interface MdpOverrides {
  readonly rows?: readonly RowOverride[] | undefined;
  readonly rewards?: readonly RewardOverride[] | undefined;
  /** Probability of each first state, by name or number; they sum to 1. */
  readonly start?: Readonly<Record<string, number>> | undefined;
}
