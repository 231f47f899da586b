import type { UnmodelledRule } from '../../counterfactual/chain/observedModel.js';
/** Options that several commands share, so that they read the same everywhere. */
export const shared = {
  env: { type: 'string', describe: 'environment: a name (see `couplet list envs`) or a file of your own' },
  set: {
    type: 'string',
    array: true,
    // One value an occurrence, so that a file name after it is not swallowed.
    nargs: 1,
    default: [] as string[],
    describe: 'parameter of the environment, as key=value; may be given more than once',
  },
  round: { type: 'number', describe: 'to what the probabilities in files were rounded, as 1e-4 for four decimals' },
  seed: { type: 'number', default: 1, describe: 'seed of every random draw, an integer from 0' },
  json: { type: 'boolean', default: false, describe: 'print one JSON object instead of a table' },
  out: { type: 'string', describe: 'file to write' },
  picture: { type: 'string', describe: 'SVG file to write: what the table says, drawn' },
  horizon: { type: 'number', describe: 'most steps of a run' },
  discount: { type: 'number', default: 1, describe: 'weight of a reward one step later' },
  /** Of commands in which a policy acts: see `resolveActing`. */
  clinician: {
    type: 'string',
    describe: 'the clinician who follows --policy, where that is advice: a name or a file',
  },
  exact: {
    type: 'boolean',
    default: false,
    describe:
      'in fractions, without a rounding: for models of some 40 states whose numbers are short, as 0.25 or 1/3 to all digits',
  },
  override: {
    type: 'string',
    describe: 'JSON file of what to change about the model first: rows, rewards, the start; what if?',
  },
  /** Of commands that value a policy: see `chosenDiscount`. */
  policyDiscount: {
    type: 'number',
    describe: 'weight of a reward one step later (default: what the policy was solved at, where its file says; else 1)',
  },
} as const;

/** `--json` of commands whose data go to a file. */
export const summaryJson = {
  type: 'boolean',
  default: false,
  describe: 'print what was written as one JSON object (with --out FILE)',
} as const;

/** A queue of trials. */
export const redisOption = {
  type: 'string',
  describe:
    'Redis that holds the queue: redis://HOST:PORT, rediss:// for TLS; a password is better kept in COUPLET_REDIS_PASSWORD',
} as const;

/** Options of commands that run trials. */
export const runOptions = {
  workers: {
    type: 'number',
    describe: 'trials that run at once (default: one a core; one alone where time is measured)',
  },
  out: {
    type: 'string',
    describe: 'folder for every trial, results.json and pictures; an interrupted run goes on from it',
  },
  shard: {
    type: 'string',
    describe:
      'run only part i of n, as 0/3, 1/3 and 2/3 on three machines that share --out, and report nothing; the same command without it reports on all',
  },
  redis: {
    type: 'string',
    describe:
      'have workers run the trials (`couplet worker`), on any machines that share --out: redis://HOST:PORT of the Redis that holds the queue, rediss:// for TLS; a password is better kept in COUPLET_REDIS_PASSWORD',
  },
  'allow-mixed': {
    type: 'boolean',
    default: false,
    describe:
      'take trials from --out that another version of Couplet or Node, another kind of processor or another tfjs backend ran',
  },
} as const;

/** The log, as a positional. */
export const logFile = {
  type: 'string',
  demandOption: true,
  describe: 'trajectories (.csv, .tsv, .jsonl or .json, also .gz; .parquet, .npz or .npy; - for standard input)',
} as const;

/** What a log is evaluated with. */
export const problemOptions = {
  mdp: { type: 'string', demandOption: true, describe: 'MDP file' },
  policy: {
    type: 'string',
    demandOption: true,
    describe: 'target policy: a name or a file, also one of your own (.mjs)',
  },
} as const;

/** Of commands that take a model and a log into counterfactuals. */
export const unmodelledOption: {
  readonly choices: readonly UnmodelledRule[];
  readonly default: UnmodelledRule;
  readonly describe: string;
} = {
  choices: ['mix', 'skip', 'refuse'],
  default: 'mix',
  describe:
    'what to do about a logged transition that the model gives probability 0. mix: it is one more case of its row, for that step; skip: what follows there is drawn anew, by the model; refuse',
};

/** Mechanisms to set side by side. */
export const mechanismsOption = {
  type: 'string',
  array: true,
  nargs: 1,
  default: ['independent', 'gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'] as string[],
  describe: 'causal mechanism: a name or a file; may be given more than once',
} as const;

