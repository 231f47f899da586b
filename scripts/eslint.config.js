import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default tseslint.config(
  { basePath: root, ignores: ['dist/**', 'coverage/**', 'couplet-demo/**', '.stryker-tmp/**'] },
  {
    basePath: root,
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: root } },
    rules: {
      // For what was checked where the compiler cannot see it, such as pop() of a stack known not to be empty.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from a seeded Rng.' },
        { object: 'Date', property: 'now', message: 'Results must not depend on the clock.' },
      ],
    },
  },
);
