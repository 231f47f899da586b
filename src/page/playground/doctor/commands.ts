/** What one can do with the log of a class; run as they are by a test. */
export const COMMANDS: string = `couplet model --env sepsis --out exact.json
couplet evaluate class.csv --mdp exact.json --policy optimal
couplet ope class.csv --policy physician
couplet fit class.csv --space projected --out class-mdp.json
couplet solve class-mdp.json --worst 1 --out class-policy.json
couplet value --env sepsis --policy class-policy.json`;
