import type { LawResult } from '../law.js';
import type { Mechanism } from '../../mechanisms/mechanism.js';
import { isExact } from './violations.js';
import { REPEATS, STABLE, WITHIN } from './properties.js';

/** Whether something that Couplet does can be done with a mechanism, or holds of it. */
export interface MechanismSupport {
  readonly use: string;
  readonly supported: boolean;
  /** What is missing, and what serves instead; empty where nothing is. */
  readonly detail: string;
}

/**
 * What can be done with a mechanism, by the properties that were found.
 *
 * @param properties results of `mechanismProperties`: that no counterexample was found is no proof
 */
export function mechanismSupports(mechanism: Mechanism, properties: readonly LawResult[]): readonly MechanismSupport[] {
  const has = (name: string): boolean => properties.some(({ law, verdict }) => law === name && verdict === 'holds');
  const repeats = has(REPEATS);
  const bounds = (use: string, property: string): MechanismSupport =>
    support(
      `bounds and guarantees under ${use} hold its figures`,
      repeats && has(property),
      repeats ? `see the property '${property}'` : anew,
    );
  return [
    support('figures without an error of draws', isExact(mechanism), 'give coupling or counterfactual in closed form'),
    support('one decision in a table', true, ''),
    support(
      'influence of what was observed',
      mechanism.counterfactual?.fresh !== true,
      'it makes no use of what was observed',
    ),
    support('explain, where no change gives what happened', repeats, anew),
    support('effects by step and by part', repeats, anew),
    support('bounds and guarantees under none hold its figures', repeats, anew),
    bounds('stability', STABLE),
    ...WITHIN.map(({ assumption, property }) => bounds(assumption, property)),
  ];
}

const anew = 'what is repeated need not come out as it did';

function support(use: string, supported: boolean, detail: string): MechanismSupport {
  return { use, supported, detail: supported ? '' : detail };
}
