import { useEventListener } from '@vueuse/core';
import { useView } from '../view/view.ts';
import { toolOf } from './keys.ts';
import { useRoom } from './room.ts';
import { useEditor } from './useEditor.ts';
import { useToDo } from './useToDo.ts';

const SHOWS = ['draft', 'compare', 'inForce'] as const;

/** Letters of the room: tools, panels, the next thing to do. Undo, brush size and Escape belong to the editor. */
export function useRoomKeys(): void {
  const view = useView();
  const room = useRoom();
  const editor = useEditor();
  const { step } = useToDo();

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || room.sheet || isTyping(event.target)) return;
    if (press(event.key)) event.preventDefault();
  });

  function press(key: string): boolean {
    if (key === '?') { room.sheet = 'keys'; return true; }
    if (!view.plan || editor.phase !== 'ready') return false;
    const tool = toolOf(key);
    if (tool && (editor.editable || tool === 'pan')) { editor.setTool(tool); return true; }
    switch (key.toLowerCase()) {
      case 'i': return show('list');
      case 'c': return show('comments');
      case 'j': return show('history');
      case '.': step(1); return true;
      case ',': step(-1); return true;
      case 'x': editor.setShows(SHOWS[(SHOWS.indexOf(editor.shows) + 1) % SHOWS.length]!); return true;
      case 'g': room.sheet = 'check'; return true;
      default: return false;
    }
  }

  function show(panel: typeof room.panel): true {
    room.panel = room.panel === panel ? 'shape' : panel;
    room.drawer = true;
    return true;
  }
}

/** Letters belong to a field that has the focus. */
const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !(target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type));
