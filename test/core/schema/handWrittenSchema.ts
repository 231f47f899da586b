import type { SchemaIssue, StandardSchema } from '../../../src/core/schema/standardSchema.js';

/**
 * A schema as an author without any library would write it: one number from 0 to `most`, default 0.5. It cannot say
 * what it checks.
 */
export function shareSchema(most = 1): StandardSchema<{ share: number }> {
  return {
    '~standard': {
      version: 1,
      vendor: 'nobody',
      validate(value) {
        const { share = 0.5 } = value as { share?: unknown };
        const issue = (message: string): { issues: readonly SchemaIssue[] } => ({
          issues: [{ message, path: [{ key: 'share' }] }],
        });
        if (typeof share !== 'number') return issue('must be a number');
        return share >= 0 && share <= most ? { value: { share } } : issue(`must be from 0 to ${most}`);
      },
    },
  };
}
