import { policies } from '../../../policies/registry.js';
import { readLogProvenance, readProvenance, sha256OfFile } from '../../files/index.js';
import { isFile } from './resolvePolicy.js';

/** What was learned from the very log that it is to be judged on. */
export interface LearnedFrom {
  readonly model: boolean;
  readonly policy: boolean;
  /** Whether it was learned from the whole that `couplet split` made the log a part of. */
  readonly part?: true;
}

/**
 * Whether a model or a policy was learned from a log, or from the whole that `couplet split` made it a part of, by the
 * hashes in their files. Of files that say nothing, and of a log that was written anew, nothing is known, and that
 * counts as no.
 *
 * @param log a path; of standard input nothing is known
 * @param policy a path, or a name, which is no file; undefined where there is none
 */
export async function learnedFrom(
  log: string,
  { mdp, policy }: { readonly mdp?: string | undefined; readonly policy?: string | undefined },
): Promise<LearnedFrom> {
  if (log === '-') return { model: false, policy: false };
  const hash = await sha256OfFile(log);
  const model = mdp === undefined || mdp === '-' ? [] : await madeOf(mdp);
  const learned = policy !== undefined && isFile(policy) ? await madeOf(policy) : [];
  const made = async (of: string): Promise<LearnedFrom> => {
    const isOfLog = model.includes(of);
    // A file that does not name what its model was made of still names the model.
    const policyIsOfLog = learned.includes(of) || (isOfLog && learned.includes(await sha256OfFile(mdp!)));
    return { model: isOfLog, policy: policyIsOfLog };
  };
  const itself = await made(hash);
  const whole = itself.model || itself.policy ? undefined : await wholeOf(log);
  const ofWhole = whole === undefined ? itself : await made(whole);
  return ofWhole.model || ofWhole.policy ? { ...ofWhole, ...(whole !== undefined && { part: true }) } : itself;
}

/** Whether a policy is a name that stands for what is estimated from the log itself. */
export function estimatedFromLog(spec: string): boolean {
  const [name] = spec.split(':', 1);
  return !isFile(spec) && policies.some((policy) => policy.name === name && !policy.create);
}

/** The hash of the log that a part was cut from. */
async function wholeOf(log: string): Promise<string | undefined> {
  const made = await readLogProvenance(log);
  return made?.command === 'split' ? made.inputs?.[String(made.options?.log)] : undefined;
}

/** Hashes of all that a file was made of; none where it does not say. */
async function madeOf(path: string): Promise<string[]> {
  const made = await readProvenance(path);
  return [...Object.values(made?.inputs ?? {}), ...Object.values(made?.origins ?? {})];
}
