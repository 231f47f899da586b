import { quantile } from '../core/quantile.js';
import type { Experiment, ExperimentReport, Finished, Plan, Trial } from './experiment.js';
import {
  type OberstSontagQuantity,
  type OberstSontagSpecification,
  type OberstSontagTrial,
  oberstSontag,
  oberstSontagQuantities,
  oberstSontagSpecification,
} from './oberstSontag.js';
import { seedsOf } from './seedsOf.js';

interface Repeat extends Trial {
  readonly seed: number;
}

type PlainTrial = Omit<OberstSontagTrial, 'outcomeTable'> & { readonly outcomeTable: readonly number[] };

/** The same log, with both ways of getting ends into the model. */
interface RepeatResult {
  readonly published: PlainTrial;
  readonly direct: PlainTrial;
}

/** The main experiment of Oberst & Sontag (2019), each repeat with a data set of its own. */
export const oberstSontagExperiment: Experiment<OberstSontagSpecification, Repeat, RepeatResult> = {
  name: 'oberst-sontag',
  specifications: { full: oberstSontagSpecification, quick: oberstSontagSpecification },
  trials: (_, plan) => repeatsOf(plan),
  async run(specification, { seed }) {
    const [published] = await oberstSontag(specification, [seed]);
    const [direct] = await oberstSontag({ ...specification, absorption: 'direct' }, [seed]);
    return { published: plain(published), direct: plain(direct) };
  },
  report,
};

function repeatsOf({ seed, repeats = 20 }: Plan): Repeat[] {
  return seedsOf(seed, repeats).map((each) => ({ name: `seed-${each}`, seed: each }));
}

function plain(trial: OberstSontagTrial): PlainTrial {
  return { ...trial, outcomeTable: Array.from(trial.outcomeTable) };
}

function report(
  { episodes }: OberstSontagSpecification,
  finished: readonly Finished<Repeat, RepeatResult>[],
): ExperimentReport {
  const results = {
    published: finished.map(({ result }) => result.published),
    direct: finished.map(({ result }) => result.direct),
  };
  const quantities = Object.keys(oberstSontagQuantities) as OberstSontagQuantity[];
  return {
    heading: `Oberst & Sontag (2019): ${episodes} trajectories, horizon 20, hidden diabetes, Gumbel-max`,
    notes: [
      `Published: one data set, 100 bootstraps. Ours: ${finished.length} data sets from seed ${finished[0].trial.seed}, no sampling after the log; mean [2.5 %, 97.5 %]`,
    ],
    tables: [
      {
        head: ['', 'published', 'ours, published absorption', 'ours, direct absorption'],
        rows: quantities.map((quantity) => {
          const { label, published } = oberstSontagQuantities[quantity];
          return [
            label,
            range(published.mean, published.lower, published.upper),
            spread(results.published, quantity),
            spread(results.direct, quantity),
          ];
        }),
      },
    ],
    data: { episodes, results },
  };
}

function spread(trials: readonly PlainTrial[], quantity: OberstSontagQuantity): string {
  const values = trials.map(({ value }) => value[quantity]).sort((a, b) => a - b);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return range(mean, quantile(values, 0.025), quantile(values, 0.975));
}

function range(mean: number, lower: number, upper: number): string {
  return `${mean.toFixed(4)} [${lower.toFixed(4)}, ${upper.toFixed(4)}]`;
}
