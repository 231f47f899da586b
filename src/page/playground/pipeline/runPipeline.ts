import type { Memo } from '../memo.js';
import { estimatesOf, fittedFigures, promisedFigures, simulatedFigures, solvedFigures, verdictOf } from './figures.js';
import { type Results, STEP_NAMES, type StepName } from './results.js';
import type { Settings } from './settings.js';
import { steps } from './steps.js';

/** The step that is about to be computed, with what was computed until then. */
export interface Progress {
  /** What the results are of. */
  readonly settings: Settings;
  /** Undefined when all is done. */
  readonly next: StepName | undefined;
  readonly results: Results;
}

/**
 * Runs the pipeline step by step, the quick ones first: whoever draws the next step decides when, or leaves it.
 *
 * @param memo what was computed before: a change redoes what follows from it and nothing else
 */
export function* runPipeline(settings: Settings, memo: Memo): Generator<Progress, void> {
  let results: Results = {};
  const key = Object.values(settings);
  for (const [i, name] of STEP_NAMES.entries()) {
    if (i === 0) yield { settings, next: name, results };
    const parts = steps(settings, memo);
    const figures = {
      simulate: () => simulatedFigures(parts, settings),
      fit: () => fittedFigures(parts),
      solve: () => solvedFigures(parts),
      promise: () => promisedFigures(parts, settings),
      verdict: () => verdictOf(parts, settings, memo),
      estimates: () => estimatesOf(parts, settings),
    }[name];
    results = { ...results, [name]: memo(`figures of ${name}`, key, figures as () => unknown) };
    yield { settings, next: STEP_NAMES[i + 1], results };
  }
}
