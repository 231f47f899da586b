/**
 * What a learned mechanism is to make small: a function of the coupling J of X ~ p and Y ~ q.
 *
 *     cost            sum over x, y of J[x,y] cost[x,y]
 *     low-rank        the same with cost[x,y] = sum over m of left[m,x] right[m,y]
 *     variance        Var(score[X] − score[Y])
 *     given           E(cost[Y] | X = observed)
 *     variance-given  Var(score[Y] | X = observed)
 *
 * The loss of `cost` and `low-rank` is exact to about 1e-15 max |cost|: take a large constant off first, no gradient
 * changes by it. For one score, `variance` is E((score[X] − score[Y])²) less a constant, at a third of the effort.
 */
export type Objective =
  | {
      readonly kind: 'cost';
      /** Shape (K × K), row-major. */
      readonly cost: Float64Array;
    }
  | {
      readonly kind: 'low-rank';
      readonly rank: number;
      /** Shape (rank × K), row-major. */
      readonly left: Float64Array;
      /** Shape (rank × K), row-major. */
      readonly right: Float64Array;
    }
  | {
      readonly kind: 'variance';
      /** Shape (K). */
      readonly score: Float64Array;
    }
  | {
      readonly kind: 'given';
      /** The outcome X that was observed, with p[observed] ≥ 1e-30. */
      readonly observed: number;
      /** Shape (K): the cost of each Y. */
      readonly cost: Float64Array;
    }
  | {
      readonly kind: 'variance-given';
      /** The outcome X that was observed, with p[observed] ≥ 1e-30. */
      readonly observed: number;
      /** Shape (K). */
      readonly score: Float64Array;
    };
