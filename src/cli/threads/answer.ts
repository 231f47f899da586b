import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';

const classes = { ArgumentError, DataError, NumericalError };

type Fault = 'ArgumentError' | 'DataError' | 'NumericalError';

/** What comes back from a thread: a result, or one of Couplet's own errors, whose class would not survive the way. */
export type Answer<Result> = { readonly result: Result } | { readonly fault: Fault; readonly message: string };

/** @throws what is no fault of the user's, as it is */
export async function answerOf<Result>(work: () => Result | Promise<Result>): Promise<Answer<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof ArgumentError || error instanceof DataError || error instanceof NumericalError)
      return { fault: error.name, message: error.message };
    throw error;
  }
}

/** @throws the error that the thread threw, in its own words */
export function resultOf<Result>(answer: Answer<Result>): Result {
  if ('fault' in answer) throw new classes[answer.fault](answer.message);
  return answer.result;
}
