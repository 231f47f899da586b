import type { Progress } from '../core/progress.js';
import type { CounterfactualEvaluation } from '../counterfactual/evaluate/evaluateCounterfactual.js';
import type { VerdictFigures } from '../honest/verdict/verdictFigures.js';
import type { Mdp } from '../mdp/mdp.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import type { OffPolicyResult } from '../ope/offPolicyEvaluation.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { ObservedVariable, PolicyReport, ReportAbout, ReportMechanism, ReportWords } from './report.js';

/** What a report is made from. */
export interface ReportProblem {
  readonly about: ReportAbout;
  readonly words: ReportWords;
  /** In the states of the model. */
  readonly log: Trajectories;
  readonly mdp: Mdp;
  /** Default none. */
  readonly observedOnly?: readonly ObservedVariable[];
  readonly endLevels?: readonly Uint8Array[] | undefined;
  /** At least one. */
  readonly mechanisms: readonly (ReportMechanism & { readonly mechanism: CompleteMechanism })[];
  /** At least one; of a `value` score just one, stationary. */
  readonly policies: readonly PolicyProblem[];
  /** Runs a computation that may take long, and shows how far it is; default: runs it. */
  readonly watched?: Watched;
}

/** @param label what is being done */
export type Watched = <Result>(label: string, work: (progress: Progress) => Result) => Result;

/** A policy with what is found of it elsewhere. */
export interface PolicyProblem extends Pick<
  PolicyReport,
  'name' | 'policy' | 'verdicts' | 'truth' | 'learnedFromThisLog'
> {
  readonly ope: OffPolicyResult;
  /** Shape (n): of each episode, by which the log is reweighted. */
  readonly weights: Float64Array;
  /** What the verdict on counterfactual figures goes by beside their own cases. */
  readonly figures: Pick<VerdictFigures, 'fragility' | 'states'>;
  /** By mechanism, those that are there already; others are computed. */
  readonly evaluations?: readonly (CounterfactualEvaluation | undefined)[];
}
