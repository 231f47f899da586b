import { refitOption } from '../refit/modelRefit.js';
import { drawsOption, logOptions, scoreOptions, shared, unmodelledOption } from '../arguments/options.js';
import { threadsOption } from '../arguments/threads.js';

/** What no other command asks. */
const estimateOptions = {
  behaviour: {
    type: 'string',
    describe:
      'behaviour policy, in place of any probabilities in the log: estimated (from the log), a file or a name; or logged (those probabilities; the default where there are any, else estimated)',
  },
  estimator: {
    type: 'string',
    array: true,
    nargs: 1,
    describe:
      'estimator: a name (see `couplet list estimators`) or a file of your own; may be given more than once (default: all that apply)',
  },
  interval: {
    type: 'string',
    default: 'bootstrap',
    describe: 'confidence interval (see `couplet list intervals`), or none',
  },
  level: { type: 'number', default: 0.95, describe: 'two-sided level of the intervals' },
  replicates: { type: 'number', default: 2000, describe: 'bootstrap replicates' },
  'return-range': {
    type: 'string',
    describe:
      "least and greatest possible return, as -1,1: for cis (default: of the log's environment), hoeffding, bernstein and betting; not to be read off the log",
  },
  'reward-range': { type: 'string', describe: 'least and greatest possible reward, for those intervals of pdis' },
  'max-ratio': { type: 'number', describe: 'largest possible ratio of the policies (default: that of --behaviour)' },
  'cross-fit': {
    type: 'number',
    default: 1,
    describe: 'folds of cross-fitting for the model inside dr, wdr and magic; 1 for none',
  },
  mdp: { type: 'string', describe: 'model to use as it is (default: fitted to the log, anew in every resample)' },
  mechanism: { type: 'string', default: 'gumbel-max', describe: 'causal mechanism of cf: a name or a file' },
  horizon: { type: 'number', describe: "most steps of a run (default: the log's horizon)" },
} as const;

/** Options of the commands that estimate values from a log, with those that say how to read it. */
export const opeOptions: typeof estimateOptions &
  typeof refitOption &
  typeof scoreOptions &
  typeof logOptions &
  Pick<typeof shared, 'seed' | 'json' | 'set'> & {
    readonly draws: typeof drawsOption;
    readonly threads: typeof threadsOption;
    readonly unmodelled: typeof unmodelledOption;
    readonly discount: typeof shared.policyDiscount;
  } = {
  ...estimateOptions,
  ...refitOption,
  ...scoreOptions,
  draws: drawsOption,
  threads: threadsOption,
  unmodelled: unmodelledOption,
  discount: shared.policyDiscount,
  seed: shared.seed,
  json: shared.json,
  ...logOptions,
  set: shared.set,
};
