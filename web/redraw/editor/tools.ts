/** The tools of the editor, and what the log calls what they did. */
import type { Tool } from './session.ts';

export const TOOLS = ['pan', 'brush', 'lasso', 'pick', 'split', 'merge', 'new', 'dedicated', 'lock', 'freeze', 'repair'] as const;
export type ToolName = (typeof TOOLS)[number];

export const WIRE_TOOL: Record<ToolName, Tool> = {
  pan: 'click', brush: 'brush', lasso: 'lasso', pick: 'click', split: 'split', merge: 'merge', new: 'new', dedicated: 'dedicate', lock: 'lock', freeze: 'freeze', repair: 'repair',
};
