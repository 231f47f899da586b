import { ArgumentError } from '../../core/errors.js';
import { numberText } from './numberText.js';

const BLOCK = 4096;

/**
 * JSON text of a value, in pieces, so that a large one is never one string. Numbers keep every bit, the sign of zero
 * included; typed arrays become arrays; undefined members are left out, as `JSON.stringify` does.
 *
 * @throws ArgumentError on a number that is not finite: JSON would silently make it null
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    yield* listPieces(value as ArrayLike<unknown>);
  } else if (typeof value === 'object' && value !== null) {
    let separator = '{';
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${separator}${JSON.stringify(name)}:`;
      yield* jsonPieces(member);
      separator = ',';
    }
    yield separator === '{' ? '{}' : '}';
  } else {
    yield scalarText(value);
  }
}

function* listPieces(list: ArrayLike<unknown>): Generator<string> {
  yield '[';
  if (ArrayBuffer.isView(list) || Array.from(list).every((entry) => typeof entry === 'number')) {
    for (let first = 0; first < list.length; first += BLOCK) {
      const block: string[] = [];
      for (let i = first; i < Math.min(first + BLOCK, list.length); i++) block.push(scalarText(list[i]));
      yield `${first > 0 ? ',' : ''}${block.join(',')}`;
    }
  } else {
    for (let i = 0; i < list.length; i++) {
      if (i > 0) yield ',';
      yield* jsonPieces(list[i]);
    }
  }
  yield ']';
}

function scalarText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value !== 'number') return 'null';
  if (!Number.isFinite(value)) throw new ArgumentError(`a number in JSON must be finite, got ${value}`);
  return numberText(value);
}
