import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../../src/page/contentsOf.js';
import { type Pressed, keyCommand } from '../../../../src/page/explorer/keys/keyCommand.js';
import { obey } from '../../../../src/page/explorer/keys/obey.js';
import { patientByName } from '../../../../src/page/explorer/keys/patientByName.js';
import type { PageContents } from '../../../../src/page/state/pageContext.js';
import { plainReport, sepsisReport } from '../../../support/report/reports.js';

function key(name: string, to: Partial<Pressed> = {}): Pressed {
  return { key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...to };
}

describe('keyCommand', () => {
  it.each([
    [key('j'), { kind: 'neighbour', by: 1 }],
    [key('k'), { kind: 'neighbour', by: -1 }],
    [key('['), { kind: 'takeOver', by: -1 }],
    [key(']'), { kind: 'takeOver', by: 1 }],
    [key('2'), { kind: 'toggle', part: 1 }],
    [key('0'), { kind: 'policy' }],
    [key('/', { shiftKey: true }), { kind: 'search' }],
    [key('?', { shiftKey: true }), { kind: 'keys' }],
    [key('z', { ctrlKey: true }), { kind: 'undo' }],
    [key('Z', { metaKey: true, shiftKey: true }), { kind: 'redo' }],
  ])('%j', (pressed, command) => {
    expect(keyCommand(pressed)).toEqual(command);
  });

  it('leaves other keys, and those with other modifiers, to the browser', () => {
    const left = [key('z'), key('j', { ctrlKey: true }), key('1', { metaKey: true }), key('k', { altKey: true })];
    expect([...left, key('ArrowLeft'), key('Enter'), key('toString')].map(keyCommand)).toEqual(
      Array(7).fill(undefined),
    );
  });
});

describe('obey', async () => {
  const report = await sepsisReport();
  const shown: string[] = [];
  const shows = { search: () => shown.push('search'), keys: () => shown.push('keys') };
  const press = (contents: PageContents, name: string, to: Partial<Pressed> = {}): void => {
    obey(contents, keyCommand(key(name, to))!, shows);
  };

  it('goes through the list, and stays where it ends', async () => {
    const contents = await contentsOf(report);
    const order = contents.live.order.peek();
    press(contents, 'j');
    press(contents, 'j');
    expect(contents.state.view.peek().patient).toBe(order[2]);
    for (let i = 0; i < 5; i++) press(contents, 'k');
    expect(contents.state.view.peek().patient).toBe(order[0]);
  });

  it('turns a treatment on and off, moves who takes over within the log, and comes back', async () => {
    const contents = await contentsOf(report);
    const view = (): object => contents.state.view.peek();
    const before = contents.live.moment.value!.here!.action;
    press(contents, '1');
    const { on } = report.mdp.actionParts![0];
    const after = contents.live.moment.value!.here!.action;
    expect([on[after], contents.state.view.peek().edits]).toEqual([1 - on[before], { 0: after }]);
    press(contents, '9');
    press(contents, '[');
    expect(contents.state.view.peek().takeOver).toBe(0);
    press(contents, ']');
    expect(contents.state.view.peek().takeOver).toBe(1);
    press(contents, '0');
    expect(view()).toMatchObject({ takeOver: 0, edits: {} });
    press(contents, 'z', { ctrlKey: true });
    expect(view()).toMatchObject({ takeOver: 1, edits: { 0: after } });
    press(contents, 'z', { ctrlKey: true, shiftKey: true });
    expect(view()).toMatchObject({ takeOver: 0, edits: {} });
  });

  it('shows the field and the table', async () => {
    const contents = await contentsOf(await plainReport());
    for (const name of ['/', '?', '1']) press(contents, name);
    expect([shown, contents.state.canUndo.peek()]).toEqual([['search', 'keys'], false]);
  });
});

describe('patientByName', () => {
  it('takes the name, or the only one that begins so', async () => {
    const { log } = await sepsisReport();
    const named = { ...log, episodeId: Array.from({ length: 60 }, (_, e) => ['Ann', 'Anna', 'Bo'][e] ?? `p${e}`) };
    expect(['Ann', ' BO', 'an', 'zoe', ''].map((name) => patientByName(named, name))).toEqual([
      { episode: 0 },
      { episode: 2 },
      { fault: 'several' },
      { fault: 'none' },
      { fault: 'none' },
    ]);
  });
});
