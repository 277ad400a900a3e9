import { computed } from 'vue';
import { useView } from '../view/view.ts';
import { around } from './around.ts';
import { listToDo, type ToDo } from './findings.ts';
import { useRoom } from './room.ts';
import { useEditor } from './useEditor.ts';

/** What is left to do in the open plan, and the way there. */
export function useToDo() {
  const view = useView();
  const room = useRoom();
  const editor = useEditor();
  /** Only grids that are in doubt are asked for their neighbours. */
  const touching = (grid: string): string[] => [...new Set(editor.unitsOf(grid).flatMap((unit) => unit.neighbours))].filter((code) => code !== grid);
  const todo = computed(() => listToDo(editor.violations, room.report, (code) => editor.gridByCode(code), touching));

  function goTo({ violation }: ToDo): void {
    if (violation.grid) editor.setTarget(violation.grid);
    view.flyTo(around(violation.box));
  }
  /** The next or previous one, from the grid that is selected. */
  function step(by: 1 | -1): void {
    const list = todo.value;
    if (!list.length) return;
    const at = list.findIndex((item) => item.violation.grid === editor.target);
    goTo(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length]!);
  }
  return { todo, goTo, step };
}
