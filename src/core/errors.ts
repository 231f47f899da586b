/**
 * The three errors that Couplet throws. Each message reads `where: requirement, got value - remedy`.
 */

/** The caller passed something that breaks a stated requirement. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** The content of a file or log is wrong. The message names the file and line where they are known. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** A computation has no answer: no convergence, no support, an observation of probability zero. */
export class NumericalError extends Error {
  override readonly name = 'NumericalError';
}
