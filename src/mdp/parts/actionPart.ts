/** A part that an action has or has not, as a treatment that is given with it: antibiotics, ventilation. */
export interface ActionPart {
  /** Unique within its environment, not empty. */
  readonly name: string;
  /** Whether the action has it. */
  on(action: number): boolean;
}

/** The same as plain data, as models and files hold it. */
export interface ListedPart {
  readonly name: string;
  /** Shape (A), 0 or 1. */
  readonly on: readonly number[];
}
