import { ArgumentError, NumericalError } from '../errors.js';
import { inFewWords } from './inFewWords.js';

/**
 * What a function of an author's returns; what it throws becomes an error of ours that names it. Errors of ours that it
 * throws keep their words: they are meant for the user.
 *
 * @param what opens the message, for example `env rooms: step`
 * @throws NumericalError if the author threw one, as that there is no result may be the right answer; else
 *   ArgumentError; with the author's own as `cause`
 */
export function authorsCall<Result>(what: string, call: () => Result): Result {
  try {
    const result = call();
    // It is refused for what it is; what becomes of it must not end the program.
    if (result instanceof Promise) result.catch(() => undefined);
    return result;
  } catch (cause) {
    throw thrownByAuthor(what, cause);
  }
}

/** What `authorsCall` throws for what the author did. */
export function thrownByAuthor(what: string, cause: unknown): ArgumentError | NumericalError {
  const { name, message } = cause instanceof Error ? cause : { name: '', message: inFewWords(cause) };
  const got = name === '' ? message : `${name}: ${message}`;
  // By name: an author's file may have a copy of this package of its own.
  if (name === 'NumericalError') return new NumericalError(`${what} must not throw, got ${got}`, { cause });
  const isForUser = name === 'ArgumentError' && message.startsWith(what.split(':', 1)[0]);
  return new ArgumentError(isForUser ? message : `${what} must not throw, got ${got}`, { cause });
}
