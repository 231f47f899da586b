import { didYouMean } from '../core/didYouMean.js';
import { ArgumentError } from '../core/errors.js';
import { gumbelMax } from './fixed/gumbelMax.js';
import { independent } from './fixed/independent.js';
import { inverseCdf } from './fixed/inverseCdf.js';
import { maximal } from './fixed/maximal.js';
import type { Mechanism } from './mechanism.js';
import { type TransportCost, optimalTransport } from './fixed/optimalTransport.js';
import { rewardCdf } from './fixed/rewardCdf.js';

/** What a mechanism may be told about the outcomes. */
export interface MechanismContext {
  /** Score of each state by its id, shape (S). */
  readonly score?: Float64Array | undefined;
  /** Cost of a pair of states by their ids. */
  readonly cost?: TransportCost | undefined;
}

/** An entry of the registry. */
export interface MechanismDefinition {
  readonly name: string;
  /** One line for a list. */
  readonly summary: string;
  readonly implicit: boolean;
  /** What `create` must find in the context; `cost` is derived from the score where only that is given. */
  readonly needs: 'nothing' | 'score' | 'cost';
  create(context: MechanismContext): Mechanism | Promise<Mechanism>;
}

/** The fixed mechanisms; the learned ones have parameters and come from model files. */
export const mechanisms: readonly MechanismDefinition[] = [
  {
    name: 'independent',
    summary: 'fresh noise for the counterfactual world, even where nothing changes: the baseline, outside all bounds',
    implicit: false,
    needs: 'nothing',
    create: independent,
  },
  {
    name: 'gumbel-max',
    summary: 'argmax of log-probabilities plus Gumbel noise; counterfactually stable',
    implicit: true,
    needs: 'nothing',
    create: gumbelMax,
  },
  {
    name: 'inverse-cdf',
    summary: 'one uniform through the cumulative distribution, in the order of the outcomes',
    implicit: true,
    needs: 'nothing',
    create: inverseCdf,
  },
  {
    name: 'reward-cdf',
    summary: 'inverse-cdf in the order of a score; optimal for that score',
    implicit: true,
    needs: 'score',
    create: ({ score }) => rewardCdf({ score: required('reward-cdf', 'score', score) }),
  },
  {
    name: 'maximal',
    summary: 'the largest possible probability of the same outcome in both worlds',
    implicit: false,
    needs: 'nothing',
    create: maximal,
  },
  {
    name: 'optimal-transport',
    summary:
      'the least expected cost by linear programming, squared difference of the score unless told: the lower bound',
    implicit: false,
    needs: 'cost',
    create: ({ score, cost }) =>
      optimalTransport({
        cost: cost ?? squaredDifference(required('optimal-transport', 'cost, or a score to derive it from,', score)),
      }),
  },
];

/**
 * The mechanism of a name.
 *
 * @throws ArgumentError for an unknown name, listing the names, or if the context lacks what the mechanism needs
 *
 * @example
 * (await createMechanism('gumbel-max')).name // 'gumbel-max'
 */
export async function createMechanism(name: string, context: MechanismContext = {}): Promise<Mechanism> {
  const definition = mechanisms.find((entry) => entry.name === name);
  if (definition === undefined)
    throw new ArgumentError(
      `createMechanism: name must be one of ${mechanisms.map((entry) => entry.name).join(', ')}, got '${name}'${didYouMean(
        name,
        mechanisms.map((entry) => entry.name),
      )}`,
    );
  return definition.create(context);
}

function squaredDifference(score: Float64Array): TransportCost {
  return (x, y) => (score[x] - score[y]) ** 2;
}

function required<Value>(name: string, what: string, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new ArgumentError(
    `mechanism ${name}: a ${what} is needed, got none - pass it in the context of createMechanism`,
  );
}
