import { policies } from '../../../policies/registry.js';
import { readProvenance, sha256OfFile } from '../../files/index.js';
import { isFile } from './resolvePolicy.js';

/** What was learned from the very log that it is to be judged on. */
export interface LearnedFrom {
  readonly model: boolean;
  readonly policy: boolean;
}

/**
 * Whether a model or a policy was learned from a log, by the hashes in their files. Of files that say nothing, of a log
 * that was written anew or of a part of it, nothing is known, and that counts as no.
 *
 * @param log a path; of standard input nothing is known
 * @param policy a path, or a name, which is no file
 */
export async function learnedFrom(
  log: string,
  { mdp, policy }: { readonly mdp?: string | undefined; readonly policy: string },
): Promise<LearnedFrom> {
  if (log === '-') return { model: false, policy: false };
  const hash = await sha256OfFile(log);
  const model = mdp === undefined || mdp === '-' ? [] : await madeOf(mdp);
  const learned = isFile(policy) ? await madeOf(policy) : [];
  const isOfLog = model.includes(hash);
  return {
    model: isOfLog,
    // A file that does not name what its model was made of still names the model.
    policy: learned.includes(hash) || (isOfLog && learned.includes(await sha256OfFile(mdp!))),
  };
}

/** Whether a policy is a name that stands for what is estimated from the log itself. */
export function estimatedFromLog(spec: string): boolean {
  const [name] = spec.split(':', 1);
  return !isFile(spec) && policies.some((policy) => policy.name === name && !policy.create);
}

/** Hashes of all that a file was made of; none where it does not say. */
async function madeOf(path: string): Promise<string[]> {
  const made = await readProvenance(path);
  return [...Object.values(made?.inputs ?? {}), ...Object.values(made?.origins ?? {})];
}
