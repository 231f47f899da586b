import type { Interval } from '../ope/intervals/interval.js';
import type { CasesBehind } from '../counterfactual/evaluate/casesBehind.js';
import type { UnmodelledRule } from '../counterfactual/chain/observedModel.js';
import type { CounterfactualBounds } from '../counterfactual/evaluate/counterfactualBounds.js';
import type { CounterfactualEvaluation } from '../counterfactual/evaluate/evaluateCounterfactual.js';
import type { CounterfactualSummary } from '../counterfactual/evaluate/summarizeCounterfactual.js';
import type { GadgetModel } from '../gadgets/gadgetModel.js';
import type { NamedVerdict } from '../honest/verdict/namedVerdicts.js';
import type { VerdictThresholds } from '../honest/verdict/thresholds.js';
import type { OutcomeWords as EnvOutcomeWords } from '../mdp/env.js';
import type { Mdp } from '../mdp/mdp.js';
import type { MarkovPolicy } from '../mdp/overTime/policyOverTime.js';
import type { ListedVariable } from '../mdp/parts/stateVariable.js';
import type { Diagnostics } from '../ope/diagnostics/diagnostics.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { DecisionFigures } from './decisionFigures.js';
import type { EvaluationMeans } from './downloads/evaluationFigures.js';

/**
 * All that the page shows and computes with. The command makes one from files, writes it into the page, and the page
 * reads it back: see `columns` for what it is then.
 */
export interface Report {
  readonly about: ReportAbout;
  readonly words: ReportWords;
  /** In the states of the model. */
  readonly log: Trajectories;
  readonly mdp: Mdp;
  /** What the log tells of a state and the model leaves out. */
  readonly observedOnly: readonly ObservedVariable[];
  /**
   * Shape (n) for each variable of the model: its level in the last state that the log has of an episode, which for the
   * model may be but an end; 255 for none. Absent where the log does not tell.
   */
  readonly endLevels?: readonly Uint8Array[];
  /** Shape (2), float64: least and greatest discounted return of a run, which may stop at any step; infinite where there is none. */
  readonly returnRange: Float64Array;
  /** Shape (S), float64: by what mechanisms order states, as `about.score` says. */
  readonly stateScore: Float64Array;
  /** The first is the one that figures are of where only one can be shown. */
  readonly mechanisms: readonly ReportMechanism[];
  /** One or more. */
  readonly policies: readonly PolicyReport[];
}

/** How the report was made. */
export interface ReportAbout {
  /** Of Couplet. */
  readonly version: string;
  /** To make the same report again. */
  readonly command: string;
  readonly seed: number;
  /** Most steps of a run. */
  readonly horizon: number;
  readonly discount: number;
  /** Names of files without their folders. */
  readonly logName: string;
  readonly modelName: string;
  /** SHA-256 of each input, by its name, in hexadecimal. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The environment that wrote the log, where it is known. */
  readonly env?: string;
  /** Of intervals, two-sided. */
  readonly level: number;
  /** Bootstrap replicates of the intervals. */
  readonly replicates: number;
  /** What is done about a logged transition that the model gives probability 0. */
  readonly unmodelled: UnmodelledRule;
  /** By what mechanisms order states, and the variance of the effect of a decision is of; the discount is of `value`. */
  readonly score: { readonly name: 'reward' | 'value'; readonly discount: number };
  /** From where on a figure speaks against an estimate, in the verdicts. */
  readonly thresholds: { readonly unreliable: VerdictThresholds; readonly weak: VerdictThresholds };
  /** Of what all means are, where `log` and the figures by episode are of a sample of it: see `wholeSize`. */
  readonly sampledFrom?: LogSize;
  /** For people: how what the page holds differs from what the command computed. */
  readonly notes: readonly string[];
}

export interface LogSize {
  readonly episodes: number;
  readonly steps: number;
}

