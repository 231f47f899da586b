import type { Plugins } from './plugins.js';

/**
 * One independent piece of an experiment, as plain JSON data: with the specification it is all that its run depends on.
 */
export interface Trial {
  /** Unique within the experiment; letters, digits, dots and hyphens, as it names a file. */
  readonly name: string;
}

export interface Plan {
  /** Seed of the first repeat; the others follow it. */
  readonly seed: number;
  /** Repeats, where not those of the specification; at least 1. */
  readonly repeats?: number | undefined;
}

/** A trial with what came of it. */
export interface Finished<Description extends Trial, Result extends object> {
  readonly trial: Description;
  readonly result: Result;
}

/** How trials of several items, such as data sets, come apart: a plan may deal the same items out in other groups. */
export interface Grouping<Description extends Trial, Result extends object> {
  /** The items of a trial, each as a trial by itself. */
  items(trial: Description): readonly Description[];
  /** The results of the items of a trial, in their order. */
  cut(result: Result): readonly Result[];
  /** The result of a trial from those of its items, in their order. */
  join(results: readonly Result[]): Result;
}

export interface ReportTable {
  readonly title?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What an experiment has to say: tables for people, the same as data, and what must be known to read them. */
export interface ExperimentReport {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly tables: readonly ReportTable[];
  /** Plain JSON data. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * A published experiment: a specification, trials that may run anywhere and in any order, and a report of what they
 * gave.
 *
 * The same specification and trial give the same result on every machine that has the same backend of tfjs, but for the
 * seconds in results of one that is `timed`.
 */
export interface Experiment<
  Specification extends object = object,
  Description extends Trial = Trial,
  Result extends object = object,
> {
  readonly name: string;
  /** Whether results hold seconds: its trials then run one at a time. Default false. */
  readonly timed?: boolean;
  /** As published, and small enough to see all of it work. */
  readonly specifications: Readonly<Record<'full' | 'quick', Specification>>;
  /** The trials of a plan. */
  trials(specification: Specification, plan: Plan): readonly Description[] | Promise<readonly Description[]>;
  /**
   * Runs one. The result is plain JSON data, numbers finite.
   *
   * @param plugins what the specification names that is not built in; default none
   */
  run(specification: Specification, trial: Description, plugins?: Plugins): Promise<Result>;
  /** Of an experiment whose trials are groups. */
  readonly grouping?: Grouping<Description, Result>;
  /** The backend of tfjs on which gadgets of a trial were trained; undefined where none was. Default: none ever is. */
  backendOf?(result: Result): string | undefined;
  /** @param finished at least one */
  report(
    specification: Specification,
    finished: readonly Finished<Description, Result>[],
    plugins?: Plugins,
  ): ExperimentReport;
}
