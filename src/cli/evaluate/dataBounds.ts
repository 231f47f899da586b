import type { CounterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import { type DataBounds, counterfactualDataBounds } from '../../counterfactual/intervals/dataBounds.js';
import { intervalAssumptions } from '../../counterfactual/intervals/intervalRows.js';
import { withProgress } from '../output/progressBar.js';
import { percent, table } from '../output/table.js';

export const dataBoundsOption = {
  'data-confidence': {
    type: 'number',
    describe:
      'with --bounds: bounds, too, that with this confidence, such as 0.95, also hold for the luck of the data that the model was fitted to',
  },
} as const;

type Problem = Parameters<typeof counterfactualDataBounds>;

/** Under each assumption that has such bounds; none where no confidence is asked for. */
export function askedDataBounds(
  confidence: number | undefined,
  log: Problem[0],
  mdp: Problem[1],
  acting: Problem[2],
  options: NonNullable<Problem[4]>,
): readonly DataBounds[] {
  if (confidence === undefined) return [];
  return intervalAssumptions.map((assumption) =>
    withProgress(`bounding data and mechanism under ${assumption}`, (progress) =>
      counterfactualDataBounds(log, mdp, acting, assumption, { ...options, confidence, progress }),
    ),
  );
}

/** For people. */
export function dataBoundsText(bounds: readonly DataBounds[]): string[] {
  if (bounds.length === 0) return [];
  const [{ confidence, lower, upper, nEpisodes }] = bounds;
  const known = lower.filter((value, e) => upper[e] - value <= ROUNDING * Math.max(1, Math.abs(value))).length;
  return [
    `The same over all worlds, too, that could well have written the model's log: holds with confidence ${percent(confidence)}`,
    table(
      ['assumption', 'least', 'greatest', 'all patients: least', 'greatest'],
      bounds.map(({ assumption, meanLower, meanUpper, value }) => [
        assumption,
        meanLower,
        meanUpper,
        value.lower,
        value.upper,
      ]),
    ),
    'Wide, and not for want of care: of a transition with few cases hardly anything is known, and of a counterfactual one, a',
    `quotient of two, less. For ${known} of ${nEpisodes} patients nothing is open: what was done is what the policy does. Rows are bounded`,
    'entry by entry, perhaps more loosely than need be, and not under monotone and stability-all. Holds only where the states',
    'hide nothing.',
    '',
  ];
}

const ROUNDING = 1e-9;

/** For JSON, of the log. */
export function dataBoundsJson(bounds: readonly DataBounds[]): Record<string, unknown> {
  return bounds.length === 0
    ? {}
    : {
        dataBounds: {
          confidence: bounds[0].confidence,
          ...byAssumption(bounds, ({ meanLower, meanUpper, value }) => ({ lower: meanLower, upper: meanUpper, value })),
        },
      };
}

/** For JSON, of an episode. */
export function episodeDataBoundsJson(bounds: readonly DataBounds[], e: number): Record<string, unknown> {
  return bounds.length === 0
    ? {}
    : { dataBounds: byAssumption(bounds, ({ lower, upper }) => ({ lower: lower[e], upper: upper[e] })) };
}

function byAssumption(
  bounds: readonly DataBounds[],
  of: (each: DataBounds) => Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(bounds.map((each) => [each.assumption, of(each)]));
}

/** As columns of a CSV file, `lower_data_none` and so on. */
export function dataBoundsColumns(bounds: readonly DataBounds[]): readonly CounterfactualBounds[] {
  return bounds.map((each) => ({ ...each, assumption: `data_${each.assumption}` }));
}
