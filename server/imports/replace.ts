/**
 * What an import may take the place of. The sample always goes; a real district of the same code keeps its other nouns;
 * another real district goes only when the person says so.
 */
import { removeDemoAccounts } from '../accounts/demo.ts';
import { OperatorError, type Queryable } from '../database/database.ts';
import { clearDistrict, setDistrict } from '../district/store.ts';
import { resetSettings } from '../settings/queries.ts';
import type { StoredDistrict } from '../versions/versions.ts';

/** Makes room for the district `code`; returns what was removed, in words. Throws an OperatorError when that is not for it to decide. */
export async function makeRoom(inside: Queryable, stored: StoredDistrict | null, { code, name }: { code: string; name: string }, replace: boolean): Promise<string | null> {
  const isOther = stored !== null && stored.code !== code;
  if (isOther && !stored.sample && !replace) {
    throw new OperatorError(`The store holds ${stored.name} (${stored.code}), and this import is about ${name} (${code}). Nothing was changed. Add --replace to remove ${stored.name} first, or name another store with --data.`);
  }
  const isEmptied = stored !== null && (isOther || stored.sample !== null || replace);
  if (isEmptied) {
    await clearDistrict(inside, stored.code);
    await inside.query(`delete from settings where key = 'derivedShapes'`);
    if (stored.sample) {
      await removeDemoAccounts(inside);
      // Anybody could set them while they tried the sample.
      await resetSettings(inside);
    }
  }
  await setDistrict(inside, { code, name, sample: null });
  if (!isEmptied) return null;
  return stored.sample ? `the sample district ${stored.name} (${stored.code})` : `everything of ${stored.name} (${stored.code})`;
}
