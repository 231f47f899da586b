import type { CommandModule } from 'yargs';
import { softened } from '../../../policies/softened.js';
import { provenance, readMdp, writePolicy } from '../../files/index.js';
import { policyIteration } from '../../mdp/policyIteration.js';
import { recurring as withoutEnds } from '../../mdp/recurring.js';
import { announce } from '../announce.js';
import { defineCommand } from '../command.js';
import { inputHashes } from '../inputHashes.js';
import { shared, summaryJson } from '../options.js';
import { decimal } from '../table.js';

export const solve: CommandModule = defineCommand(
  'solve <mdp>',
  'find the best policy of an MDP by policy iteration',
  (argv) =>
    argv
      .positional('mdp', { type: 'string', demandOption: true, describe: 'MDP file' })
      .options({
        discount: { ...shared.discount, default: 0.99 },
        recurring: {
          type: 'boolean',
          default: false,
          describe: 'without ends: the process goes on from its end states',
        },
        soften: { type: 'number', default: 0, describe: 'probability of not taking the best action' },
        json: summaryJson,
        out: { ...shared.out, default: '-', describe: 'policy file to write, - for standard output' },
      })
      .example('couplet solve mdp.json --discount 0.99 --out target.json', ''),
  async ({ mdp: path, discount, recurring, soften, out, json }) => {
    const mdp = await readMdp(path);
    const { policy, value, iterations, bellmanResidual } = policyIteration(recurring ? withoutEnds(mdp) : mdp, {
      discount,
    });
    const solved = { discount, recurring, soften, value, iterations, bellmanResidual };
    await writePolicy(
      out,
      soften === 0 ? policy : softened(policy, soften),
      provenance('solve', { inputs: await inputHashes([path]) }),
      { solved },
    );
    announce(
      { out, json },
      `policy iteration: ${iterations} rounds, Bellman residual ${bellmanResidual.toExponential(1)}, value ${decimal(value)} at discount ${discount}`,
      solved,
    );
  },
);
