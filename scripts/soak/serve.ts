/** The server process of a soak: as `npm start`, without building the screens, so that a restart brings no other build. */
import { readConfig } from '../../server/config.ts';
import { startServer } from '../../server/main.ts';

const [port, folder, sample] = process.argv.slice(2) as [string, string, 'small' | 'full'];
const config = readConfig(process.env, { PORT: { flag: 'port', value: port }, DATA_FOLDER: { flag: 'folder', value: folder }, SAMPLE: { flag: 'sample', value: sample } });
const server = await startServer({ ...config, logLevel: 'warn', report: () => {} });
process.once('SIGINT', () => void server.close().then(() => process.exit(0)));
await server.gone;
