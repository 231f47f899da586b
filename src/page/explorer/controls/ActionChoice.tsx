import type { VNode } from 'preact';
import type { Here, Moment } from '../../state/compute/moment.js';
import { usePage } from '../../state/pageContext.js';
import { capital } from '../../patient/words/capital.js';
import { clearAction, setAction } from '../plan/changePlan.js';
import { type PartChoice, partChoice } from '../plan/partChoice.js';
import { policyWords } from '../words/momentWords.js';

/** What is done at the step: treatments to turn on and off, or a list where actions are of another kind. */
export function ActionChoice({ moment }: { readonly moment: Moment }): VNode {
  const { report, state } = usePage();
  const { words, mdp, log } = report;
  const { t, seen, here } = moment;
  const choice = partChoice(mdp.actionParts, mdp.nActions);
  const choose = (action: number): void => {
    state.change((draft) => {
      setAction(draft, log, t, action);
    });
  };
  return (
    <>
      {here && (choice ? <Toggles {...{ t, here, choice, choose }} /> : <ActionList {...{ t, here, choose }} />)}
      <p class="explorer-acts">
        {seen && <span class="fact">{`Given: ${words.actions[seen.action]}. `}</span>}
        {here && <span class="cf">{`The policy: ${policyWords(here, words.actions)}.`}</span>}
        {here?.by === 'hand' && (
          <>
            {' '}
            <button
              type="button"
              class="link"
              onClick={() => {
                state.change((draft) => {
                  clearAction(draft, t);
                });
              }}
            >
              clear my choice
            </button>
          </>
        )}
      </p>
    </>
  );
}

interface ChoiceProps {
  readonly t: number;
  readonly here: Here;
  readonly choose: (action: number) => void;
}

function Toggles({ t, here, choice, choose }: ChoiceProps & { readonly choice: PartChoice }): VNode {
  const { report } = usePage();
  const { words } = report;
  const refused = choice.parts.flatMap((part, k) => {
    const state = here.impossibleIn[choice.toggled(here.action, k)];
    return state === undefined ? [] : [{ part: part.name, state: words.states[state] }];
  });
  return (
    <>
      <div class="explorer-toggles" role="group" aria-label={`Treatments at step ${t}`}>
        {choice.parts.map(({ name, on }, k) => (
          <button
            type="button"
            title={`${name} (${k + 1})`}
            aria-pressed={on[here.action] === 1}
            disabled={here.impossibleIn[choice.toggled(here.action, k)] !== undefined}
            onClick={() => {
              choose(choice.toggled(here.action, k));
            }}
          >
            {capital(name)}
          </button>
        ))}
      </div>
      {refused.length > 0 && (
        <p class="explorer-note">
          {refused
            .map(({ part, state }) => `No change of ${part}: what it leads to is not possible in ${state}.`)
            .join(' ')}
        </p>
      )}
    </>
  );
}

function ActionList({ t, here, choose }: ChoiceProps): VNode {
  const { report } = usePage();
  const { actions, states } = report.words;
  return (
    <label class="explorer-list">
      {`At step ${t} `}
      <select
        value={String(here.action)}
        onChange={({ currentTarget }) => {
          choose(Number(currentTarget.value));
        }}
      >
        {actions.map((name, a) => {
          const impossible = here.impossibleIn[a];
          return (
            <option value={String(a)} disabled={impossible !== undefined}>
              {impossible === undefined ? name : `${name} (not possible in ${states[impossible]})`}
            </option>
          );
        })}
      </select>
    </label>
  );
}
