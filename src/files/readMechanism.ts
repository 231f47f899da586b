import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DataError } from '../core/errors.js';
import { guardMechanism } from '../mechanisms/guardMechanism.js';
import type { Mechanism } from '../mechanisms/mechanism.js';
import type { MechanismContext } from '../mechanisms/registry.js';
import { shownValue } from './read/shownValue.js';

/**
 * Loads a mechanism from a JavaScript module: its default export is a `Mechanism`, or a function of the context that
 * returns one.
 *
 * The module is run: load only code that you trust.
 *
 * @param path of an ES module, `.mjs` or `.js`
 * @throws DataError if the file is missing, throws while loading, or its default export is no mechanism, or half of one
 */
export async function readMechanism(path: string, context: MechanismContext = {}): Promise<Mechanism> {
  const fail = (fault: string, cause?: unknown): never => {
    throw new DataError(`${path}: ${fault}`, { cause });
  };
  await access(path).catch((error: unknown) => fail('must be a readable mechanism file, but cannot be opened', error));
  let exported: unknown;
  try {
    const module = (await import(pathToFileURL(resolve(path)).href)) as { readonly default?: unknown };
    exported = await (typeof module.default === 'function' ? (module.default as Factory)(context) : module.default);
  } catch (error) {
    return fail(`must load as a JavaScript module, but throws: ${thrownText(error)}`, error);
  }
  if (typeof exported !== 'object' || exported === null)
    return fail(
      `the default export must be a mechanism, got ${exported === undefined ? 'none' : typeof exported} - export default { name, implicit, noiseDimension, outcome(p, noise) { ... } }`,
    );
  try {
    // A getter of the author's may throw, too.
    guardMechanism(exported as Mechanism);
  } catch (error) {
    return fail(thrownText(error), error);
  }
  return exported as Mechanism;
}

/** Anything can be thrown. */
function thrownText(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : shownValue(thrown);
}

type Factory = (context: MechanismContext) => Mechanism | Promise<Mechanism>;
