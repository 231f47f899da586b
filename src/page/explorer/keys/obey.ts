import type { PageContents } from '../../state/pageContext.js';
import { neighbour } from '../../state/patientOrder.js';
import { selectPatient } from '../../state/selectPatient.js';
import { backToPolicy, setAction } from '../plan/changePlan.js';
import { partChoice } from '../plan/partChoice.js';
import type { KeyCommand } from './keyCommand.js';

/** What keys do that is seen on the page alone. */
export interface Shows {
  readonly search: () => void;
  readonly keys: () => void;
}

/** Does what a key asks for, as far as it can be. */
export function obey({ report, state, live }: PageContents, command: KeyCommand, shows: Shows): void {
  const { patient, takeOver } = state.view.peek();
  const { log, mdp } = report;
  switch (command.kind) {
    case 'neighbour': {
      const to = neighbour(live.order.peek(), patient, command.by);
      if (to !== undefined) selectPatient(state, to);
      return;
    }
    case 'takeOver': {
      const to = takeOver + command.by;
      if (to < 0 || to > log.episodeStart[patient + 1] - log.episodeStart[patient]) return;
      state.change((draft) => {
        draft.takeOver = to;
      });
      return;
    }
    case 'toggle': {
      const moment = live.moment.peek();
      const choice = partChoice(mdp.actionParts, mdp.nActions);
      if (!moment?.here || !choice || command.part >= choice.parts.length) return;
      const action = choice.toggled(moment.here.action, command.part);
      state.change((draft) => {
        setAction(draft, log, moment.t, action);
      });
      return;
    }
    case 'policy':
      state.change(backToPolicy);
      return;
    case 'undo':
    case 'redo':
      state[command.kind]();
      return;
    case 'search':
    case 'keys':
      shows[command.kind]();
  }
}
