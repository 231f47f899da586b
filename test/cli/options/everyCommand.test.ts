import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadCommand } from '../../../src/cli/commands/index.js';
import { commandNames } from '../../../src/cli/commands/summaries.js';
import { provenance } from '../../../src/files/index.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { commandOptions } from '../commandOptions.js';

it('has a table of options for every command', () => {
  const held = commandNames.filter((name) => {
    const path = fileURLToPath(new URL(`${name}.test.ts`, import.meta.url));
    return existsSync(path) && readFileSync(path, 'utf8').includes(`optionTable('${name}',`);
  });
  expect(commandNames.filter((name) => !held.includes(name))).toEqual([]);
});

it.each(commandNames)('shows the options of %s, and what each is', async (name) => {
  const { code, stdout } = await commandRun(emptyFolder(), [name, '--help']);
  expect(code).toBe(0);
  const command = await loadCommand(name);
  for (const [option, description] of commandOptions(command)) {
    expect(description).not.toBe('');
    expect(stdout).toMatch(new RegExp(`^ +(--?)?${option} `, 'm'));
  }
  expect(stdout).toContain('Examples:');
});

it('says its version', async () => {
  const line = `${provenance('').version}\n`;
  expect(await commandRun(emptyFolder(), ['--version'])).toEqual({ code: 0, stdout: line, stderr: '', shown: line });
});

it('shows all commands', async () => {
  const { stdout } = await commandRun(emptyFolder(), ['--help']);
  for (const name of commandNames) expect(stdout).toMatch(new RegExp(`^ +couplet ${name} `, 'm'));
});
