import type { Report } from '../../../report/report.js';
import { episodeName } from '../../../trajectories/trajectories.js';
import { firstMechanism } from '../firstView.js';
import { keysOf } from './keysOf.js';
import type { Supposed, View } from '../view.js';

/** What a link holds: a patient with a plan, and the step that is looked at. */
export type Linked = Supposed & Pick<View, 'step'>;

/** What a link asks for; or in words why it cannot be had; or nothing, as it leads to a part of the page. */
export type Link = { readonly view: Linked } | { readonly fault: string } | undefined;

export interface LinkCodec {
  /** `#patient-516?from=13&at8=antibiotics&by=maximal&step=8`: what is as at first is left out. */
  readonly write: (view: Linked) => string;
  /** Never throws: any text may stand in a link. */
  readonly read: (hash: string) => Link;
}

const PREFIX = '#patient-';

/** Links into a page, by the log's own names. */
export function linkCodec(report: Report): LinkCodec {
  const { log, words, mechanisms, policies, about } = report;
  const keys = {
    policy: keysOf(policies.map(({ name }) => name)),
    by: keysOf(mechanisms.map(({ name }) => name)),
    action: keysOf(words.actions),
  };
  const first = firstMechanism(report);
  const canMake = (mechanism: number): boolean => mechanisms[mechanism].source !== 'elsewhere';
  let episodes: ReadonlyMap<string, number> | undefined;
  const noun = words.noun.one;

  function write({ patient, policy, mechanism, step, takeOver, edits }: Linked): string {
    const query = new URLSearchParams();
    if (policy > 0) query.set('policy', keys.policy[policy]);
    if (takeOver > 0) query.set('from', String(takeOver));
    for (const [t, action] of Object.entries(edits)) query.set(`at${t}`, keys.action[action]);
    if (mechanism !== first) query.set('by', keys.by[mechanism]);
    if (step > 0) query.set('step', String(step));
    const asked = query.toString();
    return `${PREFIX}${encodeURIComponent(wellFormed(episodeName(log, patient)))}${asked && `?${asked}`}`;
  }

  function read(hash: string): Link {
    if (!hash.startsWith(PREFIX)) return undefined;
    const [id, ...rest] = hash.slice(PREFIX.length).split('?');
    const name = decoded(id);
    episodes ??= new Map(Array.from({ length: log.nEpisodes }, (_, e) => [wellFormed(episodeName(log, e)), e]));
    const patient = name === undefined ? undefined : episodes.get(name);
    if (patient === undefined) return fault(`no ${noun} of this log is called '${name ?? id}'`);
    const length = log.episodeStart[patient + 1] - log.episodeStart[patient];
    const found = {
      ...{ patient, policy: 0, mechanism: first, step: 0, takeOver: 0 },
      edits: {} as Record<number, number>,
    };
    for (const [key, value] of new URLSearchParams(rest.join('?'))) {
      const wrong = take(key, value);
      if (wrong !== undefined) return fault(wrong);
    }
    return { view: found };

    /** @returns why the value cannot be */
    function take(key: string, value: string): string | undefined {
      if (key === 'from') return whole('takeOver', value, length);
      if (key === 'step') return whole('step', value, about.horizon);
      if (key === 'policy') return named('policy', value, keys.policy);
      if (key === 'by') {
        const wrong = named('mechanism', value, keys.by);
        return (
          wrong ?? (canMake(found.mechanism) ? undefined : `this page cannot compute under the mechanism ${value}`)
        );
      }
      const step = /^at(\d{1,9})$/.exec(key)?.[1];
      if (step === undefined) return `'${key}' is nothing that a link to a ${noun} says`;
      const t = Number(step);
      if (t >= about.horizon) return `a ${noun} has no step ${t}: the last one is ${about.horizon - 1}`;
      const action = keys.action.indexOf(value);
      if (action < 0) return `no action is called '${value}'`;
      found.edits[t] = action;
      return undefined;
    }

    function whole(what: 'takeOver' | 'step', value: string, most: number): string | undefined {
      if (!/^\d{1,9}$/.test(value) || Number(value) > most) return `there is no step ${value} of ${noun} '${name}'`;
      found[what] = Number(value);
      return undefined;
    }

    function named(what: 'policy' | 'mechanism', value: string, names: readonly string[]): string | undefined {
      const index = names.indexOf(value);
      if (index < 0) return `no ${what} of this report is called '${value}'`;
      found[what] = index;
      return undefined;
    }
  }
  return { write, read };
}

function fault(why: string): Link {
  return { fault: `The link could not be followed: ${why}.` };
}

/** Undefined where it is no encoded text. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Half of a letter of two codes stands for nothing, and cannot be encoded. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
