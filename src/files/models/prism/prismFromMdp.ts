import type { Mdp } from '../../../mdp/mdp.js';
import { numberText } from '../../json/numberText.js';
import { LABELS } from './prismLabels.js';
import { prismActionNames, prismOutcomeNames } from './prismNames.js';

/** The lines of PRISM's explicit files of a decision process. */
export interface PrismLines {
  readonly tra: readonly string[];
  readonly lab: readonly string[];
  readonly trew: readonly string[];
}

/**
 * A model as PRISM's explicit files: see `mdpFromPrism`. Ends keep to themselves by every action, and have the label
 * `terminal`. Where runs may begin in several states, a further one, the last, draws the first of them: that is a step
 * more, with reward 0.
 *
 * @param say told of such a state
 */
export function prismFromMdp(mdp: Mdp, say: (sentence: string) => void): PrismLines {
  const { nStates, nActions, rowStart, nextState, probability, reward, initial, terminal } = mdp;
  const names = prismActionNames(mdp);
  const [tra, trew]: [string[], string[]] = [[], []];
  let choices = 0;
  for (let s = 0; s < nStates; s++) {
    let choice = 0;
    for (let a = 0; a < nActions; a++) {
      const [first, end] = [rowStart[s * nActions + a], rowStart[s * nActions + a + 1]];
      if (terminal[s] === 1) tra.push(`${s} ${choice} ${s} 1 ${names[a]}`);
      else if (first === end) continue;
      else
        for (let k = first; k < end; k++) {
          if (probability[k] === 0) continue;
          tra.push(`${s} ${choice} ${nextState[k]} ${numberText(probability[k])} ${names[a]}`);
          if (!Object.is(reward[k], 0)) trew.push(`${s} ${choice} ${nextState[k]} ${numberText(reward[k])}`);
        }
      choice += 1;
    }
    choices += choice;
  }
  const starts = Array.from(initial.keys()).filter((s) => initial[s] > 0);
  const drawn = starts.length > 1 || initial[starts[0]] !== 1;
  if (drawn) {
    for (const s of starts) tra.push(`${nStates} 0 ${s} ${numberText(initial[s])} ${names[0]}`);
    choices += 1;
    say(
      `runs begin in ${starts.length} states: a further state, ${nStates}, draws which - a step more than in the model, with reward 0`,
    );
  }
  const sizes = `${nStates + Number(drawn)} ${choices}`;
  return {
    tra: [`${sizes} ${tra.length}`, ...tra],
    trew: [`${sizes} ${trew.length}`, ...trew],
    lab: labelLines(mdp, drawn ? nStates : starts[0], drawn),
  };
}

function labelLines(mdp: Mdp, start: number, drawn: boolean): readonly string[] {
  const [, ...outcomes] = prismOutcomeNames(mdp);
  const labels: string[] = [LABELS.initial, LABELS.deadlock, LABELS.terminal, ...outcomes];
  const ofEnds = Array.from({ length: mdp.nStates }, (_, s) => {
    const own = mdp.terminal[s] === 1 ? [2, ...(mdp.outcome[s] > 0 ? [mdp.outcome[s] + 2] : [])] : [];
    return s === start ? [0, ...own] : own;
  });
  const head = labels.concat(drawn ? [LABELS.drawn] : []);
  if (drawn) ofEnds.push([0, head.length - 1]);
  return [
    head.map((name, i) => `${i}="${name}"`).join(' '),
    ...ofEnds.flatMap((numbers, s) => (numbers.length > 0 ? [`${s}: ${numbers.join(' ')}`] : [])),
  ];
}
