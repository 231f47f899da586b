import fc from 'fast-check';
import './matchers.js';

// One seed for every property of a run, which the configuration chooses and the closing line of a red run repeats.
fc.configureGlobal({ seed: Number(process.env.COUPLET_SEED) });
