import type { Advice } from '../../mdp/advice/advice.js';
import type { Provenance } from '../provenance.js';

/** What a file of advice calls itself. */
export const ADVICE_FORMAT = 'couplet-advice';
/** Raised when older files can no longer be read. */
export const ADVICE_VERSION = 1;

/** Advice with what else its file says. */
export interface AdviceFile extends Advice {
  /** Absent in a file by another hand. */
  readonly provenance?: Partial<Provenance>;
  /** All other fields of the file, such as what the advice was chosen by. */
  readonly extra: Readonly<Record<string, unknown>>;
}
