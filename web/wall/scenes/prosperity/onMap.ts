import type { OnMap } from '../onMap.ts';

export const onMap: OnMap = () => ({});
