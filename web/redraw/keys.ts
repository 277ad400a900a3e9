/** Keys of the room; the help sheet lists them from here. */
export const TOOL_KEYS = { pan: 'H', brush: 'B', lasso: 'L', pick: 'V', split: 'S', merge: 'M', new: 'N', dedicated: 'D', lock: 'K', freeze: 'F', repair: 'R' } as const;
export type KeyedTool = keyof typeof TOOL_KEYS;

/** What else a key does, in the order of the help sheet. */
export const OTHER_KEYS = [
  { name: 'undo', keys: ['Ctrl', 'Z'] }, { name: 'redo', keys: ['Ctrl', 'Shift', 'Z'] }, { name: 'size', keys: ['[', ']'] }, { name: 'target', keys: ['Alt'] }, { name: 'escape', keys: ['Esc'] },
  { name: 'list', keys: ['I'] }, { name: 'comments', keys: ['C'] }, { name: 'history', keys: ['J'] }, { name: 'nextFinding', keys: ['.'] }, { name: 'previousFinding', keys: [','] }, { name: 'shows', keys: ['X'] }, { name: 'check', keys: ['G'] }, { name: 'help', keys: ['?'] },
] as const;

/** The tool a pressed letter means; null where it means none. */
export function toolOf(key: string): KeyedTool | null {
  const letter = key.toUpperCase();
  return (Object.keys(TOOL_KEYS) as KeyedTool[]).find((tool) => TOOL_KEYS[tool] === letter) ?? null;
}
