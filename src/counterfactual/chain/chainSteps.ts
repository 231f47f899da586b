import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { ActingProblem } from '../acting/actingProblem.js';
import type { Choices } from '../rows/choices.js';
import { type ExtendedMdp, modelRow } from '../rows/extendedMdp.js';
import type { ObservedStep } from '../rows/observedStep.js';
import { type ChangedRows } from '../rows/partly/changedRow.js';
import { commonRows } from '../rows/partly/commonRows.js';
import { monotoneRows } from '../rows/partly/monotoneRows.js';
import { policyMoves } from '../rows/partly/policyMoves.js';
import { takenRows } from '../rows/partly/takenRows.js';
import { carryRow } from './carry.js';
import { carryMoves, carryTaken } from './carryTaken.js';
import { type ChainState, add, clear } from './chainState.js';
import { propagate } from './propagate.js';

/**
 * Carries the counterfactual distribution one step forward: see `propagate`.
 *
 * @param step t of an episode, as it was observed
 * @param to overwritten
 */
export type ChainSteps = (
  episode: number,
  t: number,
  step: ObservedStep | undefined,
  weight: number,
  from: ChainState,
  to: ChainState,
) => void;

/** What the rows of the observations that are kept may take at most, whatever is kept of them in the end: 256 MiB. */
const KEPT_BYTES = 2 ** 28;
/** Observed less often, it is cheaper to change rows again than to keep them. */
const LEAST_TIMES = 4;

/**
 * Steps of a log's counterfactuals, without a look at more than an observation bears on:
 *
 * - where nothing was observed, or could have been but what was (an outcome of probability 1 tells nothing of the noise),
 *   and by a mechanism that draws anew, all goes by the model
 * - a row of a single entry follows, whatever was observed
 * - other rows are changed as a whole, if the mechanism says how; rows of what is observed again and again are kept
 *   instead, as are those of other mechanisms
 *
 * Where the log tells the intention of clinicians who follow advice, and where the row that was observed is one that was
 * added, the state of the log has rows of its own.
 *
 * @param bytes most bytes of rows to keep; see `RowPool`
 * @param times shape (entries of the model): how often each will be observed; default as often as the log has it
 *
 * Cost of a step: the entries of the rows of all states that have mass.
 */
export function chainSteps(
  observed: ActingProblem,
  mechanism: CompleteMechanism,
  bytes: number,
  times: Uint32Array = timesObserved(observed),
): ChainSteps {
  const { mdp, choices } = observed;
  if (!choices) {
    const rows = observed.rows(mechanism, bytes);
    return (e, t, step, weight, from, to) => {
      propagate(rows(e, t), mdp, step, weight, from, to);
    };
  }
  const { nStates, nActions, rowStart, probability, terminal } = mdp;
  const rows = changedRows(mdp, choices, mechanism);
  const taken = rows?.taken ?? takenRows(mdp, choices.policy);
  const isKept = keptEntries(times, rows ? 12 * taken.next.length : 0);
  const found = observed.rows(mechanism, bytes, isKept)(0, 0);
  const moves = policyMoves(mdp, choices.policy);
  return (_e, _t, step, weight, from, to) => {
    clear(to);
    const entry = step && rowStart[step.row] + step.entry;
    const tellsNothing =
      mechanism.counterfactual.fresh === true || entry === undefined || (mechanism.exact && probability[entry] === 1);
    const isAdded = step !== undefined && step.row >= nStates * nActions;
    const apart = step && (choices.advice || isAdded) ? Math.floor(modelRow(mdp, step.row) / nActions) : -1;
    const known = tellsNothing ? undefined : rows;
    known?.observe(step!.row, step!.entry);
    const changes = known !== undefined && !isKept(entry!);
    for (let i = 0; i < from.size; i++) {
      const s = from.support[i];
      const [first, end] = [taken.start[s], taken.start[s + 1]];
      if (terminal[s] === 1) add(to, s, from.mass[s], from.first[s], from.second[s]);
      else if (s !== apart && (tellsNothing || first === end || known?.isChanged(s) === false))
        carryMoves(moves, weight, from, s, to);
      else if (s === apart || !changes) {
        found.find(step, s);
        carryRow(found.pool, mdp, weight, from, s, to);
      } else {
        carryMoves(taken.single, weight, from, s, to);
        carryTaken(known, weight, from, s, to);
      }
    }
  };
}

function changedRows(
  mdp: ExtendedMdp,
  { policy }: Choices,
  { name, counterfactual: { fresh, common, order } }: CompleteMechanism,
): ChangedRows | undefined {
  if (fresh) return undefined;
  if (common) return commonRows(mdp, policy, name, common);
  return order && monotoneRows(mdp, policy, name, order);
}

/**
 * Which observations have their rows kept: all that come again, or, where rows can be had otherwise, those that come most
 * often, as far as their rows all fit. It depends on the log and the model alone, as either way rounds by itself.
 *
 * @param rowBytes of the rows of one observation, at most; 0 if rows cannot be had otherwise
 */
function keptEntries(times: Uint32Array, rowBytes: number): (entry: number) => boolean {
  let least = 2;
  if (rowBytes > 0) {
    const most = Math.floor(KEPT_BYTES / rowBytes);
    const often = times.filter((n) => n >= LEAST_TIMES).sort();
    least = often.length <= most ? LEAST_TIMES : often[often.length - 1 - most] + 1;
  }
  return (entry) => times[entry] >= least;
}

function timesObserved({ mdp, observations }: ActingProblem): Uint32Array {
  const times = new Uint32Array(mdp.nextState.length);
  for (const entry of observations()) if (entry >= 0) times[entry] += 1;
  return times;
}
