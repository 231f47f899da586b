import { count, decimal, percent, signed } from '../../../report/numbers.js';
import type { ReportWords } from '../../../report/report.js';
import type { OneDecision } from '../../state/compute/oneDecision.js';

type Change = Extract<OneDecision, { readonly kind: 'change' }>;

/** `At step 7, antibiotics instead of nothing: 62 % discharged, where 0 % were.` */
export function decisionSentence({ change, chance, chanceAsWas, good }: Change, words: ReportWords): string {
  const what = `At step ${change.step}, ${words.actions[change.action]} instead of ${words.actions[change.given]}`;
  if (good.length === 0) return `${what}.`;
  const ends = good.map((o) => words.outcomes[o].share).join(' or ');
  return `${what}: ${percent(chance)} ${ends}, against ${percent(chanceAsWas)} as it was.`;
}

/** What it brings under the mechanism, and under any. */
export function decisionGain({ gain, leastGain }: Change, mechanism: string): string {
  return `Gain ${signed(gain)} under ${mechanism}; ${leastWords(leastGain)}.`;
}

function leastWords(least: number | undefined): string {
  if (least === undefined) return 'under another mechanism it might not be possible';
  if (least > 0 && signed(least) !== signed(0))
    return `if the model is right, at least ${signed(least)} whatever the mechanism`;
  if (signed(least) === signed(0)) return 'no gain is guaranteed, under another mechanism it may change nothing';
  return `no gain is guaranteed, under another mechanism it could lose up to ${decimal(-least)}`;
}

/** What it rests on; nothing where the model does not tell. */
export function decisionCases({ change: { cases } }: Change): string | undefined {
  if (cases === undefined) return undefined;
  return `${count(cases)} logged case${cases === 1 ? '' : 's'} of it in that state.`;
}

/** Where there is no such decision, why. */
export function noDecision(decision: Exclude<OneDecision, Change>, { noun }: ReportWords): string {
  if (decision.kind === 'refused') return `It cannot be told: ${decision.why}.`;
  return {
    none: `No single decision would have helped: of all that was tried in the states that this ${noun.one} was in, nothing is expected to do better than what was done.`,
    unknown: `By the model, what was done for this ${noun.one} might not have been possible: no decision can be judged.`,
    'over time': 'Not computed where the policy itself changes over time.',
    redrawn:
      'Under this mechanism what was done, done again, may come out otherwise: no single decision can be told to have mattered.',
  }[decision.kind];
}
