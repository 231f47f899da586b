/** Names of states and actions. */
export interface Labels {
  readonly state: (state: number) => string;
  readonly action: (action: number) => string;
}

/** Where they have no names. */
export const NUMBERS: Labels = { state: (s) => `state ${s}`, action: (a) => `action ${a}` };

/** A state and an action there, by name. */
export function pairLabel(labels: Labels, state: number, action: number): string {
  return `${labels.action(action)} in ${labels.state(state)}`;
}
