import type { CommandModule } from 'yargs';
import { benchmark } from './benchmark.js';
import { check } from './check.js';
import { compare } from './compare.js';
import { demo } from './demo.js';
import { describe } from './describe.js';
import { effect } from './effect.js';
import { evaluate } from './evaluate.js';
import { fit } from './fit.js';
import { list } from './list.js';
import { model } from './model.js';
import { ope } from './ope.js';
import { reproduce } from './reproduce.js';
import { select } from './select.js';
import { simulate } from './simulate.js';
import { solve } from './solve.js';
import { train } from './train.js';
import { value } from './value.js';

/** All commands, in the order of the pipeline. */
export const commands: readonly CommandModule[] = [
  simulate,
  describe,
  model,
  fit,
  solve,
  value,
  evaluate,
  effect,
  compare,
  train,
  ope,
  select,
  check,
  benchmark,
  reproduce,
  list,
  demo,
];
