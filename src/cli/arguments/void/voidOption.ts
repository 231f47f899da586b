import type { GivenArguments } from '../givenArguments.js';

/** An option that changes nothing beside certain others. */
export interface VoidOption {
  readonly commands: readonly string[];
  readonly option: string;
  /** Whether it is void, given all values of the command. */
  readonly when: (values: GivenArguments['values'], isGiven: GivenArguments['isGiven']) => boolean;
  /** What makes it void, as `got ...` in the message. */
  readonly beside: string;
  readonly remedy: string;
}

/** What a value holds, one or several; nothing where it was not given. */
export function listed(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
