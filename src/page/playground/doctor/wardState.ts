import { type ReadonlySignal, signal } from '@preact/signals';
import type { Computer } from '../worker/computer.js';
import type { Judgement, MechanismName } from './judge.js';
import { type Visit, admit, isOver, treat } from './visit.js';
import type { Sight } from './words.js';

/** A visit that is over, with what others would have made of it. */
export interface Score {
  readonly visit: Visit;
  readonly mechanism: MechanismName;
  /** Absent until it is computed. */
  readonly judgement?: Judgement;
}

/** The ward with what changes it. */
export interface WardState {
  readonly visit: ReadonlySignal<Visit>;
  /** The action that is about to be taken. */
  readonly choice: ReadonlySignal<number>;
  readonly sight: ReadonlySignal<Sight>;
  readonly mechanism: ReadonlySignal<MechanismName>;
  /** Visits that are over, the latest last. */
  readonly scores: ReadonlySignal<readonly Score[]>;
  readonly fault: ReadonlySignal<string | undefined>;
  /** Patient `patient` of ward `seed` comes in. */
  readonly admit: (seed: number, patient: number) => void;
  readonly rename: (doctor: string) => void;
  readonly look: (sight: Sight) => void;
  readonly choose: (action: number) => void;
  /** Does what was chosen. */
  readonly treat: () => void;
  /** Judges the latest visit by another assumption. */
  readonly assume: (mechanism: MechanismName) => void;
  /** Puts scores in the place of what there is. */
  readonly restore: (scores: readonly Score[]) => void;
  readonly start: (computer: Computer) => void;
}

export function wardState(): WardState {
  const visit = signal<Visit>(admit('anonymous', 1, 1));
  const choice = signal(0);
  const sight = signal<Sight>('full');
  const mechanism = signal<MechanismName>('gumbel-max');
  const scores = signal<readonly Score[]>([]);
  const fault = signal<string | undefined>(undefined);
  let computer: Computer | undefined;
  const judge = (of: Visit): void => {
    fault.value = undefined;
    const assumed = mechanism.value;
    computer?.ask(
      'judge',
      { visit: of, mechanism: assumed },
      {
        part(judgement) {
          scores.value = scores.value.map((score) =>
            score.visit === of ? { visit: of, mechanism: assumed, judgement } : score,
          );
        },
        done: judgeNext,
        failed(message) {
          fault.value = message;
        },
      },
    );
  };
  /** The oldest that is still to be judged. */
  const judgeNext = (): void => {
    const next = scores.value.find(({ judgement }) => !judgement);
    if (next) judge(next.visit);
  };
  return {
    ...{ visit, choice, sight, mechanism, scores, fault },
    admit(seed, patient) {
      visit.value = admit(visit.value.doctor, seed, patient);
      choice.value = 0;
    },
    rename(doctor) {
      visit.value = { ...visit.value, doctor };
    },
    look(next) {
      sight.value = next;
    },
    choose(action) {
      choice.value = action;
    },
    treat() {
      if (isOver(visit.value)) return;
      const next = treat(visit.value, choice.value);
      visit.value = next;
      if (!isOver(next)) return;
      scores.value = [...scores.value, { visit: next, mechanism: mechanism.value }];
      judge(next);
    },
    assume(name) {
      mechanism.value = name;
      const latest = scores.value.at(-1);
      if (latest) judge(latest.visit);
    },
    restore(given) {
      scores.value = given;
      judgeNext();
    },
    start(given) {
      computer = given;
      judgeNext();
    },
  };
}
