import fc from 'fast-check';
import { messyNumber, messyRows, rarely } from '../messyRows.js';

const NUMBERS = [
  ...['0', '-0', '1', '1.5', '-0.25', '+2', '+1.5', '.5', '5.', '.', '-', '', 'NA', 'null', 'abc', '1e3', '1.5e-3'],
  ...[' 3', '4 ', '0,5', '1,234.5', '0.1234567890123456789', '123456789012345678', '0.30000000000000004', '1e400'],
  ...['9007199254740993', '0.00000000000000000000001', '1e5.', '"1"', '"1.5"', '"0,5"', '1_000', '0x10', '1\u00a0'],
];
const INTEGERS = ['-1', '1.0', '01', '2147483648', '123456789', '1234567890', '', 'NA', 'low', '"1"', ' 1', '1 ', '+1'];
const FLAGS = ['true', 'FALSE', '', 'NA', '01', '2', '1.0', '"1"', 'yes', '-1'];
const CHANCES = ['1.0000001', '0', '-0.1', '0.5000001', '2', '', 'NA', '1e-3', '.5', '"0.5"', 'x'];
const NOTES = [
  '',
  'é',
  'a b',
  '"a,b;c"',
  '"two\nlines"',
  '"say ""so"""',
  '""',
  'a"b',
  '"open',
  '"a"b',
  '# x',
  '\ufeff',
];
const NAMES = ['0', '7', 'p1', 'é', '"q"', '"a,b;c"', '007', ' x', '', '"d""q"', 'p'.repeat(70)];
const LINES = [
  '',
  '',
  '   ',
  ',,,',
  '""',
  ';;',
  '# remark',
  'episode,t,state,action,reward,next_state,terminated',
  '1,2',
];

/** Texts of logs as CSV with whatever is met in such files, some of it right and some wrong. */
export function messyCsv(): fc.Arbitrary<string> {
  const rare = rarely(250);
  const number = messyNumber(NUMBERS);
  const row = (name: string, t: number, last: boolean): fc.Arbitrary<readonly string[]> =>
    fc.tuple(
      rare(name, NAMES),
      rare(String(t), [...INTEGERS, String(t + 1)]),
      rare(String(t), INTEGERS),
      fc.nat(1).chain((action) => rare(String(action), INTEGERS)),
      number,
      rare(String(t + 1), INTEGERS),
      rare(last ? '1' : '0', FLAGS),
      rare('1', INTEGERS),
      rare('0.5', CHANCES),
      rare('0.5', CHANCES),
      rare('0.5', CHANCES),
      rare('', NOTES),
    );
  const names = fc.constantFrom(['0', '1', '2'], ['4', '5', '6'], ['x', 'y', 'z'], ['0', 'é', '"q,"']);
  return fc
    .record({
      rows: messyRows(names, row),
      columns: fc.subarray([7, 8, 9, 10, 11]).map((more) => [0, 1, 2, 3, 4, 5, 6, ...more]),
      separator: fc.constantFrom(',', ',', ';', '\t'),
      end: fc.constantFrom('\n', '\n', '\r\n', '\r'),
      begin: fc.constantFrom(
        '',
        '',
        '',
        '',
        ...['\ufeff', '# remark\n', '\ufeff\ufeff', 'sep=;\n', '\n\nsep=,\n', '\n', '\r\n\r\n', ' \n'],
      ),
      gap: fc.constantFrom('', '', '', ' '),
      between: fc.array(fc.tuple(fc.nat(15), fc.constantFrom(...LINES)), { maxLength: 1 }),
      swaps: fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 1 }),
      tail: fc.constantFrom('', '\n', '\n', '\n\n', '\r', '\n1,'),
    })
    .map(({ rows, columns, separator, end, begin, gap, between, swaps, tail }) => {
      const fields = [
        ...['episode', 't', 'state', 'action', 'reward', 'next_state', 'terminated', 'hidden', 'propensity'],
        ...['propensity_0', 'propensity_1', 'note'],
      ];
      const lines = rows.map((values) => columns.map((k) => values[k]).join(separator));
      for (const [i, j] of swaps) if (i < lines.length && j < lines.length) [lines[i], lines[j]] = [lines[j], lines[i]];
      for (const [place, line] of between) lines.splice(place, 0, line);
      const head = columns.map((k) => fields[k]).join(separator + gap);
      return begin + [head, ...lines].join(end) + tail;
    });
}
