import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { readPatients } from '../../../src/files/index.js';
import { temporaryFolder } from '../temporaryFolder.js';

const folder = temporaryFolder();
const columns = { treatment: 'drug', outcome: 'end' };

function file(text: string): string {
  const path = folder('patients.csv');
  writeFileSync(path, text);
  return path;
}

describe('readPatients', () => {
  it.each([
    ['commas', 'drug,end,age\nyes,well,old\nno,"ill, still",young\n'],
    ['semicolons, told to Excel', '# made by hand\nsep=;\ndrug;end;age\nyes;well;old\nno;"ill, still";young\n'],
    ['tabs, Windows', '\ufeffdrug\tend\tage\r\nyes\twell\told\r\n\r\nno\till, still\tyoung\r\n'],
  ])('reads %s', async (_, text) => {
    expect(await readPatients(file(text), { ...columns, strata: ['age'] })).toEqual({
      treatment: ['yes', 'no'],
      outcome: ['well', 'ill, still'],
      stratum: ['old', 'young'],
    });
  });

  it('keeps apart patients who differ in any of several columns', async () => {
    const path = file('drug,end,age,sex\n1,0,old,f\n1,0,old,m\n');
    const { stratum } = await readPatients(path, { ...columns, strata: ['age', 'sex'] });
    expect(stratum).toEqual(['old, f', 'old, m']);
  });

  it.each([
    [{ outcome: 'drug' }, 'drug'],
    [{ strata: ['age', 'end'] }, 'end'],
    [{ strata: ['age', 'age'] }, 'age'],
  ])('refuses a column named twice: %j', async (named, twice) => {
    await expect(readPatients(file('drug,end,age\na,b,c\n'), { ...columns, ...named })).rejects.toThrow(
      new ArgumentError(
        `readPatients: treatment, outcome and strata must be different columns, got '${twice}' twice - name another, or leave one out`,
      ),
    );
  });

  it.each([
    ['', 'patients.csv: must have a line of column names and a line a patient, got no patient'],
    ['drug,end\n', 'patients.csv: must have a line of column names and a line a patient, got no patient'],
    ['drug,ends\na,b\n', "patients.csv:1: must have a column 'end', got 'drug', 'ends' - did you mean 'ends'?"],
    [
      '# a comment\ndrug,end\na,b\na,\n',
      "patients.csv:4: every patient must have a value in column 'end', got none - name what is missing, such as 'unknown', or take the patient out",
    ],
    ['drug,end\na\n', "patients.csv:2: every patient must have a value in column 'end', got none"],
    ['drug,end\n"a,b\n', 'patients.csv: must be CSV, got a misplaced quote'],
  ])('says what is wrong with %j', async (text, fault) => {
    await expect(readPatients(file(text), columns)).rejects.toThrow(fault);
  });
});
