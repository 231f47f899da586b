import { loadTensorflow } from '../src/gadgets/backend.js';
import { gadgetCurve } from './gadgets/gadgetCurve.js';
import { type GadgetProblem, sepsisOutcomes, tenOutcomes } from './gadgets/gadgetProblems.js';

/** CPU seconds after which the loss is looked at. */
const BUDGET = 5;

/**
 * Steps of gadget 2, |Z| = 20, over 10 outcomes and over the 146 states of sepsis: the median CPU time of 30, once the
 * code is warm; and its loss over the least in the last evaluation within 5 CPU seconds of training.
 */
export async function* gadgetTimings(): AsyncGenerator<string> {
  const tensorflow = await loadTensorflow();
  const line = (name: string, figure: string): string => `${name.padEnd(50)} ${figure.padStart(28)}`;
  const stepOf = async (name: string, problem: GadgetProblem): Promise<string> => {
    const options = { seed: 1, steps: 40, evaluateEvery: 1, ordered: false, tensorflow };
    const points = await gadgetCurve({ ...problem, heldOut: problem.heldOut.slice(0, 2) }, options);
    const times = points.slice(11).map(({ seconds }, i) => 1000 * (seconds - points[10 + i].seconds));
    return line(
      `a step of gadget 2, ${name}`,
      `${times.toSorted((a, b) => a - b)[times.length >> 1].toFixed(1)} CPU ms`,
    );
  };
  yield await stepOf('K = 10', tenOutcomes());
  yield await stepOf('K = 146', sepsisOutcomes());
  for (const ordered of [false, true]) {
    const options = { seed: 1, steps: 300, evaluateEvery: 10, ordered, tensorflow };
    const points = await gadgetCurve(tenOutcomes(), options);
    const last = points.findLast(({ seconds }) => seconds <= BUDGET)!;
    yield line(
      `its loss in ${BUDGET} CPU s, --order ${ordered ? 'score' : 'none'}`,
      `${last.ratio.toFixed(4)} × least, step ${last.step}`,
    );
  }
}
