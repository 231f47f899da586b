/**
 * What one step does to each variable. The treatments act in the order antibiotics, ventilation, vasopressors, each on
 * what the former left; a variable that no treatment touched fluctuates. Given the state and the action the four
 * variables move independently, so each has a distribution of its own.
 */

/** What happens to a treatment in a step. */
export type Course = 'given' | 'withdrawn' | 'absent';

export type Version = 'original' | 'corrected';

/** Where a level goes: levels and their probabilities; with the rest of the probability it stays. */
type Rule = (level: number) => readonly (readonly [to: number, probability: number])[];

/** The course of a treatment that was on (1) or off (0) and is now given (1) or not (0). */
export function courseOf(on: number, given: number): Course {
  if (given) return 'given';
  return on ? 'withdrawn' : 'absent';
}

/** Distribution of the next heart rate, shape (3). */
export function nextHr(hr: number, antibiotics: Course): Float64Array {
  const p = certain(3, hr);
  return antibiotics === 'absent' ? apply(p, fluctuation(3, 0.1)) : apply(p, antibioticEffect(antibiotics));
}

/** Distribution of the next systolic blood pressure, shape (3). */
export function nextSysbp(sysbp: number, diabetic: number, antibiotics: Course, vasopressors: Course): Float64Array {
  const p = certain(3, sysbp);
  if (antibiotics === 'absent' && vasopressors === 'absent') return apply(p, fluctuation(3, 0.1));
  return apply(apply(p, antibioticEffect(antibiotics)), vasopressorEffect(vasopressors, diabetic));
}

/** Distribution of the next percent oxygen, shape (2). */
export function nextO2(o2: number, ventilation: Course): Float64Array {
  const rules: Record<Course, Rule> = {
    given: (level) => (level === 0 ? [[1, 0.7]] : []),
    withdrawn: (level) => (level === 1 ? [[0, 0.1]] : []),
    absent: fluctuation(2, 0.1),
  };
  return apply(certain(2, o2), rules[ventilation]);
}

/**
 * Distribution of the next glucose, shape (5).
 *
 * Version `original` carries the slip of the published code, under all published results: without diabetes, a glucose
 * that fluctuates up becomes min(1, glucose + 1), so 2, 3 and 4 drop to 1.
 */
export function nextGlucose(glucose: number, diabetic: number, vasopressors: Course, version: Version): Float64Array {
  const p = certain(5, glucose);
  if (vasopressors === 'given') return diabetic ? apply(p, (level) => [[Math.min(4, level + 1), 0.5]]) : p;
  if (diabetic) return apply(p, fluctuation(5, 0.3));
  return apply(p, fluctuation(5, 0.1, version === 'original' ? 1 : 4));
}

/** hr and sysbp alike: antibiotics bring high down to normal; withdrawn, normal goes back up. */
function antibioticEffect(course: Course): Rule {
  if (course === 'given') return (level) => (level === 2 ? [[1, 0.5]] : []);
  return (level) => (course === 'withdrawn' && level === 1 ? [[2, 0.1]] : []);
}

function vasopressorEffect(course: Course, diabetic: number): Rule {
  if (course === 'absent') return () => [];
  if (course === 'withdrawn') return (level) => [[Math.max(0, level - 1), diabetic ? 0.05 : 0.1]];
  if (!diabetic) return (level) => (level < 2 ? [[level + 1, 0.7]] : []);
  const effects = [
    [
      [1, 0.5],
      [2, 0.4],
    ],
    [[2, 0.9]],
    [],
  ] as const;
  return (level) => effects[level];
}

/** Down by one, at least 0, and up by one, at most `top`, with the same probability each. */
function fluctuation(nLevels: number, probability: number, top: number = nLevels - 1): Rule {
  return (level) => [
    [Math.max(0, level - 1), probability],
    [Math.min(top, level + 1), probability],
  ];
}

function certain(nLevels: number, level: number): Float64Array {
  const p = new Float64Array(nLevels);
  p[level] = 1;
  return p;
}

function apply(p: Float64Array, rule: Rule): Float64Array {
  const next = new Float64Array(p.length);
  p.forEach((mass, level) => {
    let stay = 1;
    for (const [to, probability] of rule(level)) {
      next[to] += mass * probability;
      stay -= probability;
    }
    next[level] += mass * stay;
  });
  return next;
}
