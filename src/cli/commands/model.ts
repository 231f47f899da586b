import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { type ExportedFormat, exportMdp, readMdp } from '../../files/index.js';
import { checkedArrayNames } from '../../files/models/arrays/arrayNames.js';
import { MODEL_FORMATS } from '../../files/models/export/exportMdp.js';
import { aggregate } from '../../mdp/aggregate.js';
import { abstractionBetween } from '../../mdp/env.js';
import type { Env } from '../../mdp/env.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import { unreachableStates } from '../../mdp/unreachableStates.js';
import { occupancy } from '../../mdp/evaluate/occupancy.js';
import { announce } from '../output/notes/announce.js';
import { defineCommand } from '../arguments/command.js';
import { describeMdp, mdpSummary, statesByOutcome } from '../output/describeMdp.js';
import { exactModel } from '../input/exactModel.js';
import { shared, summaryJson } from '../arguments/options.js';
import { keyValues } from '../input/keyValues.js';
import { note } from '../say.js';
import { resolveEnv } from '../input/resolveEnv.js';
import { resolvePolicy } from '../input/resolvePolicy.js';

export const model: CommandModule = defineCommand(
  'model',
  (argv) =>
    argv
      .options({
        env: shared.env,
        mdp: {
          type: 'string',
          describe:
            "model file, in place of an environment: of Couplet, dense arrays (.npz), gym's table P (.json), or PRISM's explicit files, by the .tra file",
        },
        array: {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: 'with --mdp of dense arrays: what one is called, as transitions=NAME; may be given more than once',
        },
        'end-label': {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: "with --mdp of PRISM's: label of states in which runs end (default: terminal, where there is one)",
        },
        round: shared.round,
        set: shared.set,
        space: { type: 'string', describe: 'state space (default: the finest)' },
        policy: {
          type: 'string',
          describe: 'for a coarser space: whose visits weigh the states that share one; the limit of `fit` on its logs',
        },
        horizon: { ...shared.horizon, default: 20, describe: 'for a coarser space: steps of that policy' },
        json: summaryJson,
        as: {
          choices: Object.keys(MODEL_FORMATS) as ExportedFormat[],
          describe: 'format to write (default: prism for .tra, else couplet)',
        },
        out: { ...shared.out, default: '-', describe: 'file to write (.json, .npz or .tra), - for standard output' },
      })
      .conflicts('env', 'mdp')
      .example('couplet model --env sepsis --space full --set version=corrected --out model.json', '')
      .example('couplet model --mdp dynamics.npz --out model.json', 'from dense arrays')
      .example('couplet model --mdp model.json --out model.tra', "as PRISM's explicit files"),
  async (args, { provenance }) => {
    const { as, out, json } = args;
    const mdp = await modelOf(args);
    const couplet = await provenance();
    await exportMdp(out, mdp, couplet, { ...(as && { format: as }), say: note });
    const kinds = Object.entries(statesByOutcome(mdp)).map(([outcome, n]) => `${n} ${outcome}`);
    const unreachable = args.mdp === undefined ? undefined : unreachableStates(mdp);
    announce({ out, json }, `${describeMdp(mdp)}; states: ${kinds.join(', ')}${reachText(unreachable)}`, {
      ...mdpSummary(mdp),
      ...(unreachable && { unreachable }),
      couplet,
    });
  },
);

interface ModelArgs {
  readonly env: string | undefined;
  readonly mdp: string | undefined;
  readonly set: readonly string[];
  readonly array: readonly string[];
  readonly 'end-label': readonly string[];
  readonly round: number | undefined;
  readonly space: string | undefined;
  readonly policy: string | undefined;
  readonly horizon: number;
}

async function modelOf({ env: name, mdp, set, space, policy, horizon, ...args }: ModelArgs): Promise<Mdp> {
  if (mdp !== undefined)
    return readMdp(mdp, {
      ...(args.round !== undefined && { rounding: args.round }),
      arrays: checkedArrayNames('--array', keyValues('--array', args.array)),
      endLabels: args['end-label'],
      say: note,
    });
  if (name === undefined)
    throw new ArgumentError(
      'model: an environment or a file of a model is needed, got none - name it with --env or --mdp',
    );
  const env = await resolveEnv(name, set);
  const exact = exactModel(env);
  return space === undefined || space === env.spaces[0].name ? exact : coarse(env, exact, space, policy, horizon);
}

function reachText(unreachable: readonly number[] | undefined): string {
  if (unreachable === undefined || unreachable.length === 0) return '';
  const some = unreachable.slice(0, 5).join(', ');
  return `; no run gets to ${unreachable.length} of them (${some}${unreachable.length > 5 ? ', …' : ''})`;
}

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
