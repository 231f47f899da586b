import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type CellForest, forestFlows } from '../../../src/mechanisms/kernels/forestFlows.js';

function forest(nRows: number, nColumns: number, cells: readonly (readonly [number, number])[]): CellForest {
  const row = Int32Array.from(cells, ([i]) => i);
  const column = Int32Array.from(cells, ([, j]) => j);
  return { nRows, nColumns, row, column };
}

describe('forestFlows', () => {
  test('a tree decides every flow', () => {
    const flows = forestFlows(
      Float64Array.of(0.5, 0.5),
      Float64Array.of(0.25, 0.375, 0.375),
      forest(2, 3, [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 2],
      ]),
    );
    expect(Array.from(flows)).toEqual([0.25, 0.25, 0, 0, 0.125, 0.375]);
  });

  test('a tree that is slightly infeasible gives no negative flow, and whole rows and columns', () => {
    // The flow of (1, 0) would be −1e-9.
    const [p, q] = [Float64Array.of(0.5 + 1e-9, 0.5 - 1e-9), Float64Array.of(0.5, 0.5)];
    const flows = forestFlows(
      p,
      q,
      forest(2, 2, [
        [0, 0],
        [1, 0],
        [1, 1],
      ]),
    );
    expect(flows).toBeAllClose([0.5, 1e-9, 0, 0.5 - 1e-9], { rtol: 0, atol: 1e-16 });
  });

  test('no cells at all: the north-west corner', () => {
    const flows = forestFlows(Float64Array.of(0.5, 0.5), Float64Array.of(0.25, 0.75), forest(2, 2, []));
    expect(Array.from(flows)).toEqual([0.25, 0.25, 0, 0.5]);
  });

  // A path through the table, as the north-west corner would take, with steps right (true) or down.
  const path = fc.tuple(
    fc.array(fc.boolean(), { minLength: 2, maxLength: 60, size: 'max' }),
    fc.infiniteStream(fc.nat(9)),
  );
  test.prop([path])('recovers any flows on a tree from their sums', ([steps, sizes]) => {
    const cells: [number, number][] = [[0, 0]];
    for (const right of steps) {
      const [i, j] = cells[cells.length - 1];
      cells.push(right ? [i, j + 1] : [i + 1, j]);
    }
    const nRows = cells[cells.length - 1][0] + 1;
    const nColumns = cells[cells.length - 1][1] + 1;
    const wanted = new Float64Array(nRows * nColumns);
    // Whole numbers of 2^-20: their sums are exact.
    for (const [i, j] of cells) wanted[i * nColumns + j] = (1 + (sizes.next().value as number)) / 2 ** 20;
    const p = Float64Array.from({ length: nRows }, (_, i) =>
      wanted.subarray(i * nColumns, (i + 1) * nColumns).reduce((a, b) => a + b),
    );
    const q = Float64Array.from({ length: nColumns }, (_, j) =>
      wanted.filter((_value, cell) => cell % nColumns === j).reduce((a, b) => a + b),
    );
    expect(forestFlows(p, q, forest(nRows, nColumns, cells))).toEqual(wanted);
  });
});
