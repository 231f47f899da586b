import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { count, exactPercent } from '../../report/numbers.js';
import { usePage } from '../state/pageContext.js';
import { Assumed } from './Assumed.js';
import { Command } from './Command.js';
import { Downloads } from './Downloads.js';
import { Inputs } from './Inputs.js';
import { Thresholds } from './Thresholds.js';
import { Verdicts } from './Verdicts.js';
import { learnedNote } from './learnedNote.js';

/** How the report was made, what it supposes, and all of it to take away. */
export function Made(): VNode {
  const { report, state } = usePage();
  const { value: chosen } = useComputed(() => state.view.value.policy);
  const { about } = report;
  const policy = report.policies[chosen];
  const learned = learnedNote(policy);
  const settings: readonly (readonly [string, string])[] = [
    ['Couplet', about.version],
    ['Seed', String(about.seed)],
    ['Discount', about.discount === 1 ? 'none' : `${about.discount} a step`],
    ['Horizon', Number.isFinite(about.horizon) ? `${count(about.horizon)} steps` : 'none'],
    ['Intervals', `${exactPercent(about.level)}, bootstrap of ${count(about.replicates)} replicates`],
    ...(about.env === undefined ? [] : [['Simulator', about.env] as const]),
  ];
  return (
    <section id="made" aria-labelledby="made-title">
      <h2 id="made-title">How it was made</h2>
      {learned && <p class="warn">{learned}</p>}
      <dl class="made-settings">
        {settings.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Command text={about.command} />
      <p class="made-note">Run in the folder of the files below, it makes this report again.</p>
      {about.notes.map((note) => (
        <p class="made-note">{note}</p>
      ))}
      <div class="two">
        <div>
          <Assumed report={report} />
          <Inputs inputs={about.inputs} />
          <Downloads policy={chosen} />
        </div>
        <div>
          <Verdicts policy={policy} />
          <Thresholds thresholds={about.thresholds} />
        </div>
      </div>
    </section>
  );
}
