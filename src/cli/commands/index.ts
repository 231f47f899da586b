import type { CommandModule } from 'yargs';
import type { CommandName } from './summaries.js';

/**
 * Each command is loaded when it is called for: most bring libraries that take longer to load than others take to run.
 */
const modules: Readonly<Record<CommandName, () => Promise<CommandModule>>> = {
  simulate: async () => (await import('./simulate.js')).simulate,
  describe: async () => (await import('./describe.js')).describe,
  states: async () => (await import('./states.js')).states,
  'check-states': async () => (await import('./checkStates.js')).checkStates,
  split: async () => (await import('./split.js')).split,
  model: async () => (await import('./model.js')).model,
  fit: async () => (await import('./fit.js')).fit,
  solve: async () => (await import('./solve.js')).solve,
  value: async () => (await import('./value.js')).value,
  evaluate: async () => (await import('./evaluate.js')).evaluate,
  explain: async () => (await import('./explain.js')).explain,
  effect: async () => (await import('./effect.js')).effect,
  compare: async () => (await import('./compare.js')).compare,
  table: async () => (await import('./table.js')).table,
  train: async () => (await import('./train.js')).train,
  aggregate: async () => (await import('./aggregate.js')).aggregate,
  sql: async () => (await import('./sql.js')).sql,
  ope: async () => (await import('./ope.js')).ope,
  select: async () => (await import('./select.js')).select,
  improve: async () => (await import('./improve.js')).improve,
  check: async () => (await import('./check.js')).check,
  report: async () => (await import('./report.js')).report,
  playground: async () => (await import('./playground.js')).playground,
  benchmark: async () => (await import('./benchmark.js')).benchmark,
  reproduce: async () => (await import('./reproduce.js')).reproduce,
  worker: async () => (await import('./worker.js')).worker,
  slurm: async () => (await import('./slurm.js')).slurm,
  list: async () => (await import('./list.js')).list,
  demo: async () => (await import('./demo.js')).demo,
};

/** A command with its options and its work. */
export function loadCommand(name: CommandName): Promise<CommandModule> {
  return modules[name]();
}
