import type { CounterfactualOptions } from '../../counterfactual/evaluate/counterfactualOptions.js';
import type { CounterfactualSummary, MeanEstimate } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import { type EffectByPart, effectByPart } from '../../counterfactual/explain/parts/effectByPart.js';
import { type EffectByPartSummary, summarizeByPart } from '../../counterfactual/explain/parts/summarizeByPart.js';
import { createRng } from '../../core/random/rng.js';
import { partsByName } from '../../mdp/parts/partsByName.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { ActingProblem } from '../input/loadActing.js';
import { decimal, figure, table } from '../output/table.js';
import { withProgress } from '../output/progressBar.js';

export const byPartOption = {
  'by-part': {
    type: 'boolean',
    default: false,
    describe: 'share the effect out among the parts of actions, such as treatments: exact Shapley values',
  },
} as const;

/** What the parts of actions do, by episode and on average. */
export interface ByPart {
  readonly effects: EffectByPart;
  readonly summary: EffectByPartSummary;
}

interface ByPartArguments {
  readonly byPart: boolean;
  readonly seed: number;
  readonly level: number;
  readonly replicates: number;
}

/**
 * The effects by part, where they are asked for.
 *
 * @param problem `parts` those that the user names, before those of the model
 */
export function askedByPart(
  { byPart, seed, level, replicates }: ByPartArguments,
  { log, mdp, acting, parts }: Pick<ActingProblem, 'log' | 'mdp' | 'acting' | 'parts'>,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions,
): ByPart | undefined {
  if (!byPart) return undefined;
  const named = parts && partsByName('parts', parts, mdp.nActions, mdp.source.actions ?? mdp.actionLabels);
  const effects = withProgress('evaluating part by part', (progress) =>
    effectByPart(log, mdp, acting, mechanism, { ...options, ...(named && { parts: named }), progress }),
  );
  // The resamples of the effect as a whole.
  return { effects, summary: summarizeByPart(createRng(seed), effects, { level, replicates }) };
}

/** For people. */
export function byPartText({ effects, summary }: ByPart, { effect }: CounterfactualSummary): string[] {
  const { parts, afterLog } = summary;
  const goesOn = effects.afterLog.some((earned) => earned !== 0);
  const rows: readonly (readonly [string, MeanEstimate])[] = [
    ...parts.map(({ name, ...estimate }) => [name, estimate] as const),
    ...(goesOn ? ([['after the log', afterLog]] as const) : []),
    ['treatment effect', effect],
  ];
  return [
    'The effect by part of the actions: what each adds, in the mean over the orders in which they could change hands (Shapley values)',
    table(
      ['part', 'mean', 's.e.', `${decimal(effect.level * 100, 0)} % interval`],
      rows.map(([name, { mean, standardError, lower, upper }]) => [
        name,
        mean,
        standardError ?? '-',
        `[${figure(lower)}, ${figure(upper)}]`,
      ]),
    ),
    ...(goesOn
      ? ['After the log: what runs that were cut off go on to earn under the policy, whoever acted before.']
      : []),
    '',
  ];
}

/** For JSON, of the log. */
export function byPartJson({ summary: { parts, afterLog } }: ByPart): Record<string, unknown> {
  return { parts: Object.fromEntries(parts.map(({ name, ...estimate }) => [name, estimate])), afterLog };
}

/** Likewise of an episode. */
export function episodeByPartJson({ effects: { parts, contribution, afterLog } }: ByPart, e: number): unknown {
  return {
    parts: Object.fromEntries(parts.map((name, p) => [name, contribution[e * parts.length + p]])),
    afterLog: afterLog[e],
  };
}

/** Names of the columns of a CSV file. */
export function byPartColumns({ effects }: ByPart): readonly string[] {
  return [...effects.parts.map((name) => `effect_of_${name}`), 'effect_after_log'];
}

/** An episode's cells under them. */
export function byPartCells({ effects: { parts, contribution, afterLog } }: ByPart, e: number): readonly number[] {
  return [...contribution.subarray(e * parts.length, (e + 1) * parts.length), afterLog[e]];
}
