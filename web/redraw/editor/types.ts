/** Shapes of the editor's state, for the screens. */
export type { RefusedEdit as Refused } from './connection.ts';
export type { CommunityRow, GridRow, Totals, UnitRow, Violation } from './rows.ts';
export type { ToolName } from './tools.ts';
export type { Preview } from '../useEditor.ts';
