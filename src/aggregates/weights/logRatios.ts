import { DataError } from '../../core/errors.js';
import { SUM_TOLERANCE } from '../../core/probability.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { StepChunk } from '../source/stepSource.js';

/** One-step log ratios, log e_t(a | s) − log b(a | s), looked up by the row of a chunk. */
export class LogRatios {
  readonly #nStates: number;
  readonly #nActions: number;
  readonly #perStep: number;
  /** By (t,) s and a: the log ratio, or where the log has b, log e alone. NaN where a policy says nothing. */
  readonly #logs: Float64Array;
  readonly #target: MarkovPolicy;
  readonly #behaviour: Policy | undefined;
  readonly #agrees: boolean;

  /**
   * @param behaviour undefined for the probabilities in the log
   * @param agrees whether the log's probabilities, where it has some, must be the behaviour's, to 1e-9
   */
  constructor(target: MarkovPolicy, behaviour: Policy | undefined, agrees: boolean) {
    const { nStates, nActions, probability, undefinedRows } = target;
    const pairs = nStates * nActions;
    this.#target = target;
    this.#behaviour = behaviour;
    this.#agrees = agrees;
    this.#nStates = nStates;
    this.#nActions = nActions;
    this.#perStep = isOverTime(target) ? pairs : 0;
    this.#logs = probability.map((chance, i) => {
      const row = i % pairs;
      if (undefinedRows?.[Math.floor(i / nActions)] === 1) return NaN;
      if (!behaviour) return Math.log(chance);
      if (behaviour.undefinedRows?.[Math.floor(row / nActions)] === 1 || behaviour.probability[row] === 0) return NaN;
      return Math.log(chance) - Math.log(behaviour.probability[row]);
    });
  }

  /**
   * The log ratio of row i of a chunk, which is step t of an episode; −∞ where the target excludes the action.
   *
   * @throws DataError where a policy does not say what it does, or not with what the log says
   */
  at({ file, state, action, propensity }: StepChunk, i: number, t: number, episode: string): number {
    const row = state[i] * this.#nActions + action[i];
    const log = this.#logs[t * this.#perStep + row];
    if (Number.isNaN(log)) this.#fail(file, episode, t, state[i], action[i]);
    if (!this.#behaviour) return log - Math.log(propensity![i]);
    if (this.#agrees && propensity && !(Math.abs(propensity[i] - this.#behaviour.probability[row]) <= SUM_TOLERANCE))
      throw new DataError(
        `${file}: episode ${episode}, t ${t}: the logged probability must be the behaviour policy's (${this.#behaviour.probability[row]}), got ${propensity[i]} - give the one or the other`,
      );
    return log;
  }

  #fail(file: string, episode: string, t: number, state: number, action: number): never {
    const at = `${file}: episode ${episode}, t ${t}`;
    const target = (this.#perStep === 0 ? 0 : t * this.#nStates) + state;
    if (this.#target.undefinedRows?.[target] === 1)
      throw new DataError(
        `${at}: the target policy must say what to do in state ${state}, got nothing - give the state an action, or a row of probabilities that sums to 1`,
      );
    throw new DataError(
      `${at}: the behaviour policy must allow the logged action ${action} in state ${state}, got probability 0`,
    );
  }
}
