/** Words of the drill room. */
import type zhCN from './drill.zh-CN.ts';
import type { Same } from './same.ts';

const en: Same<typeof zhCN> = {
  drill: { title: 'Drill' },
};
export default en;
