/** How a command is called, and what it does, in a line. */
export interface CommandSummary {
  readonly usage: string;
  readonly summary: string;
}

export type CommandName =
  | 'simulate'
  | 'describe'
  | 'states'
  | 'split'
  | 'check-states'
  | 'model'
  | 'fit'
  | 'solve'
  | 'value'
  | 'evaluate'
  | 'explain'
  | 'effect'
  | 'compare'
  | 'table'
  | 'train'
  | 'aggregate'
  | 'sql'
  | 'ope'
  | 'select'
  | 'improve'
  | 'check'
  | 'report'
  | 'playground'
  | 'benchmark'
  | 'reproduce'
  | 'worker'
  | 'slurm'
  | 'list'
  | 'demo';

/** All commands in the order of the pipeline: what `couplet --help` says, before any of them is loaded. */
export const summaries: Readonly<Record<CommandName, CommandSummary>> = {
  simulate: { usage: 'simulate', summary: 'draw trajectories from an environment or an MDP' },
  describe: {
    usage: 'describe <log>',
    summary: 'look at a log, say what was understood, and write it down for all other commands',
  },
  states: {
    usage: 'states <features>',
    summary: 'make states of features, such as vitals and labs, by k-means: by them other commands read a log',
  },
  'check-states': {
    usage: 'check-states <log>',
    summary: 'test from the log alone whether its states hide what moved choices or outcomes',
  },
  split: { usage: 'split <log>', summary: 'cut a log in two by episode: one part to learn from, one to judge by' },
  model: { usage: 'model', summary: 'write the exact MDP of an environment' },
  fit: { usage: 'fit [log]', summary: 'fit an MDP to trajectories, or to counts of them' },
  solve: { usage: 'solve <mdp>', summary: 'find the best policy of an MDP' },
  value: { usage: 'value', summary: 'exact value and outcome probabilities of a policy' },
  evaluate: { usage: 'evaluate <log>', summary: 'say what would have happened to each patient under another policy' },
  explain: {
    usage: 'explain <log>',
    summary: 'say which decisions would have changed how patients fared, and how sure that is',
  },
  effect: { usage: 'effect <log>', summary: 'compare how variable mechanisms make the effect of single decisions' },
  compare: { usage: 'compare <log>', summary: 'compare how variable mechanisms leave the returns of whole runs' },
  table: {
    usage: 'table <patients>',
    summary: 'one decision, one table: necessity, sufficiency, benefit and harm, under every mechanism',
  },
  train: { usage: 'train <log>', summary: 'learn a causal mechanism that makes treatment effects least variable' },
  aggregate: {
    usage: 'aggregate [logs..]',
    summary: 'sum up a log of any length, a part of it at a time where it is large, for fit and ope',
  },
  sql: { usage: 'sql <what>', summary: 'print the query by which a database sums a log up, for fit or ope' },
  ope: { usage: 'ope [log]', summary: 'estimate the value of a policy from a log that another one wrote' },
  select: { usage: 'select <log>', summary: 'rank candidate policies by their estimated values' },
  improve: {
    usage: 'improve <log>',
    summary: 'find advice that makes the clinicians of a log better, if it shows any',
  },
  check: {
    usage: 'check <plugin>',
    summary: 'test a mechanism, environment, policy or estimator against the laws of its kind',
  },
  report: {
    usage: 'report <log>',
    summary: 'write a page that shows what policies would have done, how far to believe it, and lets one try what if',
  },
  playground: {
    usage: 'playground',
    summary: 'write a page on which to try the pipeline, and to play doctor against the physician and the optimum',
  },
  benchmark: {
    usage: 'benchmark',
    summary: 'measure estimators, or with --policies what learned policies promise, against exact values',
  },
  reproduce: { usage: 'reproduce <experiment>', summary: 'rerun a published experiment beside its published figures' },
  worker: {
    usage: 'worker',
    summary: 'run trials of reproduce or benchmark that were started with --redis, on any machine',
  },
  slurm: {
    usage: 'slurm <command>',
    summary: 'write the job script that runs reproduce or benchmark on a cluster with Slurm',
  },
  list: {
    usage: 'list [what]',
    summary: 'list environments, policies, mechanisms, assumptions, estimators and intervals',
  },
  demo: { usage: 'demo', summary: 'run all of it on simulated sepsis patients' },
};

/** The names of all commands, in the order of the pipeline. */
export const commandNames: readonly CommandName[] = Object.keys(summaries) as readonly CommandName[];

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(summaries, name);
}
