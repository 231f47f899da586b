import { ArgumentError } from '../../core/errors.js';
import { breakdownGamma } from '../../honest/sensitivity/breakdownGamma.js';
import { confoundedValue } from '../../honest/sensitivity/confoundedValue.js';
import { loggedOddsRatios } from '../../honest/sensitivity/loggedOddsRatios.js';
import { visitedBehaviour } from '../../honest/sensitivity/visitedBehaviour.js';
import type { HorizonOptions } from '../../mdp/evaluate/horizon.js';
import { withFloor } from '../../mdp/floorState.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { sizesOf } from '../input/besideFloor.js';
import { resolvePolicy } from '../input/resolvePolicy.js';
import { decimal, figure, percent } from '../output/table.js';

/** What `value --gamma` says. */
export interface Sensitivity {
  readonly gamma: number;
  /** See `confoundedValue`. */
  readonly lower: number;
  readonly upper: number;
  readonly behaviour: string;
  readonly behaviourValue: number;
  /** See `breakdownGamma`; Infinity where there is none. */
  readonly breakdownGamma: number;
  /** See `loggedOddsRatios`. */
  readonly oddsRatios?: OddsRatios;
  readonly assumes: string;
}

/** The least ratios that so large a share of the steps stays within. */
export interface OddsRatios {
  readonly steps: number;
  readonly half: number;
  readonly threeQuarters: number;
  readonly ninetyPercent: number;
  /** Share of the steps with a ratio above the breakdown. */
  readonly beyondBreakdown: number;
}

export interface SensitivityArguments {
  readonly gamma: number;
  /** `--behaviour`; the model's visits tell where none is given. */
  readonly behaviour: string | undefined;
  /** In the states of the model. */
  readonly log: Trajectories | undefined;
  readonly round: number | undefined;
}

const ASSUMES =
  'it assumes a hidden variable that is drawn afresh at each step; one that lasts, as a chronic illness does, is not covered: a sensitivity analysis and no guarantee';

/**
 * How a model's figure for a policy stands up to what the state hides.
 *
 * @throws ArgumentError for a model without an imaginary case a pair, and as the functions that it calls; DataError on
 *   the files
 */
export async function sensitivityOf(
  mdp: Mdp,
  policy: Policy,
  { gamma, behaviour: spec, log, round }: SensitivityArguments,
  options: HorizonOptions,
): Promise<Sensitivity> {
  const cases = mdp.source.worst?.cases ?? 0;
  if (!(cases >= 1))
    throw new ArgumentError(
      `--gamma: the model must hold at least 1 imaginary case of the worst a pair, got ${cases} - fit it with \`couplet fit --worst 1\`; without them a pair seen once has nothing to reweigh, and looks robust`,
    );
  const behaviour =
    spec === undefined
      ? visitedBehaviour(mdp)
      : withFloor(await resolvePolicy(spec, () => mdp, { sizes: sizesOf(mdp), round }), mdp);
  const { lower, upper } = confoundedValue(mdp, policy, behaviour, { ...options, gamma });
  const breakdown = breakdownGamma(mdp, policy, behaviour, options);
  return {
    gamma,
    lower,
    upper,
    behaviour: spec ?? 'as estimated in its states',
    behaviourValue: breakdown.behaviourValue,
    breakdownGamma: breakdown.gamma,
    ...(log && { oddsRatios: oddsRatiosOf(log, behaviour, breakdown.gamma) }),
    assumes: ASSUMES,
  };
}

function oddsRatiosOf(log: Trajectories, behaviour: Policy, breakdown: number): OddsRatios {
  const ratios = loggedOddsRatios(log, behaviour);
  const steps = ratios.length;
  const within = (share: number): number => ratios[Math.ceil(share * steps) - 1];
  return {
    steps,
    half: within(0.5),
    threeQuarters: within(0.75),
    ninetyPercent: within(0.9),
    beyondBreakdown: ratios.filter((ratio) => ratio > breakdown).length / steps,
  };
}

/** As JSON, which has no Infinity: null stands for it. */
export function sensitivityData({ oddsRatios, ...found }: Sensitivity): object {
  return {
    ...found,
    breakdownGamma: finite(found.breakdownGamma),
    ...(oddsRatios && {
      oddsRatios: {
        ...oddsRatios,
        half: finite(oddsRatios.half),
        threeQuarters: finite(oddsRatios.threeQuarters),
        ninetyPercent: finite(oddsRatios.ninetyPercent),
      },
    }),
  };
}

/** As lines for people. */
export function sensitivityText(found: Sensitivity): string {
  const { gamma, lower, upper, behaviour, behaviourValue, oddsRatios } = found;
  const lines = [
    `sensitivity: if the state hides what changes the odds of an action up to ${gamma}-fold (Γ = ${gamma}), the value is from ${figure(lower)} to ${figure(upper)}`,
    `${breakdownText(found.breakdownGamma)}: the behaviour, ${behaviour}, has ${figure(behaviourValue)} in this model`,
    oddsRatios &&
      `measured, odds of what was done by the log's probabilities against the behaviour's: ${ratioText(oddsRatios.half)}-fold in half of ${oddsRatios.steps} steps, up to ${ratioText(oddsRatios.threeQuarters)} in 75 %, ${ratioText(oddsRatios.ninetyPercent)} in 90 %; beyond the breakdown in ${percent(oddsRatios.beyondBreakdown)}`,
    ASSUMES,
  ];
  return `${lines.filter((line) => line !== undefined).join('\n')}\n`;
}

function breakdownText(gamma: number): string {
  if (gamma === 1) return 'breakdown Γ = 1, as the model does not call the policy better to begin with';
  if (gamma === Infinity) return 'no breakdown, as the model calls the policy better at every Γ';
  return `breakdown Γ = ${decimal(gamma, 2)}, up to which the model calls the policy better`;
}

function ratioText(ratio: number): string {
  return ratio === Infinity ? 'beyond all bounds' : decimal(ratio, 1);
}

function finite(n: number): number | null {
  return Number.isFinite(n) ? n : null;
}
