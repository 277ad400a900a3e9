/** A server as `npm start` runs it, without building the screens first; the environment says over which store. Prints its address. */
import { main } from '../../../scripts/command.ts';
import { startServer } from '../../../server/main.ts';

await main('', async (stopping) => {
  const { FOLDER = '', DATABASE_URL } = process.env;
  const server = await startServer({ port: 0, host: '127.0.0.1', folder: FOLDER, databaseUrl: DATABASE_URL || undefined, sample: null, logLevel: 'silent', report: () => {} });
  console.log(server.url);
  await Promise.race([stopping(), server.gone]);
  await server.close();
});
