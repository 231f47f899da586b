import { loadTensorflow } from '../src/gadgets/backend.js';
import { gadgetCurve } from './gadgets/gadgetCurve.js';
import { sepsisOutcomes, tenOutcomes } from './gadgets/gadgetProblems.js';

/**
 * Measures the curves of the picture `gadget-loss`: CSV lines to add to scripts/pictures/gadgetLoss.csv.
 *
 *     node dist/scripts/gadgetCurves.js NAME ORDERED [SEEDS]
 *
 * NAME is what the curves are called there, the commit and ` by score` where it is so; ORDERED is `score` or `none`. To measure another commit
 * copy this file and scripts/gadgets there.
 */
const [name, ordered, seeds = '1,2,3'] = process.argv.slice(2);
const problems = { 10: tenOutcomes(), 146: sepsisOutcomes() };
const tensorflow = await loadTensorflow();
for (const [outcomes, problem] of Object.entries(problems)) {
  for (const seed of seeds.split(',').map(Number)) {
    const options = { seed, ordered: ordered === 'score', tensorflow, steps: 200, evaluateEvery: 10 };
    for (const { step, seconds, ratio } of await gadgetCurve(problem, options))
      process.stdout.write(`${name},${outcomes},${seed},${step},${seconds.toFixed(3)},${ratio.toFixed(5)}\n`);
  }
}
