/* The Gumbel-max kernels by the formulas of src/mechanisms/kernels: see gumbelMaxPair.ts for what they mean. */
#include "sort.h"
#include <string.h>

/* gumbelMaxCoupling.ts: shape (K x K). */
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
  for (; i < n; i++) {
    double *row = out + order[i] * n_outcomes, sum = 0;
    for (int j = i - 1; j >= 0; j--) {
      sum += delta[j];
      row[order[j]] = P[i] * sum * Q[j];
    }
  }
}

/* gumbelMaxCommonRow.ts, by way of commonOutcomes.ts: p and q of np and nq outcomes in increasing order, x a position in p; shape (nq). */
static void sparse_row(const uint32_t *p_outcome, const double *p, int np, int x, const uint32_t *q_outcome,
                       const double *q, int nq, double *out) {
  static double across[CAPACITY], keys[CAPACITY], below[CAPACITY];
  static int32_t items[CAPACITY];
  int observed = -1, i = 0, n = 0;
  double total = 0, above = 0, only_q = 0;
  for (int j = 0; j < nq; j++) {
    for (; i < np && p_outcome[i] < q_outcome[j]; i++) {
      total += p[i];
      if (i != x) above += p[i];
    }
    out[j] = across[j] = 0;
    if (i < np && p_outcome[i] == q_outcome[j]) {
      if (i == x) observed = j;
      across[j] = p[i];
      total += p[i++];
    }
    if (across[j] == 0) only_q += q[j];
  }
  for (; i < np; i++) {
    total += p[i];
    if (i != x) above += p[i];
  }
  const double px = p[x], qx = observed < 0 ? 0 : q[observed];
  const int x_lower = px <= qx;
  double s = x_lower ? px / qx : 1, c = x_lower ? 1 : qx / px;
  for (int k = 0; k < nq; k++) {
    if (across[k] == 0 || across[k] > q[k] || k == observed) continue;
    const double key = across[k] / q[k];
    if (x_lower && key >= s) above += across[k];
    else {
      keys[n] = key;
      items[n++] = k;
    }
  }
  const int n_lower = n;
  for (int k = 0; k < nq; k++) {
    if (across[k] <= q[k] || k == observed) continue;
    const double ratio = q[k] / across[k];
    if (x_lower || ratio <= c) above += across[k];
    else {
      keys[n] = -ratio;
      items[n++] = k;
    }
  }
  sort_by_key(keys, items, 0, n_lower);
  sort_by_key(keys, items, n_lower, n);
  double sum_below = only_q, sum = 0;
  for (int k = 0; k < n; k++) {
    below[k] = sum_below;
    sum_below += q[items[k]];
  }
  double N = c * above + s * sum_below + (x_lower ? px : qx);
  if (observed >= 0) out[observed] = total * c / N;
  above += px;
  for (int k = n - 1; k >= 0; k--) {
    const int item = items[k], lower = k < n_lower;
    const double s_now = lower ? keys[k] : 1, c_now = lower ? 1 : -keys[k];
    const double N_now = c_now * above + s_now * below[k] + (lower ? across[item] : q[item]);
    sum += (s * c_now - s_now * c) / N_now / N;
    out[item] = total * sum * q[item];
    above += across[item];
    s = s_now;
    c = c_now;
    N = N_now;
  }
  if (only_q == 0) return;
  const double share = total * (sum + s / above / N);
  for (int k = 0; k < nq; k++)
    if (across[k] == 0) out[k] = share * q[k];
}
