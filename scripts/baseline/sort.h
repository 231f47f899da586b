/* src/mechanisms/kernels/sortByKey.ts: positions start to end - 1 of keys upwards, items carried along, stable. */
#include <stdint.h>

enum { RUN = 32, CAPACITY = 512 };

static inline void insertion_sort(double *keys, int32_t *items, int start, int end) {
  for (int i = start + 1; i < end; i++) {
    const double key = keys[i];
    const int32_t item = items[i];
    int j = i - 1;
    for (; j >= start && keys[j] > key; j--) {
      keys[j + 1] = keys[j];
      items[j + 1] = items[j];
    }
    keys[j + 1] = key;
    items[j + 1] = item;
  }
}

static inline void merge_runs(double *keys, int32_t *items, int first, int middle, int end) {
  static double left_keys[CAPACITY];
  static int32_t left_items[CAPACITY];
  if (keys[middle - 1] <= keys[middle]) return;
  const int n_left = middle - first;
  for (int i = 0; i < n_left; i++) {
    left_keys[i] = keys[first + i];
    left_items[i] = items[first + i];
  }
  for (int left = 0, right = middle, to = first; left < n_left; to++) {
    const int from_right = right < end && keys[right] < left_keys[left];
    keys[to] = from_right ? keys[right] : left_keys[left];
    items[to] = from_right ? items[right++] : left_items[left++];
  }
}

static inline void sort_by_key(double *keys, int32_t *items, int start, int end) {
  for (int first = start; first < end; first += RUN)
    insertion_sort(keys, items, first, first + RUN < end ? first + RUN : end);
  for (int width = RUN; width < end - start; width *= 2)
    for (int first = start; first + width < end; first += 2 * width)
      merge_runs(keys, items, first, first + width, first + 2 * width < end ? first + 2 * width : end);
}
