import type { Policy } from '../../mdp/policy.js';
import type { Provenance } from '../provenance.js';

/** A policy with what else its file says. */
export interface PolicyFile extends Policy {
  /** Absent in a file by another hand. */
  readonly provenance?: Partial<Provenance>;
  /** All other fields of the file, such as the value of each state. */
  readonly extra: Readonly<Record<string, unknown>>;
}
