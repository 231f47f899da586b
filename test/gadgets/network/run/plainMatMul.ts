import type { MatMul } from '../../../../src/gadgets/network/run/matMul.js';

/** A product by three loops, for tests without tfjs. */
export const plainMatMul: MatMul = (a, b, nRows, nInner, nColumns) =>
  Float32Array.from({ length: nRows * nColumns }, (_, at) => {
    const [i, j] = [Math.floor(at / nColumns), at % nColumns];
    let sum = 0;
    for (let k = 0; k < nInner; k++) sum += a[i * nInner + k] * b[k * nColumns + j];
    return sum;
  });
