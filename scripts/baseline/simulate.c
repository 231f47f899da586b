/*
 * Draws episodes by alias tables into columns, draw for draw as src/trajectories/simulate/runTables.ts.
 * Prints CPU seconds of the loop and its room, then sums over the columns by which the two are compared.
 */
#include "streams.h"
#include "tables.h"

typedef struct {
  const uint32_t *start, *alias;
  const double *threshold;
} alias_tables;

static inline uint32_t draw_entry(stream *s, alias_tables tables, uint32_t row) {
  const uint32_t first = tables.start[row];
  const double scaled = uniform(s) * (tables.start[row + 1] - first);
  const uint32_t cell = (uint32_t)scaled;
  return scaled - cell < tables.threshold[first + cell] ? first + cell : first + tables.alias[first + cell];
}

static alias_tables next_tables(FILE *file) {
  alias_tables tables;
  tables.start = next_array(file);
  tables.threshold = next_array(file);
  tables.alias = next_array(file);
  return tables;
}

int main(int count, char **arguments) {
  FILE *file = open_tables(count, arguments);
  const uint32_t *parent = next_array(file), *settings = next_array(file);
  const size_t episodes = settings[0], horizon = settings[1], actions = settings[2];
  const alias_tables starts = next_tables(file), entries = next_tables(file);
  const uint32_t *action_of = next_array(file), *next_of = next_array(file);
  const double *reward_of = next_array(file), *probability = next_array(file);
  const uint8_t *ends = next_array(file);

  const double begun = cpu_seconds();
  const size_t most = episodes * horizon;
  int32_t *state = malloc(most * 4), *action = malloc(most * 4), *next_state = malloc(most * 4);
  double *reward = malloc(most * 8), *propensity = malloc(most * 8);
  uint32_t *episode_start = malloc((episodes + 1) * 4);
  uint8_t *terminated = malloc(episodes);
  if (!state || !action || !next_state || !reward || !propensity || !episode_start || !terminated) return 2;
  streams all;
  begin_streams(&all, parent);
  size_t at = 0;
  episode_start[0] = 0;
  for (size_t e = 0; e < episodes; e++) {
    stream random = stream_of(&all, (double)e);
    uint32_t s = draw_entry(&random, starts, 0);
    size_t t = 0;
    do {
      const uint32_t entry = draw_entry(&random, entries, s), taken = action_of[entry];
      state[at] = (int32_t)s;
      action[at] = (int32_t)taken;
      reward[at] = reward_of[entry];
      propensity[at] = probability[s * actions + taken];
      s = next_of[entry];
      next_state[at++] = (int32_t)s;
      t++;
    } while (!ends[s] && t < horizon);
    episode_start[e + 1] = (uint32_t)at;
    terminated[e] = ends[s] != 0;
  }
  const double seconds = cpu_seconds() - begun;

  double sums[6] = {0};
  for (size_t i = 0; i < at; i++) {
    const double weight = 1 + i % 7;
    sums[0] += weight * state[i];
    sums[1] += weight * action[i];
    sums[2] += weight * next_state[i];
    sums[3] += weight * reward[i];
    sums[4] += weight * propensity[i];
  }
  for (size_t e = 0; e < episodes; e++) sums[5] += terminated[e] ? episode_start[e + 1] : 0;
  printf("%.9f", seconds);
  for (int k = 0; k < 6; k++) printf(" %.17g", sums[k]);
  printf("\n");
  return 0;
}
