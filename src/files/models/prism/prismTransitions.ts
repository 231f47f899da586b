import { DataError } from '../../../core/errors.js';
import { type PrismLine, checkCount, indexIn, numberIn, prismLines } from './prismTable.js';

/** More choices a state than this are a fault of the file. */
const MOST_CHOICES = 65_536;
/** More states than this are a fault of the file. */
const MOST_STATES = 2 ** 26;

/** A table of PRISM's with a line for each transition: probabilities (`.tra`), or rewards (`.trew`). */
export interface PrismTransitions {
  readonly nStates: number;
  readonly state: number[];
  /** Number of the choice in its state; 0 in a Markov chain. */
  readonly choice: number[];
  readonly next: number[];
  readonly value: number[];
  /** Label of the choice, '' where there is none. */
  readonly label: string[];
}

/**
 * Reads `i k j x [label]` of a decision process, whose first line has three sizes, or `i j x` of a chain, with two.
 *
 * @param known how many states there are, where that is known: then few of them may have a line
 * @throws DataError naming the line that is wrong
 */
export function prismTransitions(file: string, text: string, known?: number): PrismTransitions {
  const [head, ...lines] = prismLines(file, text);
  const sizes = head.words.length;
  if (sizes !== 2 && sizes !== 3)
    throw new DataError(
      `${head.at}: must have the numbers of states, choices and transitions, got '${head.words.join(' ')}' - export the model as plain text, not by rows`,
    );
  const nStates = indexIn(head, 0, 'the number of states', MOST_STATES);
  if (nStates === 0) throw new DataError(`${head.at}: must have at least one state, got 0 - export the model again`);
  checkCount(file, head.words.at(-1), lines.length);
  // Lists of states would take memory that a short file cannot need.
  if (nStates !== known && nStates > 2 * lines.length + 1024)
    throw new DataError(
      `${head.at}: must have a transition for each of the ${nStates} states, got ${lines.length} - check the sizes`,
    );
  const read: PrismTransitions = { nStates, state: [], choice: [], next: [], value: [], label: [] };
  const at = sizes === 3 ? 1 : 0;
  for (const line of lines) {
    checkWidth(line, at + 3);
    read.state.push(indexIn(line, 0, 'the state', nStates));
    read.choice.push(sizes === 3 ? indexIn(line, 1, 'the choice', MOST_CHOICES) : 0);
    read.next.push(indexIn(line, at + 1, 'the next state', nStates));
    read.value.push(numberIn(line, at + 2, 'the number'));
    read.label.push(line.words[at + 3] ?? '');
  }
  return read;
}

function checkWidth({ at, words }: PrismLine, needed: number): void {
  if (words.length === needed || words.length === needed + 1) return;
  const fields = needed === 4 ? 'state, choice, next state, number' : 'state, next state, number';
  throw new DataError(`${at}: must be ${fields} and at most a label, got '${words.join(' ')}' - check the line`);
}
