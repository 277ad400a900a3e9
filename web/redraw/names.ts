/** What a grid is called: 锦帆社区 021. */
import type { useEditor } from './useEditor.ts';

export type Editor = ReturnType<typeof useEditor>;

/** The last three digits of a grid code. */
export const numberOf = (grid: string): string => grid.slice(-3);

export function nameOfGrid(editor: Editor, grid: string): string {
  const community = editor.communities.find(({ code }) => grid.startsWith(code));
  return community ? `${community.name} ${numberOf(grid)}` : grid;
}
