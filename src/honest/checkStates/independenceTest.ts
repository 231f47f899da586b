import type { Question } from './comparableSteps.js';
import { permutationTest } from './permutationTest.js';
import type { StateTest } from './stateTest.js';
import type { StepColumns } from './stepColumns.js';

export interface IndependenceTest extends Pick<StateTest, 'name' | 'question'> {
  /** What is compared, or why it cannot be. */
  readonly ask: (columns: StepColumns) => Question | string;
  /** What a log lacks in which nothing can be exchanged. */
  readonly lacking: string;
}

/** A test by exchange of answers within strata: see `permutationTest`. */
export function independenceTest({ name, question, ask, lacking }: IndependenceTest): StateTest {
  return {
    name,
    question,
    run(rng, columns, options) {
      const asked = ask(columns);
      return typeof asked === 'string' ? asked : (permutationTest(rng, asked, options) ?? lacking);
    },
  };
}
