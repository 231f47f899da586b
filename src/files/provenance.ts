import { packageVersion } from './packageVersion.js';

/** Where a file came from. No time of day: the same input and seed give the same bytes. */
export interface Provenance {
  /** Of Couplet. */
  readonly version: string;
  readonly command: string;
  readonly seed?: number;
  /** All else that decided the figures, by option. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** SHA-256 of each input file, by its name, in hexadecimal. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** SHA-256 of the files that those of `inputs` were made from in their turn, by name: a policy's model and its log. */
  readonly origins?: Readonly<Record<string, string>>;
}

export interface ProvenanceOptions {
  readonly seed?: number;
  /** All else that decided the figures, by option; default none. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** SHA-256 of each input file, by its name: see `sha256OfFile`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** SHA-256 of the files that these were made from in their turn, by name: see `originsOf`. */
  readonly origins?: Readonly<Record<string, string>>;
}

/** The provenance of a file that this version writes. */
export function provenance(command: string, { seed, options, inputs, origins }: ProvenanceOptions = {}): Provenance {
  return {
    version: packageVersion(),
    command,
    ...(seed !== undefined && { seed }),
    ...(options && { options }),
    ...(inputs && { inputs }),
    ...(origins && Object.keys(origins).length > 0 && { origins }),
  };
}
