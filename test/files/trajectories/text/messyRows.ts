import fc from 'fast-check';

/** A usual text, and once in a while another one, which is odd. */
export function rarely(weight: number): (usual: string, others: readonly string[]) => fc.Arbitrary<string> {
  return (usual, others) =>
    fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

/** Numbers as logs write them, short, exact or with many decimals, and an odd one now and then. */
export function messyNumber(odd: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom('0', '1', '-0.5', '0.125') },
    { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
    { weight: 3, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }).map((x) => x.toFixed(18)) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

/** Rows of one to five steps of each of some episodes, one episode after another. */
export function messyRows(
  names: fc.Arbitrary<readonly string[]>,
  row: (name: string, t: number, last: boolean) => fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<readonly (readonly string[])[]> {
  const episode = (name: string): fc.Arbitrary<readonly (readonly string[])[]> =>
    fc.nat(4).chain((last) => fc.tuple(...Array.from({ length: last + 1 }, (_, t) => row(name, t, t === last))));
  return names.chain((all) => fc.tuple(...all.map(episode))).map((episodes) => episodes.flat());
}
