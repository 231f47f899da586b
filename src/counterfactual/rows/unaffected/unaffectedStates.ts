import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import type { Choices } from '../choices.js';
import { type ExtendedMdp, modelRow } from '../extendedMdp.js';
import type { ObservedStep } from '../observedStep.js';
import { meetingRows } from './meetingRows.js';
import { type PolicyMoves, policyMoves } from './policyMoves.js';

/** In which states it makes no difference what was observed: there a run goes on as by the model, under the policy. */
export interface UnaffectedStates {
  /** What follows there. */
  readonly moves: PolicyMoves;
  /** Looks up what an observation does not bear on, until the next. */
  observe(step: ObservedStep | undefined): void;
  state(state: number): boolean;
  /** Whether a row of a state, of those that the policy takes, follows as it is. */
  row(row: number, state: number): boolean;
}

/**
 * What an observation leaves as it is:
 *
 * - everything, where nothing was observed, or could have been but what was: an outcome of probability 1 tells nothing
 *   of the noise; and by a mechanism that draws anew
 * - rows of a single entry: it follows
 * - rows without an outcome in common with the observed one, by a mechanism that is `freshApart`
 *
 * Where the log tells the intention of clinicians who follow advice, and where the row that was observed is one that was
 * added, the state of the log is not among them.
 *
 * Cost: see `policyMoves` and `meetingRows`.
 */
export function unaffectedStates(
  mdp: ExtendedMdp,
  { policy, advice }: Choices,
  mechanism: CompleteMechanism,
): UnaffectedStates {
  const { nStates, nActions, rowStart, probability } = mdp;
  const { fresh = false, freshApart = false } = mechanism.counterfactual;
  const meeting = freshApart && !fresh ? meetingRows(mdp, policy.probability) : undefined;
  const certain = meeting ? undefined : certainStates(mdp, policy.probability);
  const isSingle = (row: number): boolean => rowStart[row + 1] - rowStart[row] === 1;
  let everything = true;
  /** The state of the log, where it is another matter. */
  let apart = -1;
  return {
    moves: policyMoves(mdp, policy),
    observe(step) {
      everything = fresh || !step || (mechanism.exact && probability[rowStart[step.row] + step.entry] === 1);
      const added = step !== undefined && step.row >= nStates * nActions;
      apart = step && (advice || added) ? Math.floor(modelRow(mdp, step.row) / nActions) : -1;
      if (step && !everything) meeting?.observe(step.row);
    },
    state: (s) => s !== apart && (everything || (meeting ? !meeting.state(s) : certain![s] === 1)),
    row: (row, s) => s !== apart && (everything || isSingle(row) || (meeting !== undefined && !meeting.row(row))),
  };
}

/** Shape (S), 1 where each row that is taken has a single entry. */
function certainStates({ nStates, nActions, rowStart }: ExtendedMdp, taken: Float64Array): Uint8Array {
  const certain = new Uint8Array(nStates).fill(1);
  for (let row = 0; row < nStates * nActions; row++)
    if (taken[row] > 0 && rowStart[row + 1] - rowStart[row] > 1) certain[Math.floor(row / nActions)] = 0;
  return certain;
}
