import { ArgumentError } from '../../core/errors.js';
import type { Rng } from '../../core/random/rng.js';
import {
  type RefittedEffects,
  dirichletModels,
  refittedEffects,
  resampledModels,
} from '../../counterfactual/refit/refittedEffects.js';
import type { CounterfactualSummary } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import type { LoadedLog } from '../input/loadLog.js';
import { withProgress } from '../output/progressBar.js';
import { decimal, figure } from '../output/table.js';
import { modelRefit } from '../refit/modelRefit.js';
import { note } from '../say.js';

export const refitEffectsOption = {
  refit: {
    type: 'number',
    describe:
      'how many models to draw anew, such as 200, for intervals of the effects that hold the errors of the model, too; each costs an evaluation',
  },
  'refit-draws': {
    choices: ['episodes', 'dirichlet'],
    default: 'episodes',
    describe:
      'what --refit draws: the episodes of the log, to which the model is fitted anew as its file says; or the rows of the model from what their cases leave open, also for a log that it was not fitted to',
  },
} as const;

/** Intervals, and what was drawn for them. */
export interface AskedRefit extends RefittedEffects {
  readonly draws: string;
}

/** Seconds from which on it is said how long it takes. */
const LONG = 10;

type Problem = Parameters<typeof refittedEffects>;

/**
 * @param seconds that an evaluation takes
 * @returns undefined without `--refit`
 */
export function askedRefitEffects(
  rng: Rng,
  {
    refit,
    refitDraws,
    level,
  }: { readonly refit?: number | undefined; readonly refitDraws: string; readonly level: number },
  {
    log,
    recorded,
    mdp,
    acting,
  }: {
    readonly log: Problem[1];
    readonly recorded: LoadedLog;
    readonly mdp: Parameters<typeof dirichletModels>[0];
    readonly acting: Problem[2];
  },
  mechanism: Problem[3],
  options: NonNullable<Problem[5]>,
  seconds: number,
): AskedRefit | undefined {
  if (refit === undefined) return undefined;
  // Of the library these are replicates, which is another option here.
  if (!(Number.isInteger(refit) && refit >= 2))
    throw new ArgumentError(`--refit: must be a whole number from 2, got ${refit}`);
  const draw =
    refitDraws === 'dirichlet'
      ? dirichletModels(mdp, log.nEpisodes)
      : resampledModels(log.nEpisodes, modelRefit(recorded, mdp));
  if (refit * seconds >= LONG)
    note(
      `--refit ${refit} evaluates the log ${refit} times more, which takes about ${Math.ceil(refit * seconds)} seconds`,
    );
  const refitted = withProgress('evaluating in models drawn anew', (progress) =>
    refittedEffects(rng, log, acting, mechanism, draw, { ...options, replicates: refit, level, progress }),
  );
  return { ...refitted, draws: refitDraws };
}

/** For people, below the means. */
export function refitEffectsText(refitted: AskedRefit, { effect }: CounterfactualSummary): string[] {
  const { draws, replicates, level, lower, upper, mean } = refitted;
  const widths = Array.from(upper, (value, e) => value - lower[e]).sort((a, b) => a - b);
  const signed = lower.filter((value, e) => value > 0 || upper[e] < 0).length;
  const [what, caveat] = CAVEATS[draws];
  return [
    `With ${what} (${replicates} times) the mean effect is in ${intervalText(mean)} at ${decimal(level * 100, 0)} %; with the model held fixed in ${intervalText(effect)}`,
    `Intervals of single patients: half are wider than ${figure(widths[Math.floor(widths.length / 2)])}, and ${signed} of ${widths.length} leave out 0`,
    caveat,
    '',
  ];
}

const CAVEATS: Readonly<Record<string, readonly [what: string, caveat: string]>> = {
  episodes: [
    'the model fitted anew to resamples of the patients',
    'Resamples lack pairs that the log has once or twice; there what the fit puts in their place (--unseen) decides. Of what states hide no draw tells',
  ],
  dirichlet: [
    'the rows of the model drawn anew',
    'What no case shows no draw shows: where rows have few cases these are too narrow. Of what states hide no draw tells',
  ],
};

/** For JSON, of the log. */
export function refitEffectsJson({ draws, replicates, level, mean }: AskedRefit): Record<string, unknown> {
  return { refit: { draws, replicates, level, effect: mean } };
}

/** For JSON, of an episode. */
export function episodeRefitJson({ lower, upper }: RefittedEffects, e: number): Record<string, unknown> {
  return { refitEffect: { lower: lower[e], upper: upper[e] } };
}

/** Columns of a CSV file with a row an episode. */
export const refitColumns: readonly string[] = ['effect_lower_refit', 'effect_upper_refit'];

/** Their cells. */
export function refitCells({ lower, upper }: RefittedEffects, e: number): number[] {
  return [lower[e], upper[e]];
}

export function intervalText({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `[${figure(lower)}, ${figure(upper)}]`;
}
