import { type Law, type LawResult, assertHolds } from './law.js';

/** A law that looks for its counterexample by itself. */
export interface LawDefinition<Subject, Options> {
  readonly name: string;
  readonly statement: string;
  /** Why it is about others; undefined where it applies. Default: it applies to all. */
  skip?(subject: Subject, options: Options): string | undefined;
  /** What breaks it, in words; undefined if nothing was found. */
  fault(subject: Subject, options: Options): string | undefined;
  /** What was looked at, in words. */
  looked?(subject: Subject, options: Options): string;
}

/**
 * Makes laws of one kind, from `env rooms` or the like, which opens messages. An error thrown on the way is a failure.
 */
export function lawsOf<Subject, Options extends object>(
  nameOf: (subject: Subject) => string,
  definitions: readonly LawDefinition<Subject, Options>[],
): readonly Law<Subject, Options>[] {
  return definitions.map((definition) => {
    const { name: law, statement } = definition;
    const check = (subject: Subject, options = {} as Options): LawResult => {
      const why = definition.skip?.(subject, options);
      if (why !== undefined) return { law, verdict: 'skipped', detail: why };
      try {
        const detail = definition.fault(subject, options);
        if (detail !== undefined) return { law, verdict: 'fails', detail };
      } catch (error) {
        return { law, verdict: 'fails', detail: error instanceof Error ? error.message : String(error) };
      }
      return { law, verdict: 'holds', detail: definition.looked?.(subject, options) ?? '' };
    };
    return {
      name: law,
      statement,
      appliesTo: (subject, options = {} as Options) => definition.skip?.(subject, options) === undefined,
      check,
      assert(subject, options) {
        assertHolds(nameOf(subject), statement, check(subject, options));
      },
    };
  });
}

/** Every law in turn. If the first fails the others are not tried: they would all say the same. */
export function checkedLaws<Subject, Options>(
  laws: readonly Law<Subject, Options>[],
  subject: Subject,
  options: Options,
): LawResult[] {
  const results: LawResult[] = [];
  for (const law of laws)
    results.push(
      results[0]?.verdict === 'fails'
        ? { law: law.name, verdict: 'skipped', detail: `not checked: '${results[0].law}' fails` }
        : law.check(subject, options),
    );
  return results;
}
