/** What one account can take back and do again: its own edits in the order they were made, replayed. */
import type { Change } from './change.ts';

/** One of one's own edits; `change` null where the log has it and this browser does not yet. */
export interface OwnEdit { id: string; tool: string; undoes: string | null; redoes: string | null; change: Change | null; seq: number | null }

export interface Stacks { undo: OwnEdit[]; redo: OwnEdit[] }

/** Takes one more edit in: an undo carries its edit over to what can be done again, anything new forgets that. */
export function push({ undo, redo }: Stacks, edit: OwnEdit): void {
  if (edit.undoes !== null) {
    const at = undo.findLastIndex(({ id }) => id === edit.undoes);
    if (at >= 0) redo.push(...undo.splice(at, 1));
  } else if (edit.redoes !== null) {
    const at = redo.findLastIndex(({ id }) => id === edit.redoes);
    if (at >= 0) redo.splice(at, 1);
    undo.push(edit);
  } else {
    undo.push(edit);
    redo.length = 0;
  }
}

export function stacksOf(edits: Iterable<OwnEdit>): Stacks {
  const stacks: Stacks = { undo: [], redo: [] };
  for (const edit of edits) push(stacks, edit);
  return stacks;
}
