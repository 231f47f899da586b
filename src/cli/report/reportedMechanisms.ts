import { basename } from 'node:path';
import { ArgumentError } from '../../core/errors.js';
import { readGadget } from '../../files/index.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { mechanisms as registered } from '../../mechanisms/registry.js';
import type { ReportMechanism } from '../../report/report.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import { isFile } from '../input/resolvePolicy.js';
import type { ReportArguments } from './reportArguments.js';

/** A mechanism, and how a page makes it anew. */
export interface ReportedMechanism extends ReportMechanism {
  readonly mechanism: CompleteMechanism;
}

/** Registered ones that a page does without: the solver that they need is larger than all of it. */
const WITH_SOLVER: readonly string[] = ['optimal-transport'];

/**
 * The mechanisms that the command line names, once each.
 *
 * @param score of each state, shape (S)
 * @throws ArgumentError if a page can make none of them anew, and as `resolveMechanism`
 */
export async function reportedMechanisms(
  { mechanism: specs, draws, seed }: Pick<ReportArguments, 'mechanism' | 'draws' | 'seed'>,
  score: Float64Array,
): Promise<readonly ReportedMechanism[]> {
  const made = [];
  for (const spec of new Set(specs))
    made.push({
      ...{ name: basename(spec), source: await sourceOf(spec) },
      mechanism: await resolveMechanism(spec, { context: { score }, draws, seed }),
    });
  if (made.every(({ source }) => source === 'elsewhere'))
    throw new ArgumentError(
      `--mechanism: at least one must be such that a page can compute with it, got ${specs.join(', ')} - name one of ${registered.flatMap(({ name }) => (WITH_SOLVER.includes(name) ? [] : [name])).join(', ')} beside it, or a gadget`,
    );
  return made;
}

async function sourceOf(spec: string): Promise<ReportMechanism['source']> {
  if (!isFile(spec)) return WITH_SOLVER.includes(spec) ? 'elsewhere' : 'registered';
  return spec.endsWith('.json') ? { gadget: await readGadget(spec) } : 'elsewhere';
}
