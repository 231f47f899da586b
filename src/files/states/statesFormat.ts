/** What the field `format` of a file of states says, and the version that is written and read. */
export const STATES_FORMAT = 'couplet-states';
export const STATES_VERSION = 1;
