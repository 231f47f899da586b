import { describe, expect, it } from 'vitest';
import { shown } from '../../../../src/page/patient/course/shown.js';
import { layoutOf } from '../../../../src/page/patient/drawing/layout.js';
import { placeWords } from '../../../../src/page/patient/words/placeWords.js';
import { stepWords } from '../../../../src/page/patient/words/stepWords.js';
import { tinyCourse, tinyReport } from '../tinyCourse.js';

describe('placeWords', () => {
  const course = shown(tinyReport, tinyCourse, 0);
  const layout = layoutOf(course, 700);
  const { states, parts, outcome, axis } = layout;
  const at = (t: number, y: number): string => placeWords(course, layout, t, y).replaceAll('\u00a0', ' ');

  it('says of a variable what was seen and what would have been', () => {
    const [pulse, sugar] = states.map(({ rows }) => rows.top + 1);
    expect(at(1, pulse)).toBe('Pulse at step 1: seen high; would have been high 25 %, low 25 %');
    expect(at(4, pulse)).toBe('Pulse at step 4: nothing');
    expect(at(2, sugar)).toBe('Sugar at step 2: seen normal');
  });

  it('says of a treatment whether it was given and would have been', () => {
    expect(at(0, parts[0].top)).toBe('Drug at step 0: given; would have been given 88 %');
    expect(at(1, parts[0].top)).toBe('Drug at step 1: not given; would have been given 0 %');
  });

  it('says what would have become of the runs, and elsewhere the step', () => {
    expect(at(2, outcome! + 1)).toBe('At step 2: would have been 50 % discharged, 25 % in care, 25 % dead');
    expect(at(2, axis + 1)).toBe(`S${stepWords(course, 2).slice(1)}`.replaceAll('\u00a0', ' '));
  });
});
