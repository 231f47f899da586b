/* The Gumbel-max kernels by the formulas of src/mechanisms/kernels: see gumbelMaxPair.ts for what they mean. */
#include "sort.h"
#include <string.h>

/* gumbelMaxCoupling.ts and couplingOfPair.ts: shape (K x K). */
static void coupling(const double *p, const double *q, int n_outcomes, double *out) {
  static double N[CAPACITY], A[CAPACITY], P[CAPACITY], Q[CAPACITY], delta[CAPACITY];
  static int32_t order[CAPACITY];
  int n = 0;
  for (int k = 0; k < n_outcomes; k++) {
    if (p[k] > q[k] || q[k] == 0) continue;
    order[n] = k;
    N[n++] = p[k] / q[k];
  }
  const int n_lower = n;
  for (int k = 0; k < n_outcomes; k++) {
    if (p[k] <= q[k]) continue;
    order[n] = k;
    N[n++] = -(q[k] / p[k]);
  }
  sort_by_key(N, order, 0, n_lower);
  sort_by_key(N, order, n_lower, n);
  double above = 0, below = 0, s_before = 0, c_before = 0;
  for (int k = n - 1; k >= 0; k--) {
    P[k] = p[order[k]];
    Q[k] = q[order[k]];
    A[k] = above;
    above += P[k];
  }
  for (int k = 0; k < n; k++) {
    const int lower = k < n_lower;
    const double s = lower ? N[k] : 1, c = lower ? 1 : -N[k];
    N[k] = c * A[k] + s * below + (lower ? P[k] : Q[k]);
    below += Q[k];
    if (k > 0) {
      const double step = lower ? s - s_before : k == n_lower ? 1 - s_before * c : c_before - c;
      delta[k - 1] = step / N[k - 1] / N[k];
    }
    s_before = s;
    c_before = c;
  }
  memset(out, 0, sizeof(double) * n_outcomes * n_outcomes);
  for (int k = 0; k < n; k++) out[order[k] * n_outcomes + order[k]] = (k < n_lower ? P[k] : Q[k]) / N[k];
  int i = 0;
  for (; i + 3 < n; i += 4) {
    double *row[4], sum[4] = {0, delta[i], delta[i + 1], delta[i + 2]};
    for (int r = 0; r < 4; r++) row[r] = out + order[i + r] * n_outcomes;
    for (int r = 1; r < 4; r++)
      for (int j = i + r - 1; j >= i; j--) {
        if (j < i + r - 1) sum[r] += delta[j];
        row[r][order[j]] = P[i + r] * sum[r] * Q[j];
      }
    for (int j = i - 1; j >= 0; j--)
      for (int r = 0; r < 4; r++) {
        sum[r] += delta[j];
        row[r][order[j]] = P[i + r] * sum[r] * Q[j];
      }
  }
  if (i + 1 < n) {
    double *row0 = out + order[i] * n_outcomes, *row1 = out + order[i + 1] * n_outcomes, sum0 = 0, sum1 = delta[i];
    row1[order[i]] = P[i + 1] * sum1 * Q[i];
    for (int j = i - 1; j >= 0; j--) {
      sum0 += delta[j];
      sum1 += delta[j];
      row0[order[j]] = P[i] * sum0 * Q[j];
      row1[order[j]] = P[i + 1] * sum1 * Q[j];
    }
    i += 2;
  }
  for (; i < n; i++) {
    double *row = out + order[i] * n_outcomes, sum = 0;
    for (int j = i - 1; j >= 0; j--) {
      sum += delta[j];
      row[order[j]] = P[i] * sum * Q[j];
    }
  }
}

/* gumbelMaxCommonRow.ts: of n common outcomes, x a position among them or -1; returns the factor of the others. */
static double common_row(const double *p, const double *q, int n_common, int x, double px, double total, double rest,
                         double *out) {
  static double keys[CAPACITY], upper_keys[CAPACITY], below[CAPACITY];
  static int32_t items[CAPACITY], upper[CAPACITY];
  const double qx = x < 0 ? 0 : q[x];
  const int x_lower = px <= qx;
  double s = x_lower ? px / qx : 1, c = x_lower ? 1 : qx / px;
  int n = 0, n_upper = 0;
  for (int k = 0; k < n_common; k++) {
    out[k] = 0;
    if (k == x) continue;
    if (p[k] <= q[k]) {
      const double ratio = p[k] / q[k];
      if (x_lower && ratio >= s) continue;
      keys[n] = ratio;
      items[n++] = k;
    } else if (!x_lower) {
      const double ratio = q[k] / p[k];
      if (ratio <= c) continue;
      upper_keys[n_upper] = -ratio;
      upper[n_upper++] = k;
    }
  }
  const int n_lower = n;
  for (int k = 0; k < n_upper; k++) {
    keys[n] = upper_keys[k];
    items[n++] = upper[k];
  }
  sort_by_key(keys, items, 0, n_lower);
  sort_by_key(keys, items, n_lower, n);
  double sum_below = rest, p_below = 0;
  for (int k = 0; k < n; k++) {
    below[k] = sum_below;
    sum_below += q[items[k]];
    p_below += p[items[k]];
  }
  double above = total - px - p_below;
  if (above < 0) above = 0;
  double N = c * above + s * sum_below + (x_lower ? px : qx);
  if (x >= 0) out[x] = total * c / N;
  above += px;
  double sum = 0;
  for (int k = n - 1; k >= 0; k--) {
    const int item = items[k], lower = k < n_lower;
    const double s_now = lower ? keys[k] : 1, c_now = lower ? 1 : -keys[k];
    const double N_now = c_now * above + s_now * below[k] + (lower ? p[item] : q[item]);
    sum += (s * c_now - s_now * c) / N_now / N;
    out[item] = total * sum * q[item];
    above += p[item];
    s = s_now;
    c = c_now;
    N = N_now;
  }
  return total * (sum + s / above / N);
}

/* commonOutcomes.ts: p and q of np and nq outcomes in increasing order, x a position in p; shape (nq). */
static void sparse_row(const uint32_t *p_outcome, const double *p, int np, int x, const uint32_t *q_outcome,
                       const double *q, int nq, double *out) {
  static double common_p[CAPACITY], common_q[CAPACITY], values[CAPACITY];
  static int32_t place[CAPACITY];
  int i = 0, j = 0, n = 0, common_x = -1;
  double total = 0, rest = 0;
  while (i < np && j < nq) {
    if (p_outcome[i] < q_outcome[j]) total += p[i++];
    else if (p_outcome[i] > q_outcome[j]) rest += q[j++];
    else {
      total += p[i];
      if (p[i] > 0 && q[j] > 0) {
        if (i == x) common_x = n;
        common_p[n] = p[i];
        common_q[n] = q[j];
        place[n++] = j;
      } else rest += q[j];
      i++;
      j++;
    }
  }
  while (i < np) total += p[i++];
  while (j < nq) rest += q[j++];
  const double factor = common_row(common_p, common_q, n, common_x, p[x], total, rest, values);
  if (n < nq)
    for (int k = 0; k < nq; k++) out[k] = factor * q[k];
  for (int k = 0; k < n; k++) out[place[k]] = values[k];
}
