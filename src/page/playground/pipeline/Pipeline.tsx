import type { VNode } from 'preact';
import { Estimates } from './Estimates.js';
import { Lesson } from './Lesson.js';
import { Runs } from './Runs.js';
import { FitStep, PromiseStep, SimulateStep, SolveStep } from './StepCards.js';
import { Whole } from './Whole.js';
import type { PipelineState } from './pipelineState.js';

/** From patients to a promise, and what it is worth. */
export function Pipeline({ state }: { readonly state: PipelineState }): VNode {
  return (
    <section id="pipeline" class="lead" aria-labelledby="pipeline-title">
      <p class="pg-kicker">Sepsis simulator: here the truth is known</p>
      <h1 id="pipeline-title">What is a promise worth?</h1>
      <Lesson state={state} />
      <ol class="pg-steps">
        <SimulateStep state={state} />
        <FitStep state={state} />
        <SolveStep state={state} />
        <PromiseStep state={state} />
      </ol>
      <Estimates state={state} />
      <Runs state={state} />
      <Whole state={state} />
    </section>
  );
}
