import { ArgumentError } from '../../core/errors.js';
import { createRng } from '../../core/random/rng.js';
import { readGadget, readMechanism } from '../../files/index.js';
import { gadgetMechanism } from '../../gadgets/gadgetMechanism.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { checkMechanism } from '../../laws/index.js';
import type { CompleteMechanism, Mechanism } from '../../mechanisms/mechanism.js';
import { type MechanismContext, createMechanism } from '../../mechanisms/registry.js';
import { isFile } from './resolvePolicy.js';

/** What a mechanism may need to know of the problem at hand. */
export interface MechanismSetting {
  /** For mechanisms that order states, or need a cost. */
  readonly context: MechanismContext;
  /** Draws for a mechanism without a closed form. */
  readonly draws: number;
  readonly seed: number;
  /** Whether a module's laws were checked already, as by the thread that starts others. Default no. */
  readonly isChecked?: boolean;
}

/**
 * The mechanism that a command line names: a registered name, a gadget's model file (`.json`), or a JavaScript
 * module whose default export is one.
 *
 * @throws ArgumentError on an unknown name, or a mechanism that breaks a law; DataError on a file that holds none
 */
export async function resolveMechanism(spec: string, setting: MechanismSetting): Promise<CompleteMechanism> {
  const { draws, seed } = setting;
  const mechanism = await loadMechanism(spec, setting);
  return completeMechanism(mechanism, { rng: createRng(seed).fork('mechanism'), draws });
}

async function loadMechanism(spec: string, { context, seed, isChecked = false }: MechanismSetting): Promise<Mechanism> {
  if (!isFile(spec)) return createMechanism(spec, context);
  // A gadget's laws hold whatever its weights; what runs as code is checked.
  if (spec.endsWith('.json')) return gadgetMechanism(await readGadget(spec));
  return isChecked ? readMechanism(spec, context) : lawfulFile(spec, context, seed);
}

/**
 * A mechanism from a module, after a quick search for laws that it breaks: its counterfactuals would be wrong without a
 * sign.
 */
async function lawfulFile(path: string, context: MechanismContext, seed: number): Promise<Mechanism> {
  const mechanism = await readMechanism(path, context);
  const options = { runs: 20, draws: 2000, seed, maxOutcomes: Math.min(6, context.score?.length ?? 6) };
  const broken = checkMechanism(mechanism, options).laws.find(({ verdict }) => verdict === 'fails');
  if (broken)
    throw new ArgumentError(
      `mechanism ${mechanism.name}: law '${broken.law}' must hold, got ${broken.detail} - see \`couplet check ${path}\``,
    );
  return mechanism;
}
