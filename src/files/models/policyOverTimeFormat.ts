import type { PolicyOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Provenance } from '../provenance.js';
import type { PolicyFile } from './policyFile.js';

/** What a file of a policy over time calls itself. */
export const OVER_TIME_FORMAT = 'couplet-policy-over-time';
/** Raised when older files can no longer be read. */
export const OVER_TIME_VERSION = 1;

/** A policy over time with what else its file says. */
export interface PolicyOverTimeFile extends PolicyOverTime {
  /** Absent in a file by another hand. */
  readonly provenance?: Partial<Provenance>;
  /** All other fields of the file, such as the value of each state at each step. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** A policy, stationary or over time, with what else its file says. */
export type MarkovPolicyFile = PolicyFile | PolicyOverTimeFile;
