import { describe, expect, it } from 'vitest';
import { shown } from '../../../../src/page/patient/course/shown.js';
import { courseSummary, influenceWords } from '../../../../src/page/patient/words/courseSummary.js';
import { courseTable } from '../../../../src/page/patient/words/courseTable.js';
import { stepWords } from '../../../../src/page/patient/words/stepWords.js';
import { tinyCourse, tinyReport } from '../tinyCourse.js';

const course = shown(tinyReport, tinyCourse, 0);
const influence = Float64Array.of(0.5, 0.02, 0.01);
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('stepWords', () => {
  it('says what was given, and would have been, and where runs are', () => {
    expect(plain(stepWords(course, 1))).toBe(
      'step 1: given nothing; would be given nothing 50 %; pulse high 25 %; still going on 50 %',
    );
  });

  it('says where the log ends, and that it has ended', () => {
    expect(plain(stepWords(course, 3))).toBe(
      'step 3: the log ends, died; would be given the drug 25 %; pulse high 25 %; still going on 25 %',
    );
    expect(plain(stepWords(course, 4))).toBe('step 4: after the log; pulse none; still going on 0 %');
  });
});

describe('courseTable', () => {
  it('has a row a step: what was seen and done, and all that would have been', () => {
    const { head, rows } = courseTable(course, influence);
    expect(head).toEqual([
      ...['step', 'seen', 'sugar seen', 'given', 'pulse would be', 'drug would be given'],
      ...['would be dead', 'would be in care', 'would be discharged', 'decided by what was seen'],
    ]);
    expect(rows.map((row) => row.map(plain))).toEqual([
      ['0', 'pulse low', 'low', 'the drug', 'low 100 %', '88 %', '0 %', '100 %', '0 %', '50 %'],
      ['1', 'pulse high', '', 'nothing', 'high 25 %, low 25 %', '0 %', '0 %', '50 %', '50 %', '2 %'],
      ['2', 'pulse low', 'normal', 'the drug', 'low 25 %', '0 %', '25 %', '25 %', '50 %', '1 %'],
      ['3', 'dead', 'low', '', 'high 25 %', '25 %', '25 %', '25 %', '50 %', ''],
      ['4', '', '', '', '', '', '25 %', '0 %', '75 %', ''],
    ]);
  });
});

describe('courseSummary', () => {
  it('tells the observed course in full, and the other at some steps', () => {
    expect(plain(courseSummary(course, influence))).toBe(
      [
        'Died after 3 steps. Given drug: at steps 0 and 2.',
        'Seen, pulse: low at steps 0 and 2, high at step 1. Seen, sugar: low at steps 0 and 3, normal at step 2.',
        'Would have been at step 0: pulse low 100 %, 0 % dead, 100 % in care, 0 % discharged.',
        'Would have been at step 1: pulse high 25 %, 0 % dead, 50 % in care, 50 % discharged.',
        'Would have been at step 2: pulse low 25 %, 25 % dead, 25 % in care, 50 % discharged.',
        'Would have been at step 3: pulse high 25 %, 25 % dead, 25 % in care, 50 % discharged.',
        'Would have been at step 4: pulse none, 25 % dead, 0 % in care, 75 % discharged.',
        'What was seen decides at least a part of it until step 1, the model alone what follows.',
      ].join(' '),
    );
  });
});

describe('influenceWords', () => {
  it('says so where nothing of what was seen matters', () => {
    expect(influenceWords(Float64Array.of(0.01, 0))).toMatch(/the model alone/);
    expect(influenceWords(undefined)).toBe('');
  });
});
