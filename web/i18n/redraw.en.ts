/** Words of the redraw room. */
import type zhCN from './redraw.zh-CN.ts';
import type { Same } from './same.ts';

const en: Same<typeof zhCN> = {
  redraw: { title: 'Redraw' },
};
export default en;
