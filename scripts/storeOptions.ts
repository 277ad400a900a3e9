/** Which store a command is about, as for `npm start`. */
import { readConfig, type Config } from '../server/config.ts';

export const STORE_HELP = `  --data FOLDER         the embedded store, as for npm start (default .data)
  DATABASE_URL          a PostgreSQL 15+ with PostGIS 3.3+ to use in place of it`;

export const storeConfig = (data: string | undefined): Config => readConfig(process.env, { DATA_FOLDER: { flag: '--data', value: data } });
