import { fitSpaceOf } from '../../fit/fitSpaceOf.js';
import { refitter } from '../../fit/refit/refitter.js';
import type { Mdp } from '../../mdp/mdp.js';
import { alignNames } from '../../trajectories/align/alignNames.js';
import { subset } from '../../trajectories/subset.js';
import type { LoadedLog } from '../input/loadLog.js';

/** Of commands that resample a log beside a model that the user gives. */
export const refitOption = {
  refit: {
    type: 'boolean',
    default: false,
    describe:
      'fit the model of --mdp anew to every resample of the log that it was fitted to, with the settings that its file names, so that intervals hold its errors, too',
  },
} as const;

/**
 * A model as it would have been fitted to a resample of a log, with the settings that its file names.
 *
 * @param loaded the log as it was recorded, not projected
 * @returns takes the indices of the episodes of a resample, with repeats
 * @throws ArgumentError as `refitter`, where fitting the log does not give the model
 */
export function modelRefit({ log: logged, env }: LoadedLog, mdp: Mdp): (episodes: ArrayLike<number>) => Mdp {
  // A log of an environment has the environment's numbers.
  const log = env ? logged : alignNames(logged, mdp);
  const space =
    env && mdp.source.env !== undefined
      ? fitSpaceOf(env, log.source.space ?? env.recorded, mdp.source.space ?? env.recorded)
      : undefined;
  const again = refitter(mdp, log, space);
  return (episodes) => again(subset(log, episodes));
}

/** The same for a command line: undefined without `--refit`, and without a model. */
export function askedRefit(
  loaded: LoadedLog,
  mdp: Mdp | undefined,
  { refit }: { readonly refit: boolean },
): ReturnType<typeof modelRefit> | undefined {
  return refit && mdp ? modelRefit(loaded, mdp) : undefined;
}
