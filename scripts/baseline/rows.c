/*
 * Gumbel-max couplings and counterfactual rows of pairs of rows with K outcomes each.
 * Prints a line for the couplings and one for the rows: CPU seconds, then two sums by which they are compared: of one
 * entry of every repeat, and of all entries of the first repeats.
 */
#include "gumbelMax.h"
#include "tables.h"

static double weighed(const double *out, int length) {
  double sum = 0;
  for (int k = 0; k < length; k++) sum += out[k] * (k + 1) / length;
  return sum;
}

int main(int count, char **arguments) {
  FILE *file = open_tables(count, arguments);
  const uint32_t *settings = next_array(file), *outcome = next_array(file);
  const double *probability = next_array(file);
  const int size = settings[0], pairs = settings[1];
  if (size > CAPACITY) return 2;
  double *out = malloc(sizeof(double) * size * size);
  for (int rows = 0; rows < 2; rows++) {
    const int repeats = settings[2 + rows], length = rows ? size : size * size;
    double all = 0, some = 0, begun = 0;
    /* The first time over the pairs for all entries, unmeasured. */
    for (int i = -pairs; i < repeats; i++) {
      if (i == 0) begun = cpu_seconds();
      const int p = 2 * ((i + pairs) % pairs) * size, q = p + size;
      if (rows)
        sparse_row(outcome + p, probability + p, size, (i + pairs) % size, outcome + q, probability + q, size, out);
      else coupling(probability + p, probability + q, size, out);
      if (i < 0) all += weighed(out, length);
      else some += out[i % length];
    }
    printf("%.9f %.17g %.17g\n", cpu_seconds() - begun, some, all);
  }
  return 0;
}
