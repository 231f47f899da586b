import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';

const ID = 'keys';

/** Shows the table of keys, over the page. */
export function openKeys(): void {
  const table = document.getElementById(ID) as HTMLDialogElement;
  if (!table.open) table.showModal();
}

/** What keys do, for those who ask. */
export function KeyTable(): VNode {
  const { one } = usePage().report.words.noun;
  const rows: readonly (readonly [string, string])[] = [
    ['← →', 'a step back, on (in the timeline)'],
    ['J K', `next, previous ${one} of the list`],
    ['[ ]', 'the policy takes over a step earlier, later'],
    ['1 2 3 …', 'a treatment on or off at the step'],
    ['0', 'back to the policy from the start'],
    ['/', `a ${one} by name`],
    ['Ctrl Z, ⌘ Z', 'undo; with ⇧ redo'],
    ['?', 'this table'],
  ];
  return (
    <dialog id={ID} class="explorer-keys" aria-labelledby="keys-title">
      <form method="dialog">
        <h3 id="keys-title">Keys</h3>
        <table>
          <tbody>
            {rows.map(([key, does]) => (
              <tr>
                <th scope="row">
                  <kbd>{key}</kbd>
                </th>
                <td>{does}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="explorer-note">They act where no field has the focus, at the {one} or on the page.</p>
        <button>Close</button>
      </form>
    </dialog>
  );
}