/** Draws for mechanisms without a closed form. */
export const drawsOption = {
  type: 'number',
  default: 10_000,
  describe: 'draws for a mechanism without a closed form',
} as const;

/** How mechanisms that order states, or costs, score them. */
export const scoreOptions = {
  score: {
    choices: ['reward', 'value'],
    default: 'reward',
    describe: 'score of a state: reward of entering it, or that and the value of what follows under the target policy',
  },
  'score-discount': { type: 'number', default: 0.99, describe: 'discount of a value score' },
} as const;

/** As `scoreOptions`, for commands that take the mean over several scores. */
export const severalScoresOptions = {
  score: {
    type: 'string',
    array: true,
    nargs: 1,
    default: ['reward'] as string[],
    describe:
      'score of a state: reward (of entering it), value (that and the value of what follows under the target policy), or a file of scores (.csv, .json); may be given more than once',
  },
  'score-discount': { type: 'number', default: 0.99, describe: 'discount of a value score' },
} as const;

/** Of commands that read, or need, what actions are made of. */
export const partsOption = {
  type: 'string',
  array: true,
  nargs: 1,
  default: [] as string[],
  describe:
    'what actions are made of: a part and the actions that have it, by number or name, as antibiotics=1,3; may be given more than once (default: as the model, or else the environment, has it)',
} as const;

/** A number, or the name of a file. */
function countOrFile(text: string): number | string {
  const number = typeof text === 'string' && text.trim() !== '' ? Number(text) : NaN;
  return Number.isNaN(number) ? text : number;
}

/** Options that say what a log holds; needed for logs that Couplet did not write. With them goes `shared.set`. */
export const logOptions = {
  format: {
    choices: ['csv', 'jsonl', 'json', 'parquet', 'npz', 'npy'],
    describe: 'format of the log (default: by its name; csv on standard input)',
  },
  env: {
    type: 'string',
    describe: 'environment the log comes from, where the log does not say, or says one of your own: a name or its file',
  },
  'log-space': { type: 'string', describe: 'state space of the log, where the log does not say' },
  states: {
    type: 'string',
    describe:
      'number of states of a log without an environment (default: the largest + 1); or a file of `couplet states`, or a model of such states, by which features in the log become states',
    coerce: (text: string): number | string => countOrFile(text),
  },
  actions: { type: 'number', describe: 'number of actions of such a log (default: the largest + 1)' },
  column: {
    type: 'string',
    array: true,
    nargs: 1,
    default: [] as string[],
    describe: 'name of a column in the log, as state=s; may be given more than once',
  },
  names: {
    choices: ['minari', 'd4rl', 'rllib'],
    describe: 'library whose names the columns or arrays of the log have',
  },
  separator: {
    choices: [',', ';', 'tab'],
    describe: 'what separates the fields of CSV (default: as in the line of column names)',
  },
  decimal: { choices: ['.', ','], describe: 'decimal mark of CSV (default: as it is met)' },
  end: {
    type: 'string',
    array: true,
    nargs: 1,
    default: [] as string[],
    describe: 'state in which runs end, as death=750; may be given more than once',
  },
  outcome: { type: 'string', describe: 'column that says how each run ended: 0 and 1, true and false, or names' },
  ends: { choices: ['terminated', 'truncated'], describe: 'how every run ended, where no column says it' },
  'ends-terminate': {
    type: 'boolean',
    describe: 'a run that stops in a state in which others end has ended too',
  },
  'number-states': { type: 'boolean', describe: 'number the states, whatever the log calls them' },
  'number-actions': { type: 'boolean', describe: 'number the actions, whatever the log calls them' },
  'number-steps': {
    type: 'boolean',
    describe: 'number the steps of each episode anew, in the order of t (of the rows, without t)',
  },
  'empty-reward': { type: 'number', describe: 'what an empty reward stands for, as 0' },
  round: { type: 'number', describe: 'to what the probabilities in files were rounded, as 1e-4 for four decimals' },
  propensity: {
    type: 'boolean',
    describe: "use the log's propensities, if it has them; --no-propensity leaves them alone",
  },
  'log-description': {
    type: 'string',
    describe:
      'file that says how to read the log, as `couplet describe` writes it (default: the one beside it), or none',
  },
} as const;
