import type { CommandModule } from 'yargs';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { packageVersion } from '../../files/packageVersion.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { Playground } from '../../page/playground/Playground.js';
import { playgroundContents } from '../../page/playground/playgroundContents.js';
import { defineCommand } from '../arguments/command.js';
import { shared } from '../arguments/options.js';
import { pageFrame } from '../report/pageFrame.js';
import { say } from '../say.js';

export const playground: CommandModule = defineCommand(
  'playground',
  (argv) =>
    argv
      .options({
        out: { ...shared.out, default: 'playground.html', describe: 'HTML file to write, - for standard output' },
      })
      .example('couplet playground', '')
      .example('couplet playground --out play.html', 'then open play.html in a browser'),
  async ({ out }) => {
    const version = packageVersion();
    const body = render(h(Playground, { contents: playgroundContents({ version }) }));
    const page = await pageFrame({
      ...{ title: 'Couplet playground', body, script: 'playground.js' },
      data: `<script type="application/json" id="about">${JSON.stringify({ version })}</script>\n`,
      // What computes is the script of the page itself, started again beside it.
      allowed: ['worker-src blob:', 'trusted-types couplet-worker'],
    });
    await atomicWrite(out, [page]);
    if (out !== '-') say(`${out}: open it in a browser; it needs no network`);
  },
);
