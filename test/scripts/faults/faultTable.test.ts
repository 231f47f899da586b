import { expect, it } from 'vitest';
import { faultTable } from '../../../scripts/faults/faultTable.js';

it('counts what was seen by folder and in all', () => {
  const tried = [
    { folder: 'ope', seen: true },
    { folder: 'cli', seen: false },
    { folder: 'ope', seen: false },
  ];
  expect(
    faultTable(tried)
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' ')),
  ).toEqual(['ope 1 of 2 seen', 'cli 0 of 1 seen', 'all 1 of 3 seen']);
});
