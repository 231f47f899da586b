import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modulesHere, modulesOf } from '../../../src/cli/queue/trialModules.js';
import { emptyFolder } from '../../support/emptyFolder.js';

const [one, other] = [emptyFolder(), emptyFolder()];
const [env, estimator] = ['env.mjs', 'estimator.mjs'].map((name) => join(one, name));
writeFileSync(env, 'export default 1;\n');
writeFileSync(estimator, 'export default 2;\n');
const asked = { env, estimators: ['wis', `${estimator}:weight=2`] };

it('has none where all is built in', async () => {
  expect(await modulesOf({ env: 'sepsis', estimators: ['wis'] })).toBeUndefined();
});

it('finds the same files elsewhere, under any name, with their parameters', async () => {
  const [here, there] = ['a.mjs', 'b.mjs'].map((name) => join(other, name));
  copyFileSync(env, here);
  copyFileSync(estimator, there);
  expect(await modulesHere((await modulesOf(asked))!, [there, here])).toEqual({
    env: here,
    estimators: ['wis', `${there}:weight=2`],
  });
});

it.each([
  ['no module', []],
  ['other code in ', ['changed.mjs', 'env.mjs']],
])('runs no code but what is named, got %s', async (got, names) => {
  writeFileSync(join(other, 'changed.mjs'), 'export default 3;\n');
  copyFileSync(env, join(other, 'env.mjs'));
  const files = names.map((name) => join(other, name));
  const missing = names.length === 0 ? env : estimator;
  await expect(modulesHere((await modulesOf(asked))!, files)).rejects.toThrow(
    `--module: the run uses the code in ${missing}, got ${got}`,
  );
});
