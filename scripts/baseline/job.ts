/** One loop, measured: CPU seconds, and sums of what it made by which two loops are compared. */
export interface Measured {
  readonly seconds: number;
  readonly sums: readonly number[];
}

/** The same work for JavaScript and for a program in C. */
export interface BaselineJob {
  /** Name of the C source in this folder, without its ending. */
  readonly source: 'simulate' | 'rows';
  /** What the program reads, in its order. */
  readonly tables: readonly ArrayBufferView[];
  /** A name for each loop that the job measures. */
  readonly names: readonly string[];
  /** Runs the loops in JavaScript; the program prints a line for each. */
  readonly run: () => readonly Measured[];
}

/** CPU seconds, user and system, of all threads of the process: the compiler and the collector count. */
export function cpuSeconds(run: () => void): number {
  const begun = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

/** The arrays as one file: of each its length in bytes as 32 bits, then the bytes. */
export function fileOf(tables: readonly ArrayBufferView[]): Buffer {
  return Buffer.concat(
    tables.flatMap(({ buffer, byteOffset, byteLength }) => [
      Buffer.from(Uint32Array.of(byteLength).buffer),
      Buffer.from(buffer, byteOffset, byteLength),
    ]),
  );
}
