import type { CommandModule } from 'yargs';
import { quantile } from '../../core/quantile.js';
import { oberstSontag, oberstSontagQuantities, oberstSontagSpecification } from '../../experiments/oberstSontag.js';
import type { OberstSontagQuantity, OberstSontagTrial } from '../../experiments/oberstSontag.js';
import { atomicWrite, provenance } from '../../files/index.js';
import { defineCommand } from '../command.js';
import { shared } from '../options.js';
import { decimal, table } from '../table.js';

export const reproduce: CommandModule = defineCommand(
  'reproduce <experiment>',
  'rerun a published experiment beside its published figures',
  (argv) =>
    argv
      .positional('experiment', {
        choices: ['oberst-sontag'] as const,
        demandOption: true,
        describe: 'which experiment',
      })
      .options({
        trials: { type: 'number', default: 20, describe: 'repeats, each with fresh data' },
        episodes: { type: 'number', default: oberstSontagSpecification.episodes, describe: 'trajectories a repeat' },
        seed: { ...shared.seed, describe: 'seed of the first repeat; the others follow it' },
        out: { ...shared.out, describe: 'JSON file to write every repeat to' },
        json: shared.json,
      })
      .example('couplet reproduce oberst-sontag --trials 100', ''),
  async ({ trials, episodes, seed, out, json }) => {
    const seeds = Array.from({ length: trials }, (_, i) => seed + i);
    const results = {
      published: await oberstSontag({ ...oberstSontagSpecification, episodes }, seeds),
      direct: await oberstSontag({ ...oberstSontagSpecification, episodes, absorption: 'direct' }, seeds),
    };
    const data = `${JSON.stringify({ experiment: 'oberst-sontag', episodes, results: plain(results), couplet: provenance('reproduce', { seed }) }, null, 2)}\n`;
    if (out !== undefined) await atomicWrite(out, [data]);
    if (json) {
      process.stdout.write(data);
      return;
    }
    const rows = (Object.keys(oberstSontagQuantities) as OberstSontagQuantity[]).map((quantity) => {
      const { label, published } = oberstSontagQuantities[quantity];
      return [
        label,
        range(published.mean, published.lower, published.upper),
        spread(results.published, quantity),
        spread(results.direct, quantity),
      ];
    });
    process.stdout.write(
      `Oberst & Sontag (2019): ${episodes} trajectories, horizon 20, hidden diabetes, Gumbel-max\n` +
        `Published: one data set, 100 bootstraps. Ours: ${trials} data sets from seed ${seed}, no sampling after the log; mean [2.5 %, 97.5 %]\n\n` +
        `${table(['', 'published', 'ours, published absorption', 'ours, direct absorption'], rows)}\n`,
    );
  },
);

function spread(trials: readonly OberstSontagTrial[], quantity: OberstSontagQuantity): string {
  const values = trials.map(({ value }) => value[quantity]).sort((a, b) => a - b);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return range(mean, quantile(values, 0.025), quantile(values, 0.975));
}

function range(mean: number, lower: number, upper: number): string {
  return `${decimal(mean)} [${decimal(lower)}, ${decimal(upper)}]`;
}

function plain(results: Readonly<Record<string, readonly OberstSontagTrial[]>>): unknown {
  return Object.fromEntries(
    Object.entries(results).map(([absorption, trials]) => [
      absorption,
      trials.map((trial) => ({ ...trial, outcomeTable: Array.from(trial.outcomeTable) })),
    ]),
  );
}
