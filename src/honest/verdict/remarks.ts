import type { VerdictFigure, VerdictFigures } from './verdictFigures.js';

/** By figure, what is said where it is not known, or where it can be silent for the wrong reason. */
export const remarks: Readonly<Partial<Record<VerdictFigure, (figures: VerdictFigures) => string | undefined>>> = {
  fragility: ({ fragility }) => (fragility ? undefined : 'how far it rests on luck with few cases was not measured'),
  states: ({ states }) => {
    if (states === undefined) return 'whether the states hide something takes the log: couplet check-states';
    if (states === 'left out') return 'whether the states hide something was left out';
    return states.tests.some((test) => 'reason' in test && test.name === 'B0')
      ? 'a hidden trait that drove the doctors would not show here: the log has no probabilities of the actions taken'
      : undefined;
  },
};
