import type { LearnedFrom } from '../../input/learnedFrom.js';

/**
 * That figures are about what was learned from the log they come from, in words, with how much of it is hardly there.
 *
 * @param thin a sentence on the share that rests on at most two cases; undefined where that is not known
 * @returns undefined where neither model nor policy was learned from the log, as far as is known
 */
export function learnedFromText(
  { model, policy, part }: LearnedFrom,
  names: { readonly model?: string | undefined; readonly policy?: string | undefined },
  thin?: string,
): string | undefined {
  const learned = [...(model ? [`model ${names.model}`] : []), ...(policy ? [`policy ${names.policy}`] : [])];
  if (learned.length === 0) return undefined;
  const [first, ...others] = learned;
  const subject = [`${first[0].toUpperCase()}${first.slice(1)}`, ...others].join(' and ');
  const flattered = policy
    ? 'what came out well by luck was chosen for it, and comes out well again'
    : 'the luck of its patients is in its promises, too';
  return [
    `${subject} ${learned.length > 1 ? 'were' : 'was'} learned from ${part ? 'a log that this one is a part of' : 'this very log'}: ${flattered}.`,
    ...(thin === undefined ? [] : [thin]),
    'Learn from one part of the log and judge on another.',
  ].join('\n');
}
