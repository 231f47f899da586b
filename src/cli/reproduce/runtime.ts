import { packageVersion } from '../../files/packageVersion.js';

/** What ran a trial: another one may round otherwise, or hold other code. */
export interface Runtime {
  /** Of Couplet. */
  readonly version: string;
  /** As `process.version` has it, with the kind of processor. */
  readonly node: string;
  /** Of tfjs, on which gadgets of the trial were trained; absent where none was. */
  readonly backend?: string;
}

/** This process, which has trained nothing yet. */
export function runtime(): Runtime {
  return { version: packageVersion(), node: `${process.version} on ${process.arch}` };
}
