import type { VerdictFigure, VerdictFigures } from './verdictFigures.js';

/** By figure, what is said where it is not known, or where it can be silent for the wrong reason. */
export const remarks: Readonly<Partial<Record<VerdictFigure, (figures: VerdictFigures) => string | undefined>>> = {
  fragility: ({ fragility }) => (fragility ? undefined : 'how far it rests on luck with few cases was not measured'),
  states: ({ states }) => {
    // That they were not tested at all speaks against what rests on them, and is a reason.
    if (states === undefined || states === 'left out' || states.tests.every((test) => 'reason' in test))
      return undefined;
    return states.tests.some((test) => 'reason' in test && test.name === 'B0')
      ? 'a hidden trait that drove the doctors would not show here: the log has no probabilities of the actions taken'
      : undefined;
  },
};
