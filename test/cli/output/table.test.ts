import { describe, expect, it } from 'vitest';
import { figure, table } from '../../../src/cli/output/table.js';

const head = ['episode of the log', 'was', 'observed return', 'counterfactual return', 'effect', 'P(death)'];
const rows = [
  ['a patient with a long name that goes on', 'death', -1, 0.123456, 1.123456, 0.25],
  ['b', 'discharge', 1, -12345.678, 0, 0.75],
];

describe('table', () => {
  it.each([60, 40, 30])('fits %i columns, with every figure whole', (width) => {
    const text = table(head, rows, width);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    for (const figure of ['-1.0000', '0.1235', '1.1235', '0.2500', '-12345.6780', '0.7500'])
      expect(text).toContain(figure);
    for (const word of ['patient', 'goes', 'discharge', 'counterfactual', 'P(death)']) expect(text).toContain(word);
    expect(text).not.toContain('…');
  });

  it('is one table of one line a row where there is room', () => {
    expect(table(head, rows, 200).split('\n')).toHaveLength(4);
    expect(table(head, rows, Infinity)).toBe(table(head, rows, 200));
  });
});

describe('table whose first column goes on', () => {
  const states = [' 0  heart rate low, blood pressure normal', ' 1  heart rate normal, blood pressure high'];
  const text = table(
    ['step, and the state then', 'what was done', 'better'],
    [
      [states[0], 'antibiotics, ventilation and vasopressors', ''],
      [states[1], 'no treatment', 'antibiotics, ventilation and vasopressors'],
    ],
    80,
  );
  const [first, second] = text.split('\n\n');

  it.each([0, 1])('keeps every word of state %i', (row) => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toContain('…');
    const seen = new Set(first.split(/\s+/));
    expect(states[row].split(/\s+/).filter((word) => !seen.has(word))).toEqual([]);
  });

  it('leaves rows out of a table below in which they say nothing', () => {
    expect(first).toContain(' 0  heart rate low');
    expect(first).toContain(' 1  heart rate normal');
    expect(second).not.toContain(' 0  heart rate low');
    expect(second).toContain(' 1  heart rate normal');
  });

  it('breaks a word that is longer than a line', () => {
    const narrow = table(['id', 'value'], [['abcdefghijklmnopqrst', 1]], 20);
    expect(
      narrow
        .split('\n')
        .slice(2)
        .map((line) => line.trim().split(/\s+/)),
    ).toEqual([['abcdefgh', '1.0000'], ['ijklmnop'], ['qrst']]);
  });
});

describe('table of another unit', () => {
  it('shows the digits of a column whose every figure is small, and no others', () => {
    const lines = table(
      ['', 'value', 'share'],
      [
        ['a', 2e-10, 0.00002],
        ['b', -9.5e-10, 0.5],
        ['c', 0, 0],
      ],
      200,
    ).split('\n');
    expect(lines.slice(2).map((line) => line.trim().split(/\s+/))).toEqual([
      ['a', '2.000e-10', '0.0000'],
      ['b', '-9.500e-10', '0.5000'],
      ['c', '0.0000', '0.0000'],
    ]);
  });
});

describe('figure', () => {
  it.each([
    [0.31182, '0.3118'],
    [-12.5, '-12.5000'],
    [0, '0.0000'],
    [9e-10, '9.000e-10'],
    [-0.0009, '-9.000e-4'],
    [0.001, '0.0010'],
    [Infinity, 'n/a'],
  ])('shows %d as %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});
