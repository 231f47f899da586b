import { ArgumentError, DataError } from '../core/errors.js';
import { inFewWords } from '../core/plugins/inFewWords.js';
import { guardMechanism } from '../mechanisms/guardMechanism.js';
import type { Mechanism } from '../mechanisms/mechanism.js';
import type { MechanismContext, MechanismDefinition } from '../mechanisms/registry.js';
import { readPlugin, thrownText } from './plugins/readPlugin.js';

/**
 * Loads a mechanism from a JavaScript module: its default export is a `Mechanism`, a `MechanismDefinition`, or a
 * function of the context that returns a mechanism.
 *
 * The module is run: load only code that you trust.
 *
 * @param path of an ES module, `.mjs` or `.js`
 * @throws DataError if the file is missing, throws while loading, or its default export is no mechanism, or half of one
 */
export async function readMechanism(path: string, context: MechanismContext = {}): Promise<Mechanism> {
  const exported = await readPlugin(path, 'mechanism');
  try {
    const mechanism: unknown = await made(exported as Mechanism | MechanismDefinition | Factory, context);
    if (typeof mechanism !== 'object' || mechanism === null)
      throw new ArgumentError(`the function that is exported must return a mechanism, got ${inFewWords(mechanism)}`);
    // A getter of the author's may throw, too.
    guardMechanism(mechanism as Mechanism);
    return mechanism as Mechanism;
  } catch (error) {
    throw new DataError(`${path}: ${thrownText(error)}`, { cause: error });
  }
}

type Factory = (context: MechanismContext) => Mechanism | Promise<Mechanism>;

function made(
  exported: Mechanism | MechanismDefinition | Factory,
  context: MechanismContext,
): Mechanism | Promise<Mechanism> {
  if (typeof exported === 'function') return exported(context);
  return 'create' in exported ? exported.create(context) : exported;
}
