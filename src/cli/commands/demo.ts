import type { CommandModule } from 'yargs';
import { join, resolve } from 'node:path';
import { ArgumentError } from '../../core/errors.js';
import {
  type Provenance,
  sha256OfFile,
  writeAdvice,
  writeGadget,
  writeMdp,
  writePolicy,
  writeTrajectories,
} from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { defineCommand } from '../arguments/command.js';
import { shared } from '../arguments/options.js';
import { writeDemoReport } from '../demo/demoReport.js';
import { type DemoStory, demoStory } from '../demo/demoStory.js';
import { demoText } from '../demo/demoText.js';
import { effectRows } from '../output/counterfactualCsv.js';
import { makeFolder } from '../output/makeFolder.js';
import { print } from '../say.js';

/** Patients, below which there may be too few to learn advice from and to judge it by. */
const LEAST = 30;

export const demo: CommandModule = defineCommand(
  'demo',
  (argv) =>
    argv
      .options({
        episodes: { type: 'number', default: 1000, describe: 'number of patients' },
        seed: shared.seed,
        out: { ...shared.out, default: 'couplet-demo', describe: 'folder to write the files to' },
      })
      .example('couplet demo', ''),
  async ({ episodes, seed, out }, { provenance }) => {
    if (!(Number.isInteger(episodes) && episodes >= LEAST))
      throw new ArgumentError(`--episodes: must be a whole number of at least ${LEAST}, got ${episodes}`);
    await makeFolder(out);
    const source = await provenance();
    const story = await demoStory(episodes, seed, source);
    print(demoText(story));
    const files = await written(story, out, source);
    print(`\nFiles: ${files.join(', ')} in ${resolve(out)}\nOpen ${join(out, 'report.html')} in a browser.\n`);
  },
);

/** Writes what the demo is made of, as the commands would, and returns the names of the files. */
async function written(story: DemoStory, out: string, source: Provenance): Promise<string[]> {
  const { log, patients, plain, pessimistic, evaluations, improvement, gadget } = story;
  const path = (name: string): string => join(out, name);
  await writeTrajectories(path('log.csv'), log, source);
  const ofLog = { 'log.csv': await sha256OfFile(path('log.csv')) };
  const fromLog = { ...source, inputs: ofLog };
  await writeMdp(path('mdp.json'), plain.mdp, fromLog);
  const fromModel = { ...source, inputs: { 'mdp.json': await sha256OfFile(path('mdp.json')) }, origins: ofLog };
  await writePolicy(path('target.json'), plain.policy, fromModel);
  await writePolicy(path('pessimistic.json'), pessimistic.policy, fromModel);
  await writeAdvice(path('advice.json'), improvement.advice, fromLog);
  await atomicWrite(path('effects.csv'), effectRows(source, patients, plain.mdp, evaluations[0].evaluation));
  if (gadget) await writeGadget(path('gadget.json'), gadget);
  await writeDemoReport(story, out, source);
  const names = ['log.csv', 'mdp.json', 'target.json', 'pessimistic.json', 'advice.json', 'effects.csv'];
  return [...names, ...(gadget ? ['gadget.json'] : []), 'report.html'];
}
