import { type CountedLog, takeSample } from '../../../src/ope/study/countedLog.js';
import { stepTerms } from '../../../src/ope/study/stepTerms.js';
import type { Study } from '../../../src/ope/study/study.js';
import type { ValueTables } from '../../../src/ope/study/valueTables.js';
import { type ActionValues, stateValue } from '../../support/opeOracle/directMethod.js';
import { type Problem, withEpisodes } from '../../support/opeOracle/problem.js';

/** A sample with values that were not fitted to it. */
export function withActionValues(sample: CountedLog, problem: Problem, q: ActionValues): CountedLog {
  const tables: ValueTables = {
    q: Float64Array.from(q.flat(2)),
    v: Float64Array.from({ length: (problem.horizon + 1) * (problem.nStates + 1) }, (_, at) => {
      const [t, s] = [Math.floor(at / (problem.nStates + 1)), at % (problem.nStates + 1)];
      return t < problem.horizon && s < problem.nStates ? stateValue(problem, q, t, s) : 0;
    }),
    rowOf: Int32Array.from({ length: problem.nStates * problem.nActions }, (_, row) => row),
    qStride: problem.nStates * problem.nActions,
    vStride: problem.nStates + 1,
  };
  const { count } = sample;
  return {
    ...sample,
    values: () => tables,
    foldValues: () => [tables],
    stepTerms: () => stepTerms(sample.study.log, { count, live: sample.weights().live, tables: [tables] }),
  };
}

/** The same resample in both forms: with counts, and with repeats written out. */
export function resampled(
  study: Study,
  problem: Problem,
  counts: readonly number[],
): { readonly sample: CountedLog; readonly repeated: Problem } {
  return {
    sample: takeSample(study, Float64Array.from(counts)),
    repeated: withEpisodes(
      problem,
      counts.flatMap((times, e) => new Array<number>(times).fill(e)),
    ),
  };
}
