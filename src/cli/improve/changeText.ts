import type { AdviceChange } from '../../honest/improve/adviceChanges.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { percent } from '../output/table.js';

/**
 * A change in words: how often the choice was made, what the usual one is, and what to do.
 *
 * @example
 * const change = { state: 0, choice: 1, visits: 9, cases: 2, usual: 0, usualCases: 7, kept: 0, instead: [{ action: 0, probability: 1 }] };
 * changeText(change, { state: (s) => `state ${s}`, action: (a) => `action ${a}` }) // 'in 2 of 9 visits to state 0, the choice was action 1; instead: action 0 (the usual choice, 7 of 9)'
 */
export function changeText(
  { state, choice, visits, cases, usual, usualCases, kept, instead }: AdviceChange,
  labels: Labels,
): string {
  const doing = instead.map(({ action, probability }) => {
    const share = instead.length === 1 ? '' : ` in ${percent(probability / (1 - kept))}`;
    return `${labels.action(action)}${share}${action === usual ? ` (the usual choice, ${usualCases} of ${visits})` : ''}`;
  });
  const partly = kept > 0 ? `, in ${percent(1 - kept)} of these` : '';
  return `in ${cases} of ${visits} visits to ${labels.state(state)}, the choice was ${labels.action(choice)}; instead${partly}: ${doing.join('; or ')}`;
}
