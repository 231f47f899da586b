import { percent } from '../../../report/numbers.js';
import type { Report, ReportWords } from '../../../report/report.js';
import type { Here, Moment } from '../../state/compute/moment.js';

/** Shares closer to all than this are all, but for rounding. */
const ROUNDING = 1e-9;

/** Where the run is, in words, and how sure that is. */
export function whereWords({ seen, here, t }: Moment, { states, noun }: ReportWords): string {
  if (!here) return `By step ${t} this run has ended: nothing that is set here changes it.`;
  const isSure = here.share > 1 - ROUNDING;
  const state = states[here.state];
  if (!seen) return `After the log. ${isSure ? `The ${noun.one} would be` : 'Most likely'}: ${state}${sure(here)}.`;
  if (seen.state === here.state) return isSure ? `${state}, as it was.` : `${state}, as it was${sure(here)}.`;
  return `${isSure ? `The ${noun.one} would be` : 'Most likely'}: ${state}${sure(here)}. It was: ${states[seen.state]}.`;
}

function sure({ share }: Here): string {
  return share > 1 - ROUNDING ? '' : ` (${percent(share)})`;
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
