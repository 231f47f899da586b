import type { VNode } from 'preact';
import { RowsPicture } from './rows/RowsPicture.js';
import { Dot, Range } from './rows/marks.js';
import { linearScale } from './rows/scale.js';
import type { Panel } from './rows/section.js';
import { significant, timesText } from './significant.js';

/** Variances of the effect of one decision. */
export interface EffectVariances {
  /** Before the outcome is known. */
  readonly joint: number;
  /** Given the outcome that was observed. */
  readonly given: number;
}

export interface EffectPictureProps {
  readonly mechanisms: readonly (EffectVariances & { readonly mechanism: string })[];
  readonly least: EffectVariances;
  /** Of what. */
  readonly about: string;
  /** Whether the least given may be out of reach. */
  readonly several: boolean;
}

/** The variance of the effect of one decision by mechanism, beside the least of all couplings. */
export function EffectPicture({ mechanisms, least, about, several }: EffectPictureProps): VNode {
  const panel = (kind: keyof EffectVariances, heading: string): Panel => {
    const values = mechanisms.map((one) => one[kind]);
    return {
      heading,
      axis: 'variance of the effect',
      scale: linearScale([0, least[kind], ...values]),
      references: [{ value: least[kind], label: `least ${significant(least[kind])}`, kind: 'least' }],
      draw: (row, x, y) => (
        <g>
          <Range from={x(least[kind])} to={x(values[row])} y={y} thin />
          <Dot x={x(values[row])} y={y} />
        </g>
      ),
      columns: [
        { head: 'variance', cell: (row) => significant(values[row]) },
        { head: '/ least', cell: (row) => timesText(values[row] / least[kind]) },
      ],
    };
  };
  return (
    <RowsPicture
      title="How definite each mechanism makes the effect of one decision"
      subtitle={about}
      sections={[
        {
          rows: mechanisms.map(({ mechanism }) => ({ label: mechanism })),
          panels: [
            panel('joint', 'Before the outcome is known'),
            panel('given', 'Knowing the outcome that was observed'),
          ],
        },
      ]}
      notes={[
        `Dashed line: the least of all couplings.${several ? ' With several scores the least given may be out of reach.' : ''}`,
        'A mechanism of less variance is more definite, not more true.',
      ]}
    />
  );
}
