/** Of so few cases neither a next state's probability nor a mean reward is known, and a resample may lack them all. */
export const FEW_CASES = 2;
