/** Why tests of logged probabilities do not run. */
export const NO_PROBABILITIES = 'the log has no probabilities of the actions taken';
