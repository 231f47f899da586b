/** Three classes a step: does the answer depend on what is given, within a stratum? */
export interface Question {
  /** Shape (steps): the steps whose answers may be exchanged. */
  readonly stratum: Int32Array;
  /** Shape (steps): what is given. */
  readonly given: Int32Array;
  /** Shape (steps): the answer. */
  readonly answer: Int32Array;
}

/**
 * The steps that a permutation can move, stratum by stratum. Within a stratum those that share what is given with
 * another lie in groups, then come those that share it with none.
 */
export interface ComparableSteps {
  /** Shape (n): the answers; exchanged in place. */
  readonly answer: Int32Array;
  /** Number of classes of answers. */
  readonly nAnswers: number;
  /** Shape (strata + 1): where each stratum starts in `answer`. */
  readonly stratumStart: Uint32Array;
  /** Shape (strata + 1): where the groups of each stratum start in `groupEnd`. */
  readonly groupStart: Uint32Array;
  /** Shape (groups): where each group ends in `answer`; it starts where the one before it ends, or with its stratum. */
  readonly groupEnd: Uint32Array;
}

/**
 * Sorts steps by stratum and by what is given, and leaves out strata in which no permutation changes the table of the
 * two: those with one answer, with one thing given, or where nothing given comes twice.
 *
 * Cost O(steps + classes).
 */
export function comparableSteps({ stratum, given, answer }: Question): ComparableSteps {
  const order = sortedBy(stratum, sortedBy(given, Uint32Array.from(stratum.keys())));
  const kept = new Int32Array(order.length);
  const stratumStart = [0];
  const groupStart = [0];
  const groupEnd: number[] = [];
  let at = 0;
  for (let first = 0, end = 0; first < order.length; first = end) {
    while (end < order.length && stratum[order[end]] === stratum[order[first]]) end += 1;
    if (!isComparable(order.subarray(first, end), given, answer)) continue;
    // Groups from the front, single steps from the back.
    let back = at + end - first;
    const next = back;
    for (let i = first, last = first; i < end; i = last) {
      while (last < end && given[order[last]] === given[order[i]]) last += 1;
      if (last === i + 1) kept[--back] = answer[order[i]];
      else {
        for (let k = i; k < last; k++) kept[at++] = answer[order[k]];
        groupEnd.push(at);
      }
    }
    at = next;
    stratumStart.push(at);
    groupStart.push(groupEnd.length);
  }
  return {
    answer: kept.subarray(0, at),
    nAnswers: 1 + largest(answer),
    stratumStart: Uint32Array.from(stratumStart),
    groupStart: Uint32Array.from(groupStart),
    groupEnd: Uint32Array.from(groupEnd),
  };
}

function isComparable(steps: Uint32Array, given: Int32Array, answer: Int32Array): boolean {
  let [several, different, shared] = [false, false, false];
  for (let i = 1; i < steps.length; i++) {
    const same = given[steps[i]] === given[steps[i - 1]];
    shared ||= same;
    several ||= !same;
    different ||= answer[steps[i]] !== answer[steps[0]];
    if (several && different && shared) return true;
  }
  return false;
}

/** The steps in the order of their class, those of one class as they were: a counting sort. */
function sortedBy(column: Int32Array, steps: Uint32Array): Uint32Array {
  const start = new Uint32Array(2 + largest(column));
  for (const k of column) start[k + 1] += 1;
  for (let k = 1; k < start.length; k++) start[k] += start[k - 1];
  const sorted = new Uint32Array(steps.length);
  for (const step of steps) sorted[start[column[step]]++] = step;
  return sorted;
}

function largest(column: Int32Array): number {
  let most = -1;
  for (const k of column) if (k > most) most = k;
  return most;
}
