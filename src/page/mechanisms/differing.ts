/**
 * Names that are lists of as many parts, without the parts that are the same in all of them; other names as they are.
 *
 * @example
 * differing(['pulse low, oxygen low', 'pulse low, oxygen normal']) // ['oxygen low', 'oxygen normal']
 */
export function differing(names: readonly string[]): readonly string[] {
  const lists = names.map((name) => name.split(', '));
  const [first] = lists;
  if (names.length < 2 || lists.some(({ length }) => length !== first.length)) return names;
  const differs = first.map((part, i) => lists.some((list) => list[i] !== part));
  return lists.map((list) => list.filter((_, i) => differs[i]).join(', '));
}
