import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';
import type { Trial } from '../../experiments/experiment.js';
import { findExperiment } from '../../experiments/registry.js';
import { type PluginSpecs, loadPlugins } from '../input/plugins/loadPlugins.js';

/** What a worker is asked for: plain data, as it goes to another thread. */
export interface TrialTask {
  readonly experiment: string;
  readonly specification: object;
  readonly trial: Trial;
  /** What the specification names and may be code of the user's: every thread loads it for itself. */
  readonly plugins?: PluginSpecs | undefined;
}

/** A result, or one of Couplet's own errors: its class would not survive the way back. */
export type TrialAnswer =
  | { readonly result: object }
  | { readonly fault: 'ArgumentError' | 'DataError' | 'NumericalError'; readonly message: string };

/** Runs one trial: the entry of a worker thread. */
export async function runTrial({ experiment, specification, trial, plugins }: TrialTask): Promise<TrialAnswer> {
  try {
    const loaded = plugins && (await loadPlugins(plugins));
    return { result: await findExperiment(experiment).run(specification, trial, loaded) };
  } catch (error) {
    if (error instanceof ArgumentError || error instanceof DataError || error instanceof NumericalError)
      return { fault: error.name, message: `${experiment}, trial ${trial.name}: ${error.message}` };
    throw error;
  }
}
