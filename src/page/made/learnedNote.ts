import type { PolicyReport } from '../../report/report.js';

/** What it means that the log was used twice; undefined where it was not. */
export function learnedNote({ name, learnedFromThisLog: { model, policy } }: PolicyReport): string | undefined {
  const fresh = 'a log that neither was learned from would tell more.';
  if (model && policy)
    return `Model and ${name} were both learned from this very log: where chance made an action look good in it, the model believes that, and the policy takes the action. Such luck raises every figure; ${fresh}`;
  return policy
    ? `${name} was learned from this very log: where chance made an action look good in it, the policy takes that action, and figures by the same log are too high.`
    : undefined;
}
