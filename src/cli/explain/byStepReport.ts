import type { Rng } from '../../core/random/rng.js';
import type { Acting } from '../../counterfactual/acting/acting.js';
import type { CounterfactualOptions } from '../../counterfactual/evaluate/counterfactualOptions.js';
import type { SummaryOptions } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import { type EffectByStep, effectByStep } from '../../counterfactual/explain/effectByStep.js';
import { type StepEffect, summarizeEffectByStep } from '../../counterfactual/explain/summarizeEffectByStep.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { withProgress } from '../output/progressBar.js';
import { decimal, figure, table } from '../output/table.js';

/** Rows of the table; later steps share one line. */
const SHOWN = 30;

/** The effect by step of each episode, and over all. */
export interface ByStep {
  readonly found: EffectByStep;
  readonly summary: readonly StepEffect[];
}

/** What was asked of a log. */
export interface ByStepRequest {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly acting: Acting;
  readonly mechanism: CompleteMechanism;
  readonly options: CounterfactualOptions;
  readonly intervals: Pick<SummaryOptions, 'level' | 'replicates'>;
}

/** Nothing where it was not asked for. */
export function askedByStep(
  rng: Rng,
  asked: boolean,
  { log, mdp, acting, mechanism, options, intervals }: ByStepRequest,
): ByStep | undefined {
  if (!asked) return undefined;
  const found = withProgress('taking over at each step', (progress) =>
    effectByStep(log, mdp, acting, mechanism, { ...options, progress }),
  );
  return { found, summary: summarizeEffectByStep(rng, found, intervals) };
}

/** For people. */
export function byStepText({ found, summary }: ByStep): string[] {
  const { level } = summary[0].contribution;
  const later = summary.slice(SHOWN);
  const total = summary.reduce((sum, { contribution }) => sum + contribution.mean, 0);
  return [
    'Effect by step: what is gained by taking over there, and not one step later; episodes that had ended count as 0',
    table(
      ['step', 'episodes', 'mean', 's.e.', `${decimal(level * 100, 0)} % interval`],
      summary
        .slice(0, SHOWN)
        .map(({ t, nEpisodes, contribution: { mean, standardError, lower, upper } }) => [
          String(t),
          String(nEpisodes),
          mean,
          standardError ?? '-',
          `[${figure(lower)}, ${figure(upper)}]`,
        ]),
    ),
    ...(later.length > 0
      ? [
          `The ${later.length} later steps: ${figure(later.reduce((sum, { contribution }) => sum + contribution.mean, 0))} together`,
        ]
      : []),
    `Together ${figure(total)}: taken over from the start less going on as logged, which is ${figure(asLogged(found))}`,
    '',
  ];
}

/** For JSON, of the log. */
export function byStepJson({ found, summary }: ByStep): Record<string, unknown> {
  return { asLogged: asLogged(found), steps: summary };
}

/** For JSON, of an episode. */
export function episodeByStepJson({ found }: ByStep, e: number): Record<string, unknown> {
  return { asLogged: found.asLogged[e], effectByStep: Array.from(contributions(found, e)) };
}

/** Columns of a CSV file with a row an episode. */
export const byStepColumns: readonly string[] = ['as_logged', 'effect_by_step'];

/** Their cells; steps are separated by blanks. */
export function byStepCells({ found }: ByStep, e: number): (string | number)[] {
  return [found.asLogged[e], contributions(found, e).join(' ')];
}

function contributions({ episodeStart, contribution }: EffectByStep, e: number): Float64Array {
  return contribution.subarray(episodeStart[e], episodeStart[e + 1]);
}

/** The mean over episodes. */
function asLogged({ nEpisodes, asLogged: values }: EffectByStep): number {
  return values.reduce((sum, value) => sum + value, 0) / nEpisodes;
}
