import type { Mechanism } from '../../../src/mechanisms/mechanism.js';

type Forms = Required<Pick<Mechanism, 'outcome' | 'coupling' | 'counterfactual'>>;

/** The forms of a mechanism as functions that can be passed around, to build other mechanisms of. */
export function boundForms(mechanism: Mechanism): {
  [Form in keyof Forms]: (...args: Parameters<Forms[Form]>) => ReturnType<Forms[Form]>;
} {
  return {
    outcome: (...args) => mechanism.outcome!(...args),
    coupling: (...args) => mechanism.coupling!(...args),
    counterfactual: (...args) => mechanism.counterfactual!(...args),
  };
}