/** What things are called, in words for people. */
export interface ReportWords {
  /** Whom an episode is of: a patient, elsewhere a run. */
  readonly noun: { readonly one: string; readonly many: string };
  /** Shape (S). */
  readonly states: readonly string[];
  /** Shape (A): as after "given": `antibiotics and ventilation`, `nothing`. */
  readonly actions: readonly string[];
  /** As the model's outcomes, entry 0 the run still going on. */
  readonly outcomes: readonly OutcomeWords[];
}

/** How an end is told; colours and shapes go by its tone, never alone. */
export interface OutcomeWords extends EnvOutcomeWords {
  readonly tone: 'good' | 'bad' | 'going' | 'other';
}

/** A variable of the recorded states that those of the model do not tell. */
export interface ObservedVariable extends Omit<ListedVariable, 'level'> {
  /** Shape (steps + n): by step of the log and, after all those, by episode in its last state; 255 for none. */
  readonly level: Uint8Array;
}

/** A causal mechanism that figures were computed under. */
export interface ReportMechanism {
  readonly name: string;
  /**
   * How the page makes it anew: by its name in the registry, from a gadget's model, or not at all, as one of the
   * user's own code.
   */
  readonly source: 'registered' | { readonly gadget: GadgetModel } | 'elsewhere';
}

/** What is known of one target policy. */
export interface PolicyReport {
  /** Name of its file without the folder, or its registered name. */
  readonly name: string;
  readonly policy: MarkovPolicy;
  /** On the off-policy estimates, as `ope` prints them with the same model: `cf`, by the first mechanism, among them. */
  readonly verdicts: readonly NamedVerdict[];
  /** Off-policy estimates, in the order of the registry. */
  readonly estimates: readonly ReportEstimate[];
  readonly diagnostics: Diagnostics;
  /** Shape (n): each episode's share of the weight, the largest first. */
  readonly weightShares: Float64Array;
  /** By mechanism, as `Report.mechanisms`. */
  readonly counterfactuals: readonly MechanismFigures[];
  /** By assumption, the weakest first: whatever the mechanism. */
  readonly bounds: readonly CounterfactualBounds[];
  /** Absent where the model does not hold how many cases its rows have. */
  readonly cases?: CasesBehind;
  /** Share of the counterfactual steps by rows of at most two cases, as `thinShare`. */
  readonly thinShare?: number;
  /** Of single decisions, by mechanism; absent where the policy goes by the step, or repeats all logged actions. */
  readonly decisions?: DecisionFigures;
  /**
   * Exact in the environment, where it tells: the value and, at the horizon, the probability of each outcome of the
   * model; these are empty where it has others.
   */
  readonly truth?: { readonly value: number; readonly outcomes: readonly number[] };
  /** Whether model and policy were learned from this very log. */
  readonly learnedFromThisLog: { readonly model: boolean; readonly policy: boolean };
}

export interface ReportEstimate {
  /** Name in the registry. */
  readonly estimator: string;
  readonly value?: number;
  readonly interval?: Pick<Interval, 'lower' | 'upper' | 'warnings'>;
  /** Why there is no value or no interval, or what is odd about it: the library's own sentence. */
  readonly note?: string;
}

/** What a page does not keep of an evaluation, as it can compute it anew: see `wholeReport`. */
export type Recomputed = 'returnVariance' | 'outcomeProbability' | 'expectedLength' | 'support';

/** What would have happened under one mechanism. */
export interface MechanismFigures {
  readonly evaluation: Omit<CounterfactualEvaluation, Recomputed> & Partial<Pick<CounterfactualEvaluation, Recomputed>>;
  readonly summary: CounterfactualSummary;
  /** Of all episodes, where `evaluation` is of a sample of them. */
  readonly means?: EvaluationMeans;
  /** On these figures, as `evaluate` prints it; empty where nothing is known that bears on them. */
  readonly verdicts: readonly NamedVerdict[];
}

/** A report with all that evaluations say, as it is made. */
export interface WholeReport extends Omit<Report, 'policies'> {
  readonly policies: readonly WholePolicy[];
}

export interface WholePolicy extends Omit<PolicyReport, 'counterfactuals'> {
  readonly counterfactuals: readonly (MechanismFigures & { readonly evaluation: CounterfactualEvaluation })[];
}
