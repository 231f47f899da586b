/** What ran a trial, beside the version of Couplet: another one may round otherwise. */
export interface Runtime {
  /** As `process.version` has it, with the kind of processor. */
  readonly node: string;
}

/** This process. */
export function runtime(): Runtime {
  return { node: `${process.version} on ${process.arch}` };
}
