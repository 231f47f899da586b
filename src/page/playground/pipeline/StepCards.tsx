import type { ComponentChildren, VNode } from 'preact';
import { useComputed } from '@preact/signals';
import { count, decimal, percent } from '../../../report/numbers.js';
import { Choice } from '../controls/Choice.js';
import { Code } from '../controls/Code.js';
import { Slider } from '../controls/Slider.js';
import type { PipelineState } from './pipelineState.js';
import { type Program, program } from './program.js';
import { PATIENTS, WORST } from './settings.js';

interface StepProps {
  readonly state: PipelineState;
}

const HORIZONS = [5, 10, 15, 20, 25, 30, 40];
const DISCOUNTS = [0.8, 0.9, 0.95, 0.98, 0.99, 1];
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

export function SimulateStep({ state }: StepProps): VNode {
  const { settings, progress, change } = state;
  const { seed, patients, horizon } = settings.value;
  const result = progress.value.results.simulate;
  return (
    <Step
      {...{ state, name: 'simulate', title: 'Simulate' }}
      says="A physician who knows all treats the patients. The log holds vital signs, treatments and ends; it does not say who has diabetes."
      result={
        result &&
        `${count(result.decisions)} decisions; ${percent(result.observed.outcomes[2])} discharged, ${percent(result.observed.outcomes[1])} dead, mean return ${decimal(result.observed.value)}`
      }
    >
      <Slider
        label="Patients"
        values={PATIENTS}
        value={patients}
        say={count}
        onValue={(value) => {
          change({ patients: value });
        }}
      />
      <Slider
        label="Seed"
        values={SEEDS}
        value={seed}
        say={String}
        note="Another seed, other patients."
        onValue={(value) => {
          change({ seed: value });
        }}
      />
      <Slider
        label="Steps of a run"
        values={HORIZONS}
        value={horizon}
        say={(n) => `at most ${n}`}
        onValue={(value) => {
          change({ horizon: value });
        }}
      />
    </Step>
  );
}

export function FitStep({ state }: StepProps): VNode {
  const { settings, progress, change } = state;
  const { space, worst } = settings.value;
  const result = progress.value.results.fit;
  return (
    <Step
      {...{ state, name: 'fit', title: 'Fit' }}
      says="The model is what was counted: in this state, after this treatment, so many went there. A treatment tried once in a state is believed as if it always went so."
      result={
        result &&
        `${count(result.pairs)} pairs of state and treatment were tried, ${percent(result.pairs === 0 ? 0 : result.thinPairs / result.pairs)} of them once or twice`
      }
    >
      <Choice
        legend="The model sees"
        options={[
          ['projected', 'heart rate, blood pressure, oxygen'],
          ['observed', 'glucose too'],
          ['full', 'diabetes too: all there is'],
        ]}
        value={space}
        onValue={(value) => {
          change({ space: value });
        }}
      />
      <Slider
        label="Pessimism"
        values={WORST}
        value={worst}
        say={(n) => (n === 0 ? 'none' : `${n} imaginary death${n === 1 ? '' : 's'} a pair`)}
        note="Added to each pair of state and treatment: few cases are then hardly believed."
        onValue={(value) => {
          change({ worst: value });
        }}
      />
    </Step>
  );
}

export function SolveStep({ state }: StepProps): VNode {
  const { settings, progress, change } = state;
  const { plan, discount, horizon } = settings.value;
  const result = progress.value.results.solve;
  return (
    <Step
      {...{ state, name: 'solve', title: 'Solve' }}
      says="The best policy of the model, exactly. Of many treatments that look good it takes the one that looks best: often the luckiest."
      result={result && `It would treat otherwise at ${percent(result.otherwise)} of the logged decisions`}
    >
      <Choice
        legend="Plan"
        options={[
          ['forever', 'one policy for ever'],
          ['steps', `one for each of the ${horizon} steps`],
        ]}
        value={plan}
        onValue={(value) => {
          change({ plan: value });
        }}
      />
      <Slider
        label="Discount"
        values={DISCOUNTS}
        value={discount}
        say={String}
        note="Weight of a reward one step later, while the policy is sought."
        onValue={(value) => {
          change({ discount: value });
        }}
      />
    </Step>
  );
}

export function PromiseStep({ state }: StepProps): VNode {
  const { settings, progress, change } = state;
  const { judgedAt } = settings.value;
  const result = progress.value.results.promise;
  return (
    <Step
      {...{ state, name: 'promise', title: 'Evaluate' }}
      says="The same policy valued twice: in the model that was fitted, and in the simulator that wrote the log."
      result={
        result && (
          <>
            promise <b class="cf">{decimal(result.promise.value)}</b>, truth{' '}
            <b class="truth">{decimal(result.truth.value)}</b>
          </>
        )
      }
    >
      <Slider
        label="Discount when judging"
        values={DISCOUNTS}
        value={judgedAt}
        say={String}
        note="1: a discharge counts the same whenever it comes."
        onValue={(value) => {
          change({ judgedAt: value });
        }}
      />
    </Step>
  );
}

interface CardProps extends StepProps {
  readonly name: keyof Program;
  readonly title: string;
  readonly says: string;
  readonly result: ComponentChildren;
  readonly children: ComponentChildren;
}

function Step({ state: { settings }, name, title, says, result, children }: CardProps): VNode {
  const text = useComputed(() => program(settings.value)[name]);
  return (
    <li class="pg-step">
      <div class="pg-step-main">
        <h2>{title}</h2>
        <p>{says}</p>
        <div class="pg-controls">{children}</div>
        <p class="pg-result">{result ?? '…'}</p>
      </div>
      <Code label={`${title}, in TypeScript`} text={text.value} />
    </li>
  );
}
