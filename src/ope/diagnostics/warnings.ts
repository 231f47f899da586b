import type { Diagnostics } from './diagnostics.js';
import type { Study } from '../study/study.js';
import type { certainBehaviour } from './certainBehaviour.js';
import type { MeanWeights } from './meanWeights.js';

/** Below this effective share of the episodes, or this number, weighted estimates rest on few. */
const FEW = { share: 0.1, size: 30, largest: 0.1 } as const;

/** What sums of weights that are all the same may miss their number by. */
const ROUNDING = 1e-9;

/** Times its even share that one trajectory's weight must be to be said: of six alike each has a sixth. */
const EVEN = 1.5;

/** A 95 % interval owns up to being wrong one time in twenty; more runs than that on next to no cases is not in it. */
export const LEANS = 0.05;

/** What warnings tell of a log beside its diagnostics. */
export interface WarnedLog {
  /** Steps of all episodes. */
  readonly steps: number;
  readonly behaviour: Study['behaviour'];
  /** Whether model-based estimators have a model that was given. */
  readonly modelGiven: boolean;
  readonly certain: ReturnType<typeof certainBehaviour>;
  /** How many episodes stop before the horizon without an end. */
  readonly censored: number;
}

/** The figures that warnings are about. */
export type WarnedFigures = Pick<
  Diagnostics,
  | 'nEpisodes'
  | 'nPositive'
  | 'effectiveSampleSize'
  | 'largestWeightShare'
  | 'meanWeight'
  | 'meanWeightError'
  | 'support'
  | 'supportViolations'
  | 'thinSupport'
>;

/** What of the diagnostics of a log must be known before an estimate is believed: plain sentences. */
export function diagnosticWarnings(about: WarnedLog, d: WarnedFigures, weights: MeanWeights): string[] {
  const found = [
    carriers(d),
    d.nPositive > 0 && d.largestWeightShare > Math.max(FEW.largest, EVEN / d.nPositive)
      ? `One trajectory has ${(100 * d.largestWeightShare).toFixed(0)} % of the weight.`
      : undefined,
    meanWeight(d, weights),
    violated(about, d),
    thin(d),
    certain(about.certain),
    about.behaviour === 'estimated'
      ? 'The behaviour policy was estimated from this log; guarantees that need it known do not hold.'
      : undefined,
    about.censored > 0
      ? `${about.censored.toLocaleString('en')} of ${d.nEpisodes.toLocaleString('en')} trajectories stop before the horizon without an end; what they would have earned counts as 0.`
      : undefined,
  ];
  return found.filter((sentence) => sentence !== undefined);
}

function carriers({ nEpisodes, nPositive, effectiveSampleSize }: WarnedFigures): string | undefined {
  const n = nEpisodes.toLocaleString('en');
  if (nPositive === 0)
    return `None of the ${n} trajectories could have been the target policy's: nothing can be weighted.`;
  if (
    effectiveSampleSize >= Math.max(FEW.size, FEW.share * nEpisodes) ||
    effectiveSampleSize >= nEpisodes * (1 - ROUNDING)
  )
    return undefined;
  return `${nPositive.toLocaleString('en')} of ${n} trajectories carry the weighted estimates, worth ${effectiveSampleSize.toFixed(1)} of equal weight.`;
}

function meanWeight(
  { nPositive, meanWeight: mean, meanWeightError: error }: WarnedFigures,
  { missed }: MeanWeights,
): string | undefined {
  // Of a single episode, which has no standard error, the mean misses nothing.
  if (nPositive === 0 || missed.at(-1) !== 1) return undefined;
  const cause =
    mean < 1
      ? 'the behaviour policy does not do all that the target policy may, or runs of large weight are too rare for this log: is and pdis leave out what such runs earn, and weighted means stand for the others'
      : 'the probabilities are smaller than those the actions were drawn with: no weighted estimate can be trusted';
  return `The mean weight is ${mean.toPrecision(2)} (standard error ${error!.toPrecision(2)}) where 1 is due, missed first at step ${missed.indexOf(1)}: ${cause}.`;
}

function violated(
  { steps: all, behaviour, modelGiven }: WarnedLog,
  { support, supportViolations }: WarnedFigures,
): string | undefined {
  if (supportViolations.length === 0) return undefined;
  const steps = supportViolations.reduce((sum, { visits, targetProbability }) => sum + visits * targetProbability, 0);
  const share = `it would at ${((100 * steps) / all).toFixed(1)} % of the steps`;
  const [where, weighted] =
    support === 'known'
      ? ['where the behaviour policy never does', 'weighted estimates leave out what follows']
      : behaviour === 'estimated'
        ? ['where the log never does', 'weighted estimates leave out what follows']
        : [
            'where the log has no case',
            'whether the behaviour policy never goes there or was only not drawn to, its probabilities do not say',
          ];
  return `In ${supportViolations.length} visited states and actions the target policy goes ${where} (${share}): ${weighted}${modelGiven ? '' : ', and the model knows nothing of it'}.`;
}

function thin({ thinSupport: { never, atMostTwice } }: WarnedFigures): string | undefined {
  if (atMostTwice < LEANS) return undefined;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const runs =
    never < 0.0005
      ? `${percent(atMostTwice)} of the target policy's runs take an action that the log has at most twice in that state`
      : never > atMostTwice - 0.0005
        ? `${percent(never)} of the target policy's runs take an action that the log never has in that state`
        : `${percent(atMostTwice)} of the target policy's runs take an action that the log has at most twice in that state, ${percent(never)} one that it never has`;
  return `By the model fitted to the log ${runs}: what follows is guessed, whatever the probabilities, and no interval shows it.`;
}

function certain(found: WarnedLog['certain']): string | undefined {
  if (!found) return undefined;
  const yet = found.several > 0 ? `, yet it has several actions in ${found.several} of its ${found.states} states` : '';
  return `Every probability in the log is 1: it claims a behaviour policy that never varies${yet}. If they stand for unknown ones, let the behaviour policy be estimated.`;
}
