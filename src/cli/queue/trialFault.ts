import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';

type Fault = ArgumentError | DataError | NumericalError;

const classes: Readonly<Record<Fault['name'], new (message: string) => Fault>> = {
  ...{ ArgumentError, DataError, NumericalError },
};

function faultPath(folder: string): string {
  return join(folder, 'fault.json');
}

/** Whether an error is the trial's own, which it would have anywhere, and not that of a machine. */
export function isTrialFault(error: unknown): error is Fault {
  return Object.values(classes).some((each) => error instanceof each);
}

/** Leaves in the folder of a run why a trial cannot be run: it ends the run for all. */
export async function writeTrialFault(folder: string, { name, message }: Fault): Promise<void> {
  await atomicWrite(faultPath(folder), [`${JSON.stringify({ name, message })}\n`]);
}

/** For a new attempt. */
export async function removeTrialFault(folder: string): Promise<void> {
  await rm(faultPath(folder), { force: true });
}

/** @throws the error that a trial of the run had, if any */
export async function checkTrialFault(folder: string): Promise<void> {
  const text = await readFile(faultPath(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const { name, message } = JSON.parse(text) as { name: keyof typeof classes; message: string };
  throw new classes[name](message);
}
