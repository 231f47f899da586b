import fc from 'fast-check';
import { messyNumber, messyRows, rarely } from '../messyRows.js';

const NUMBERS = [
  ...['-0', '0.5', '-0.25', '1.50', '01', '.5', '5.', '-.5', '+1', '1e3', '1E-2', '-', '1.2.3', '0x10', '1_0', 'NaN'],
  ...['Infinity', '-Infinity', '0.1234567890123456789', '0.30000000000000004', '1e400', '9007199254740993', '"1.5"'],
  ...['null', 'true', '""', '[1]', '{}', 'abc', '123456789012345678'],
];
const INTEGERS = [
  ...['-1', '1.0', '01', '00', '"1"', '2147483648', '123456789', '1234567890', 'null', 'true', '1e0', '"x"', '[0,1]'],
  '-0',
];
const FLAGS = ['true', 'false', 'null', '"yes"', '2', '1.0', '01', '-1', 'tru', 'True', '"1"'];
const NAMES = [
  ...['"q"', '"é"', '"a,b}"', '"say \\"so\\""', '"\\u0041"', '""', '007', '7.0', '-3', '9007199254740993', 'null'],
  ...['12345678901234567', '"tab\there"', `"${'p'.repeat(70)}"`, '"0"', '0', '1'],
];
const NOTES = ['"x"', '"\\n"', 'null', 'true', '1.5', '[1,2]', '{"a":1}', '.5', 'tru', '"open', '"a\tb"', '1.', '-'];
const LINES = ['', '   ', '\r', '{}', '[]', '1', 'null', '{"episode":"a"}', '{"couplet":{}}', '{', '\ufeff', 'x'];
const KEYS = ['episode', 't', 'state', 'action', 'reward', 'next_state', 'terminated', 'propensity', 'note', 'hidden'];

/** What stands in a field now and then, most of it wrong or in need of a closer look. */
export const ODD_VALUES: readonly string[] = [...new Set([...NUMBERS, ...INTEGERS, ...FLAGS, ...NAMES, ...NOTES])];

/** Texts of logs as JSON lines with whatever is met in such files, some of it right and some wrong. */
export function messyJson(): fc.Arbitrary<string> {
  const rare = rarely(200);
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
      rare('0.5', NUMBERS),
      rare('"x"', NOTES),
      rare('3', INTEGERS),
    );
  const names = fc.constantFrom(['0', '1', '2'], ['4', '5', '6'], ['"x"', '"y"', '"z"'], ['0', '"é"', '"q,"']);
  return fc
    .record({
      rows: messyRows(names, row),
      columns: fc.subarray([7, 8, 9]).map((more) => [0, 1, 2, 3, 4, 5, 6, ...more]),
      style: fc.constantFrom(
        [',', ':', '{', '}'],
        [', ', ': ', '{', '}'],
        [' , ', ' : ', '{ ', ' }'],
        [',  ', ':\t', ' {', '} '],
      ),
      end: fc.constantFrom('\n', '\n', '\r\n'),
      begin: fc.constantFrom(
        '',
        '',
        '',
        '',
        '\ufeff',
        '\n\n',
        ' \r\n',
        '\ufeff\n',
        '{"couplet":{"nStates":9}}\n',
        '[\n',
      ),
      between: fc.array(fc.tuple(fc.nat(15), fc.constantFrom(...LINES)), { maxLength: 1 }),
      odd: fc.array(fc.tuple(fc.nat(15), fc.nat(7), fc.constantFrom('twice', 'left', 'last')), { maxLength: 1 }),
      tail: fc.constantFrom('', '\n', '\n', '\n\n', '\r', '\n{"episode":'),
    })
    .map(({ rows, columns, style: [comma, colon, open, close], end, begin, between, odd, tail }) => {
      const members = rows.map((values) => columns.map((k) => `"${KEYS[k]}"${colon}${values[k]}`));
      for (const [line, key, what] of odd) {
        const member = members.at(line)?.at(key);
        if (member === undefined) continue;
        members[line].splice(key, what === 'twice' ? 0 : 1);
        if (what !== 'left') members[line].push(member);
      }
      const lines = members.map((each) => open + each.join(comma) + close);
      for (const [place, line] of between) lines.splice(place, 0, line);
      return begin + lines.join(end) + tail;
    });
}
