import { type StateCheck, type TestThatRan, rejectedTests } from './checkStates.js';
import type { StateTestName } from './stateTest.js';

/**
 * What a check found, in a sentence or two for whoever treats the patients.
 *
 * - B0, B1 or B2 rejects: whoever chose used more than the state.
 * - D1 or D2: the state does not suffice to predict.
 * - D4 or D5: what moved the choices beyond the state moves what happens next: confounding.
 * - none: what that does not show.
 */
export function stateFindings(check: StateCheck): string {
  const rejected = rejectedTests(check);
  if (rejected.length === 0) return nothingFound(check);
  return FINDINGS.map(({ of, sentence }) => ({ sentence, by: namesAmong(rejected, of) }))
    .filter(({ by }) => by !== '')
    .map(({ sentence, by }) => `${sentence} (${by}).`)
    .join(' ');
}

/** The same as clauses, of tests that rejected: `whoever chose used more than they hold (B0, B1)`. */
export function findingClauses(rejected: readonly TestThatRan[]): readonly string[] {
  return FINDINGS.flatMap(({ of, clause }) => {
    const by = namesAmong(rejected, of);
    return by === '' ? [] : [`${clause} (${by})`];
  });
}

/** By what tests show together: in a sentence, and as a clause about states. */
const FINDINGS: readonly {
  readonly of: readonly StateTestName[];
  readonly sentence: string;
  readonly clause: string;
}[] = [
  {
    of: ['B0', 'B1', 'B2'],
    sentence: 'Whoever chose the actions used more than these states hold',
    clause: 'whoever chose used more than they hold',
  },
  {
    of: ['D1', 'D2'],
    sentence: 'These states do not suffice to predict what happens next: what came before still tells',
    clause: 'what came before still tells what happens next',
  },
  {
    of: ['D4', 'D5'],
    sentence:
      'What moved the choices beyond the state also moves what happens next: confounding, shown by this log, which no model of these states and no longer log corrects',
    clause: 'what moved the choices moves what happens next',
  },
];

function namesAmong(rejected: readonly TestThatRan[], of: readonly StateTestName[]): string {
  return rejected
    .map(({ name }) => name)
    .filter((name) => of.includes(name))
    .join(', ');
}

function nothingFound({ tests, nSteps }: StateCheck): string {
  if (!tests.some((test) => 'p' in test))
    return 'No test could run on this log: whether its states hide something stays open.';
  const withChances = tests.some((test) => test.name === 'B0' && 'p' in test);
  const blind = withChances
    ? 'what moves outcomes and leaves no trace in earlier states and actions would not show'
    : 'a hidden trait that drove choices and outcomes, and left no trace in earlier states and actions, would not show, as the log has no probabilities of the actions taken';
  return `No sign that these states hide something, in ${nSteps} steps. That does not show that they hide nothing: ${blind}; nor would what is weak beside the length of the log.`;
}
