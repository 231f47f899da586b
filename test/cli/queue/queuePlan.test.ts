import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planPath, planVersion, readPlan, trialsById, writePlan } from '../../../src/cli/queue/queuePlan.js';
import { DataError } from '../../../src/core/errors.js';
import { runFolder, squaresPlan } from './squares.js';

describe('the plan of a run', () => {
  it('is read as it was written, and written once', async () => {
    const folder = runFolder();
    expect(await readPlan(folder)).toBeUndefined();
    expect(await planVersion(folder)).toBeUndefined();
    const plan = squaresPlan(3);
    const written = await writePlan(folder, plan);
    expect(await readPlan(folder)).toEqual(written);
    expect(written).toMatchObject(plan);
    const version = await planVersion(folder);
    await writePlan(folder, plan);
    expect(await planVersion(folder)).toBe(version);
    await writePlan(folder, { ...plan, mixed: true });
    expect(await planVersion(folder)).not.toBe(version);
  });

  it('has a queue of its own for each experiment, specification, seed and folder', async () => {
    const [folder, plan] = [runFolder(), squaresPlan(2)];
    const others = [
      { ...plan, experiment: 'cubes' },
      { ...plan, specification: { purpose: 'another' } },
      { ...plan, couplet: { ...plan.couplet, seed: 2 } },
    ];
    const written = [await writePlan(folder, plan), await writePlan(runFolder(), plan)];
    for (const other of others) written.push(await writePlan(folder, other));
    const names = written.map(({ queue }) => queue);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(squares|cubes)-[0-9a-f]{32}$/);
    expect((await writePlan(folder, squaresPlan(5))).queue).toBe(names[0]);
  });

  it('names a trial by all that it depends on', () => {
    const plan = squaresPlan(3);
    const ids = [...trialsById(plan).keys()];
    expect([...trialsById(plan).values()]).toEqual(plan.trials);
    expect([...trialsById(squaresPlan(5)).keys()].slice(0, 3)).toEqual(ids);
    const other = trialsById({ ...plan, specification: {} });
    expect([...ids, ...other.keys()].filter((id) => /^[0-9a-f]{64}$/.test(id))).toHaveLength(6);
    expect(new Set([...ids, ...other.keys()]).size).toBe(6);
  });

  it.each([
    ['{"queue": "a"', 'must be JSON'],
    ['{"queue": "a"}', "'experiment' must be valid"],
    ['[]', 'must be a JSON object'],
  ])('is not %s', async (text, message) => {
    const folder = runFolder();
    writeFileSync(planPath(folder), text);
    const fault = await readPlan(folder).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DataError);
    expect((fault as Error).message).toContain(`${planPath(folder)}: ${message}`);
  });
});
