import type { Diagnostics } from './diagnostics.js';
import type { Study } from '../study/study.js';
import { certainBehaviour } from './certainBehaviour.js';
import type { MeanWeights } from './meanWeights.js';

/** Below this effective share of the episodes, or this number, weighted estimates rest on few. */
const FEW = { share: 0.1, size: 30, largest: 0.1 } as const;

/** Times its even share that one trajectory's weight must be to be said: of six alike each has a sixth. */
const EVEN = 1.5;

/** A 95 % interval owns up to being wrong one time in twenty; more runs than that on next to no cases is not in it. */
export const LEANS = 0.05;

/** What of the diagnostics of a log must be known before an estimate is believed: plain sentences. */
export function diagnosticWarnings(study: Study, d: Omit<Diagnostics, 'warnings'>, weights: MeanWeights): string[] {
  const found = [
    carriers(d),
    d.nPositive > 0 && d.largestWeightShare > Math.max(FEW.largest, EVEN / d.nPositive)
      ? `One trajectory has ${(100 * d.largestWeightShare).toFixed(0)} % of the weight.`
      : undefined,
    meanWeight(d, weights),
    violated(study, d),
    thin(d),
    certain(study),
    study.behaviour === 'estimated'
      ? 'The behaviour policy was estimated from this log; guarantees that need it known do not hold.'
      : undefined,
    d.censored.length > 0
      ? `${d.censored.length.toLocaleString('en')} of ${d.nEpisodes.toLocaleString('en')} trajectories stop before the horizon without an end; what they would have earned counts as 0.`
      : undefined,
  ];
  return found.filter((sentence) => sentence !== undefined);
}

function carriers({ nEpisodes, nPositive, effectiveSampleSize }: Omit<Diagnostics, 'warnings'>): string | undefined {
  const n = nEpisodes.toLocaleString('en');
  if (nPositive === 0)
    return `None of the ${n} trajectories could have been the target policy's: nothing can be weighted.`;
  if (effectiveSampleSize >= Math.max(FEW.size, FEW.share * nEpisodes) || effectiveSampleSize >= nEpisodes)
    return undefined;
  return `${nPositive.toLocaleString('en')} of ${n} trajectories carry the weighted estimates, worth ${effectiveSampleSize.toFixed(1)} of equal weight.`;
}

function meanWeight(
  { nPositive, meanWeight: mean, meanWeightError: error }: Omit<Diagnostics, 'warnings'>,
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

function violated(study: Study, { support, supportViolations }: Omit<Diagnostics, 'warnings'>): string | undefined {
  if (supportViolations.length === 0) return undefined;
  const { log, behaviour, givenModel } = study;
  const steps = supportViolations.reduce((sum, { visits, targetProbability }) => sum + visits * targetProbability, 0);
  const share = `it would at ${((100 * steps) / log.state.length).toFixed(1)} % of the steps`;
  const [where, weighted] =
    support === 'known'
      ? ['where the behaviour policy never does', 'weighted estimates leave out what follows']
      : behaviour === 'estimated'
        ? ['where the log never does', 'weighted estimates leave out what follows']
        : [
            'where the log has no case',
            'whether the behaviour policy never goes there or was only not drawn to, its probabilities do not say',
          ];
  return `In ${supportViolations.length} visited states and actions the target policy goes ${where} (${share}): ${weighted}${givenModel ? '' : ', and the model knows nothing of it'}.`;
}

function thin({ thinSupport: { never, atMostTwice } }: Omit<Diagnostics, 'warnings'>): string | undefined {
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

function certain(study: Study): string | undefined {
  const found = certainBehaviour(study);
  if (!found) return undefined;
  const yet = found.several > 0 ? `, yet it has several actions in ${found.several} of its ${found.states} states` : '';
  return `Every probability in the log is 1: it claims a behaviour policy that never varies${yet}. If they stand for unknown ones, let the behaviour policy be estimated.`;
}
