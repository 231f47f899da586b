/**
 * What no figure of an explanation can tell, to stand where they are printed.
 *
 * @param patient how the log calls the one it is about; undefined for a log
 */
export function limitsText(patient: string | undefined): string[] {
  return [
    'What this cannot know',
    '- which mechanism is true: no data tell what the same luck had brought under another action. What is certain holds for all mechanisms, if the rows of the model are right',
    '- whether those rows are right: they are estimated from the log, and neither the luck of few cases nor what the states hide is in any figure here',
    '- that it is no chance find: the best of all steps and actions was picked, and the best of many is mostly a lucky one',
    `- what anyone could have known then: ${patient === undefined ? 'the decisions are' : 'the decision is'} found with hindsight, from how it ended; it is no verdict on who decided`,
  ];
}
