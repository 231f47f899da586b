import type { PrismTransitions } from './prismTransitions.js';

/** Which action each transition belongs to. */
export interface PrismActions {
  readonly nActions: number;
  /** One a transition. */
  readonly action: number[];
  readonly actionLabels?: readonly string[];
}

/** How we label actions that have no names of their own: by number. */
export const NUMBERED: RegExp = /^a(0|[1-9]\d{0,4})$/;

/**
 * Tells actions by the labels of choices, as the second choice of one state may be the first of another. Labels `a0`,
 * `a1`, … are numbers; others are numbered as they appear. Where a choice has no label, or a state has one twice, the
 * choices' own numbers are the actions.
 */
export function prismActions(read: PrismTransitions, say: (sentence: string) => void): PrismActions {
  const { choice, label } = read;
  if (!areTold(read)) {
    if (label.some((name) => name !== ''))
      say('not every choice has a label of its own in its state: actions are the numbers of the choices');
    return { nActions: 1 + choice.reduce((a, b) => Math.max(a, b), 0), action: choice };
  }
  const numbers = label.map((name) => Number(NUMBERED.exec(name)?.[1] ?? NaN));
  if (numbers.every((number) => !Number.isNaN(number)))
    return { nActions: 1 + numbers.reduce((a, b) => Math.max(a, b), 0), action: numbers };
  const names = [...new Set(label)];
  const numberOf = new Map(names.map((name, a) => [name, a]));
  return { nActions: names.length, action: label.map((name) => numberOf.get(name)!), actionLabels: names };
}

function areTold({ state, choice, label }: PrismTransitions): boolean {
  const labelOf = new Map<string, string>();
  const choiceOf = new Map<string, number>();
  return label.every((name, i) => {
    const [ofChoice, ofLabel] = [`${state[i]} ${choice[i]}`, `${state[i]} ${name}`];
    const alone = (labelOf.get(ofChoice) ?? name) === name && (choiceOf.get(ofLabel) ?? choice[i]) === choice[i];
    labelOf.set(ofChoice, name);
    choiceOf.set(ofLabel, choice[i]);
    return name !== '' && alone;
  });
}
