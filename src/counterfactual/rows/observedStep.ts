/**
 * One step of a log in the model's terms: which row was taken, of its own or added to it (see `ExtendedMdp`), and which
 * of its entries came out.
 */
export interface ObservedStep {
  readonly row: number;
  readonly entry: number;
}
