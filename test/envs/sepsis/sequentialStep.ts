/**
 * An oracle: one step of the simulator as the branching program that its description is, acting on whole states.
 * Shares nothing with the implementation, not even the index.
 */

type State = readonly [
  diabetic: number,
  hr: number,
  sysbp: number,
  o2: number,
  glucose: number,
  antibiotics: number,
  vasopressors: number,
  ventilation: number,
];

const SIZES = [2, 3, 3, 2, 5, 2, 2, 2];
const [DIABETIC, HR, SYSBP, O2, GLUCOSE, ANTIBIOTICS, VASOPRESSORS, VENTILATION] = [0, 1, 2, 3, 4, 5, 6, 7];

/** The possible states so far with their probabilities. */
type Branches = [state: State, probability: number][];

/**
 * P(. | state, action) as a map from next state to probability.
 *
 * @param state index in the full space
 * @param action 4 · antibiotics + 2 · ventilation + vasopressors
 */
export function sequentialStep(state: number, action: number, version: 'original' | 'corrected'): Map<number, number> {
  const start = decode(state);
  const diabetic = start[DIABETIC] === 1;
  const given = { antibiotics: action >= 4, ventilation: action % 4 >= 2, vasopressors: action % 2 === 1 };
  const fluctuates = new Set([HR, SYSBP, O2, GLUCOSE]);
  let now: Branches = [[start, 1]];
  /** In every branch: with each probability set the variable to the level, else leave it. */
  const draw = (variable: number, outcomes: (level: number) => [level: number, probability: number][]): void => {
    now = now.flatMap(([s, p]): Branches => {
      const chances = outcomes(s[variable]);
      const rest = chances.reduce((left, [, q]) => left - q, 1);
      return [[s, p * rest], ...chances.map(([level, q]): Branches[number] => [set(s, variable, level), p * q])];
    });
  };

  if (given.antibiotics) {
    draw(ANTIBIOTICS, () => [[1, 1]]);
    for (const v of [HR, SYSBP]) draw(v, (level) => (level === 2 ? [[1, 0.5]] : []));
  } else if (start[ANTIBIOTICS] === 1) {
    for (const v of [HR, SYSBP]) draw(v, (level) => (level === 1 ? [[2, 0.1]] : []));
    draw(ANTIBIOTICS, () => [[0, 1]]);
  }
  if (given.antibiotics || start[ANTIBIOTICS] === 1) {
    fluctuates.delete(HR);
    fluctuates.delete(SYSBP);
  }

  if (given.ventilation) {
    draw(VENTILATION, () => [[1, 1]]);
    draw(O2, (level) => (level === 0 ? [[1, 0.7]] : []));
  } else if (start[VENTILATION] === 1) {
    draw(O2, (level) => (level === 1 ? [[0, 0.1]] : []));
    draw(VENTILATION, () => [[0, 1]]);
  }
  if (given.ventilation || start[VENTILATION] === 1) fluctuates.delete(O2);

  if (given.vasopressors) {
    draw(VASOPRESSORS, () => [[1, 1]]);
    if (diabetic) {
      draw(SYSBP, (level) => {
        if (level === 2) return [];
        return level === 1
          ? [[2, 0.9]]
          : [
              [1, 0.5],
              [2, 0.4],
            ];
      });
      draw(GLUCOSE, (level) => [[Math.min(4, level + 1), 0.5]]);
    } else {
      draw(SYSBP, (level) => [[Math.min(2, level + 1), 0.7]]);
    }
    fluctuates.delete(SYSBP);
    fluctuates.delete(GLUCOSE);
  } else if (start[VASOPRESSORS] === 1) {
    draw(SYSBP, (level) => [[Math.max(0, level - 1), diabetic ? 0.05 : 0.1]]);
    draw(VASOPRESSORS, () => [[0, 1]]);
    fluctuates.delete(SYSBP);
  }

  for (const v of fluctuates) {
    const share = v === GLUCOSE && diabetic ? 0.3 : 0.1;
    draw(v, (level) => {
      const up = Math.min(SIZES[v] - 1, level + 1);
      const slips = v === GLUCOSE && !diabetic && version === 'original';
      return [
        [Math.max(0, level - 1), share],
        [slips ? Math.min(1, up) : up, share],
      ];
    });
  }

  const total = new Map<number, number>();
  for (const [s, p] of now) {
    const index = encode(s);
    if (p > 0) total.set(index, (total.get(index) ?? 0) + p);
  }
  return total;
}

function set(state: State, variable: number, level: number): State {
  return state.with(variable, level) as unknown as State;
}

function decode(index: number): State {
  let rest = index;
  const state = SIZES.toReversed().map((size) => {
    const level = rest % size;
    rest = (rest - level) / size;
    return level;
  });
  return state.reverse() as unknown as State;
}

function encode(state: State): number {
  return state.reduce((index, level, i) => index * SIZES[i] + level, 0);
}
