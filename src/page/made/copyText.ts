/**
 * Copies what an element reads, and selects it, so that it can be copied by hand where the browser refuses.
 *
 * @returns whether it was copied
 */
export async function copyText(element: HTMLElement): Promise<boolean> {
  getSelection()?.selectAllChildren(element);
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    // Refused, or not there, as in a page that some browsers open from disk.
    return false;
  }
}
