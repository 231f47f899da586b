import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { writeMdp } from '../../files/index.js';
import { aggregate } from '../../mdp/aggregate.js';
import { abstractionBetween } from '../../mdp/env.js';
import type { Env } from '../../mdp/env.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import { occupancy } from '../../mdp/evaluate/occupancy.js';
import { announce } from '../output/notes/announce.js';
import { defineCommand } from '../arguments/command.js';
import { describeMdp, mdpSummary, statesByOutcome } from '../output/describeMdp.js';
import { exactModel } from '../input/exactModel.js';
import { shared, summaryJson } from '../arguments/options.js';
import { resolveEnv } from '../input/resolveEnv.js';
import { resolvePolicy } from '../input/resolvePolicy.js';

export const model: CommandModule = defineCommand(
  'model',
  (argv) =>
    argv
      .options({
        env: { ...shared.env, demandOption: true },
        set: shared.set,
        space: { type: 'string', describe: 'state space (default: the finest)' },
        policy: {
          type: 'string',
          describe: 'for a coarser space: whose visits weigh the states that share one; the limit of `fit` on its logs',
        },
        horizon: { ...shared.horizon, default: 20, describe: 'for a coarser space: steps of that policy' },
        json: summaryJson,
        out: { ...shared.out, default: '-', describe: 'file to write (.json or .npz), - for standard output' },
      })
      .example('couplet model --env sepsis --space full --set version=corrected --out model.json', ''),
  async ({ env: name, set, space, policy, horizon, out, json }, { provenance }) => {
    const env = await resolveEnv(name, set);
    const exact = exactModel(env);
    const mdp =
      space === undefined || space === env.spaces[0].name ? exact : await coarse(env, exact, space, policy, horizon);
    const couplet = await provenance();
    await writeMdp(out, mdp, couplet);
    const kinds = Object.entries(statesByOutcome(mdp)).map(([outcome, n]) => `${n} ${outcome}`);
    announce({ out, json }, `${describeMdp(mdp)}; states: ${kinds.join(', ')}`, { ...mdpSummary(mdp), couplet });
  },
);

async function coarse(env: Env, exact: Mdp, space: string, spec: string | undefined, horizon: number): Promise<Mdp> {
  const abstraction = abstractionBetween(env, env.spaces[0].name, space);
  if (spec === undefined)
    throw new ArgumentError(
      `model: space '${space}' leaves something out, so its model depends on who acts - name a policy with --policy`,
    );
  const policy = await resolvePolicy(spec, () => exact);
  const full =
    policy.nStates === exact.nStates
      ? policy
      : liftPolicy(policy, abstractionBetween(env, env.spaces[0].name, policy.space ?? space));
  return aggregate(exact, abstraction, occupancy(exact, full, { horizon }));
}
