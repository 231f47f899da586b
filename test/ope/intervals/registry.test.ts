import { describe, expect, it } from 'vitest';
import { intervalNamed, intervals } from '../../../src/ope/intervals/registry.js';

describe('intervals', () => {
  it('are those of the documentation, in its order', () => {
    expect(intervals.map(({ name }) => name)).toEqual([
      'bootstrap',
      'bca',
      'block-bootstrap',
      't',
      'hoeffding',
      'bernstein',
      'betting',
      'betting-weights',
    ]);
  });

  it.each(intervals.map((definition) => [definition.name, definition] as const))(
    'give results that bear their name and assumption: %s',
    (name, definition) => {
      const values = Float64Array.of(0.2, 0.4, 0.9);
      const options = { level: 0.9, range: [0, 1], point: 0.5, jackknifed: values } as const;
      const interval =
        definition.appliesTo === 'weights'
          ? definition.compute({ weights: values, returns: values }, options)
          : definition.compute(values, options);
      expect(interval).toMatchObject({ method: name, assumption: definition.assumption, level: 0.9 });
      expect(interval.lower).toBeLessThan(interval.upper);
      expect(definition.assumption).toMatch(/^The .*\.$/);
    },
  );

  it('lists the names for one that is unknown', () => {
    expect(intervalNamed('t').name).toBe('t');
    expect(() => intervalNamed('z')).toThrow(
      "intervalNamed: name must be one of bootstrap, bca, block-bootstrap, t, hoeffding, bernstein, betting, betting-weights, got 'z'",
    );
  });
});
