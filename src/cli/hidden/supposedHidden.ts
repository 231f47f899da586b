/** What an evaluation takes for granted of what a log hides. */
export interface SupposedHidden {
  /** The space that the log shows. */
  readonly observed: string;
  /** The space of the model. */
  readonly model: string;
  /** How who acted was named; undefined where their choices are to tell nothing. */
  readonly behaviour: string | undefined;
}

/** In words, as after "Supposed: ". */
export function supposedHiddenText({ observed, model, behaviour }: SupposedHidden): string {
  const choices =
    behaviour === undefined
      ? 'who acted went by what the log shows alone, so that their choices tell nothing of the rest (else name them with --behaviour)'
      : `who acted was ${behaviour}, whose choices tell what they saw of the rest`;
  return `the model holds, over space ${model}, of which the log shows ${observed}; what it hides is weighed by all of each episode; ${choices}`;
}
