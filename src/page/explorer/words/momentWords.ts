import { percent } from '../../../report/numbers.js';
import type { Report, ReportWords } from '../../../report/report.js';
import type { Here, Moment } from '../../state/compute/moment.js';

/** Shares closer to all than this are all, but for rounding. */
const ROUNDING = 1e-9;

/** Where a run was and would be at a step, in sentences. */
export interface WhereWords {
  readonly was?: string;
  readonly would?: string;
  readonly note?: string;
}

/** The state that was seen, and the likeliest one under the plan with how likely it is; once where they are the same. */
export function whereWords({ seen, here, t }: Moment, { states }: ReportWords): WhereWords {
  const was = seen && { was: `Was: ${states[seen.state]}.` };
  if (!here) return { ...was, note: `By step ${t} this run has ended: nothing that is set here changes it.` };
  const isSure = here.share > 1 - ROUNDING;
  if (seen?.state === here.state)
    return {
      ...was,
      would: isSure ? 'Would be: the same.' : `Would be: most likely the same (${percent(here.share)}).`,
    };
  return {
    ...was,
    would: isSure
      ? `Would be: ${states[here.state]}.`
      : `Would be, most likely: ${states[here.state]} (${percent(here.share)}).`,
    ...(!seen && { note: 'The log has ended by this step.' }),
  };
}

/** `antibiotics`, or where the policy leaves it to chance `antibiotics 62 %, nothing 38 %`. */
export function policyWords({ policy }: Here, actions: readonly string[]): string {
  const taken = actions
    .map((name, a) => ({ name, p: policy[a] }))
    .filter(({ p }) => p > 0)
    .sort((a, b) => b.p - a.p);
  if (taken.length === 1) return taken[0].name;
  const [named, rest] = [taken.slice(0, MOST_NAMED), taken.slice(MOST_NAMED)];
  return [
    ...named.map(({ name, p }) => `${name} ${percent(p)}`),
    ...(rest.length > 0 ? [`${rest.length} others ${percent(rest.reduce((sum, { p }) => sum + p, 0))}`] : []),
  ].join(', ');
}

const MOST_NAMED = 3;

/** What a fitted model takes to follow what was never tried, after "the model supposes that". */
export function unseenWords({ mdp, words }: Pick<Report, 'mdp' | 'words'>): string {
  const { unseen } = mdp.source;
  if (unseen === 'self') return 'nothing changes then';
  if (unseen === 'uniform') return 'anything may follow then, all alike';
  const outcome = mdp.outcomes.findIndex(({ name }) => name === unseen);
  return outcome < 0
    ? 'what follows is as its prior has it'
    : `the ${words.noun.one} is ${words.outcomes[outcome].share} then`;
}
