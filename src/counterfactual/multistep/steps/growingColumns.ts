/** A column of integers and one of numbers, written from their start again and again, whose room grows as it must. */
export interface GrowingColumns {
  clear(): void;
  integer(value: number): void;
  number(value: number): void;
  nIntegers(): number;
  nNumbers(): number;
  /**
   * What was written.
   *
   * @param keep whether it is to outlast the next `clear`: then it is a copy, else a view
   */
  written(keep: boolean): { readonly integer: Uint32Array; readonly number: Float64Array };
}

const LEAST = 1024;

export function growingColumns(): GrowingColumns {
  let [integers, numbers] = [new Uint32Array(LEAST), new Float64Array(LEAST)];
  let [nIntegers, nNumbers] = [0, 0];
  return {
    clear() {
      nIntegers = nNumbers = 0;
    },
    integer(value) {
      if (nIntegers === integers.length) {
        const grown = new Uint32Array(2 * nIntegers);
        grown.set(integers);
        integers = grown;
      }
      integers[nIntegers++] = value;
    },
    number(value) {
      if (nNumbers === numbers.length) {
        const grown = new Float64Array(2 * nNumbers);
        grown.set(numbers);
        numbers = grown;
      }
      numbers[nNumbers++] = value;
    },
    nIntegers: () => nIntegers,
    nNumbers: () => nNumbers,
    written: (keep) => ({
      integer: keep ? integers.slice(0, nIntegers) : integers.subarray(0, nIntegers),
      number: keep ? numbers.slice(0, nNumbers) : numbers.subarray(0, nNumbers),
    }),
  };
}
