import type { VerdictFigure } from '../../honest/verdict/verdictFigures.js';
import type { VerdictLevel } from '../../honest/verdict/verdict.js';
import { count, decimal, percent } from '../../report/numbers.js';
import type { PolicyReport, Report } from '../../report/report.js';

/** What an answer rests on. */
export interface Fact {
  readonly name: string;
  /** The number, and what belongs to it. */
  readonly number: string;
  readonly of?: string;
  readonly note: string;
  /** By the library's thresholds; absent where it has none. */
  readonly level?: VerdictLevel;
  /** Where it has none: whether the answer turns on it. */
  readonly turns?: boolean;
}

/** The four facts, in the order of the page. */
export function factsOf(report: Report, policy: PolicyReport): readonly Fact[] {
  return [followed(report, policy), fewCases(policy), spread(report, policy), bounds(policy)];
}

function followed({ words }: Report, policy: PolicyReport): Fact {
  const { nPositive, nEpisodes, effectiveSampleSize, largestWeightShare, behaviourEstimated } = policy.diagnostics;
  const { many } = words.noun;
  const doing = words.noun.one === 'patient' ? `treated as the policy would` : 'that went as under the policy';
  return {
    name: `${many[0].toUpperCase()}${many.slice(1)} ${doing}`,
    number: count(nPositive),
    of: `of ${count(nEpisodes)}`,
    note:
      nPositive === 0
        ? 'none: the log alone says nothing of it'
        : `worth ${decimal(effectiveSampleSize, effectiveSampleSize < 10 ? 1 : 0)} of equal weight; one alone has ${percent(largestWeightShare)}${behaviourEstimated ? ', by estimated probabilities' : ''}`,
    ...levelBy(policy, ['effectiveSize', 'largestWeightShare', 'shareHeld']),
  };
}

function fewCases(policy: PolicyReport): Fact {
  const name = 'Counterfactual steps that rest on one or two cases';
  if (policy.thinShare === undefined)
    return { name, number: 'none', note: 'the model is not fitted to cases: it is taken to be exact' };
  return {
    name,
    number: percent(policy.thinShare),
    note: 'that action was taken at most twice in that state',
    ...levelBy(policy, ['thinShare']),
  };
}

/** By how far the mean moves against what was observed: the assumption matters where the answer turns. */
function spread({ mechanisms }: Report, { counterfactuals }: PolicyReport): Fact {
  const effects = counterfactuals.map(({ summary }) => summary.effect.mean);
  const moves = Math.max(...effects) - Math.min(...effects);
  const name = `Spread over ${mechanisms.length} mechanisms`;
  if (mechanisms.length === 1)
    return { name: 'Spread over mechanisms', number: 'not known', note: `only ${mechanisms[0].name} was asked for` };
  const turns = effects.some((effect) => effect > 0) && effects.some((effect) => effect < 0);
  return {
    name,
    number: moves < 0.0005 ? '<0.001' : decimal(moves, moves < 0.1 ? 3 : 2),
    of: 'of return',
    note: turns ? 'they differ on whether the policy is better' : 'averaged over all, they agree which is better',
    turns,
  };
}

function bounds({ bounds: all, counterfactuals }: PolicyReport): Fact {
  const { meanLower, meanUpper } = all[0];
  const observed = counterfactuals[0].summary.observed.mean;
  const turns = meanLower <= observed && observed <= meanUpper;
  return {
    name: 'Bounds over all mechanisms',
    number: `${decimal(meanLower)} to ${decimal(meanUpper)}`,
    note: turns
      ? `they hold what was observed, ${decimal(observed)}: which is better is an assumption that data cannot test`
      : `all ${meanLower > observed ? 'above' : 'below'} what was observed, ${decimal(observed)}, if the model is right`,
    turns,
  };
}

/** The worst that a verdict says of these figures; holds up where verdicts judged and nothing speaks against it. */
function levelBy({ verdicts }: PolicyReport, figures: readonly VerdictFigure[]): { readonly level?: VerdictLevel } {
  const isByWeights = figures.includes('effectiveSize');
  if (!verdicts.some(({ kind }) => (kind === 'model') !== isByWeights)) return {};
  const levels = verdicts
    .flatMap(({ reasons }) => reasons)
    .filter(({ figure }) => figures.includes(figure))
    .map(({ level }) => level);
  if (levels.includes('do not rely on it')) return { level: 'do not rely on it' };
  return { level: levels.length > 0 ? 'weak' : 'holds up on this log' };
}
