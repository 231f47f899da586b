import { type Visit, admit, treat } from '../../../../src/page/playground/doctor/visit.js';

/** A visit in which this was done, as far as the patient allowed. */
export function played(doctor: string, seed: number, patient: number, actions: readonly number[]): Visit {
  return actions.reduce(treat, admit(doctor, seed, patient));
}

/** One that is over: the same treatment until the end. */
export function playedOut(doctor: string, seed: number, patient: number, action: number): Visit {
  return played(doctor, seed, patient, new Array<number>(20).fill(action));
}
