/** `npm run import`: real files in place of the sample. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { CRS_NAMES } from '../geodata/crs/crs.ts';
import { OperatorError } from '../server/database/database.ts';
import { openDatabase } from '../server/database/open.ts';
import { runImport } from '../server/imports/import.ts';
import { zonedReader } from '../server/imports/incidents.ts';
import { IMPORT_NOUNS } from '../server/imports/request.ts';
import { summaryText } from '../server/imports/summaryText.ts';
import { main } from './command.ts';
import { progressLine } from './progress.ts';

const HELP = `npm run import -- areas FILE.geojson … [--divisions FILE.csv]
npm run import -- units FILE.geojson …
npm run import -- incidents FILE.csv [--areas FILE.geojson]

Loads real files: all of them or, when anything is wrong, nothing. Prints what was taken, mended and refused, and where.

What it is about
  --district CODE       six digits; not needed when the codes in the files say so
  --name NAME           what the district is called, where no file and no earlier import says so
  --street CODE         nine digits: communities without codes are numbered in this street (default: the district's 001);
                        units replace the units of this street only
  --street-name NAME    what that street is called, if it is new
  --level LEVEL         street or community: what areas without codes are (default community)

What units are: polygons that cover their communities; or points and scattered buildings, where the polygons of the communities
were imported before: each is then given the land nearest to it, parted along rivers and main roads, and the summary says so.

What is in the files (the usual names, Chinese and English, are found without being told)
  --divisions FILE      CSV of division codes and names; areas are joined to it by code, or else by name
  --areas FILE          incidents: the area polygons that belong to them
  --code PROPERTY       areas: division code            --title PROPERTY       areas: name
  --id PROPERTY         units: id                       --community PROPERTY   units: code or name of the community
  --households PROPERTY units: household count          --class PROPERTY       units: urban or rural
  --use PROPERTY        units: what it is used for      --buildings, --floors PROPERTY
  --map FILE            incidents, JSON: {"columns": {"opened": "open_dt", "major": "reason" …},
                        "sources": {"Constituent Call": "hotline" …}, "states": {"Pending": "accepted" …}}
  --time-zone ZONE      of times without an offset (default Asia/Shanghai)
  --crs CRS             ${CRS_NAMES.join(', ')} (default: what the file says, else wgs84)

Where it goes
  --data FOLDER         the embedded store, as for npm start (default .data)
  DATABASE_URL          a PostgreSQL 15+ with PostGIS 3.3+ to use in place of it
  --replace             empty a store that holds another real district, or earlier imports of this one, first
  --report FILE         write the complete summary as JSON

What it replaces: the sample goes as a whole. In a store of the same district an import replaces its own noun: areas all
areas; units all units, or those of --street, with the grids and plans made of them; incidents all incidents and their
categories. A store of another real district is left alone, unless --replace says otherwise.

Personal information is not stored: columns and properties named or filled like names of people, phone and identity numbers,
e-mail or postal addresses and free text are dropped and listed.`;

const text = { type: 'string' } as const;

await main(HELP, async (stopping) => {
  const { values, positionals: [noun, ...files] } = parseArgs({
    allowPositionals: true,
    options: {
      district: text, name: text, street: text, 'street-name': text, level: text, divisions: text, areas: text, code: text, title: text, id: text, community: text, households: text,
      use: text, class: text, buildings: text, floors: text, map: text, 'time-zone': { ...text, default: 'Asia/Shanghai' }, crs: text, data: { ...text, default: '.data' }, report: text,
      replace: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const { code, title, id, community, households, use, buildings, floors } = values;
  const request = {
    noun: oneOf('The first word', noun, IMPORT_NOUNS) ?? fail(`Say what to import: ${IMPORT_NOUNS.join(', ')}. --help shows examples.`),
    files,
    district: digits('--district', values.district, 6),
    name: values.name,
    street: digits('--street', values.street, 9),
    streetName: values['street-name'],
    level: oneOf('--level', values.level, ['street', 'community'] as const),
    divisions: values.divisions,
    areas: values.areas,
    properties: { code, title, id, community, households, use, class: values.class, buildings, floors },
    map: values.map,
    crs: oneOf('--crs', values.crs, CRS_NAMES),
    timeZone: values['time-zone'],
    replace: values.replace,
  };
  if (request.noun === 'incidents' ? files.length !== 1 : !files.length && !request.divisions) fail(request.noun === 'incidents' ? `Name one CSV file of incidents, not ${files.length}.` : `Name the files of ${request.noun}.`);
  // Said before a store is made, which takes a while the first time.
  for (const path of [...files, request.divisions, request.areas, request.map]) if (path !== undefined) requireFile(path);
  zonedReader(request.timeZone);
  const progress = progressLine(process.stderr);
  void stopping().then(() => {
    progress.clear();
    console.error('Stopped. An import that was not complete changes nothing.');
    process.exit(130);
  });
  const database = await openDatabase({ url: process.env.DATABASE_URL || undefined, folder: values.data });
  try {
    const summary = await runImport(database, request, { report: progress.report });
    progress.clear();
    if (values.report) {
      mkdirSync(dirname(values.report), { recursive: true });
      writeFileSync(values.report, JSON.stringify(summary, null, 2) + '\n');
    }
    console.log(summaryText(summary, values.report ? `in ${values.report}` : '(--report FILE writes all)'));
  } catch (error) {
    progress.clear();
    throw error;
  } finally {
    await database.close();
  }
});

function fail(message: string): never {
  throw new OperatorError(message);
}

function requireFile(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) fail(`${path} cannot be read: there is no such file.`);
}

function oneOf<Name extends string>(option: string, value: string | undefined, names: readonly Name[]): Name | undefined {
  if (value === undefined) return undefined;
  return names.find((name) => name === value) ?? fail(`${option} is one of ${names.join(', ')}, not "${value}".`);
}

function digits(option: string, value: string | undefined, count: number): string | undefined {
  if (value !== undefined && !new RegExp(`^\\d{${count}}$`).test(value)) fail(`${option} takes ${count} digits, not "${value}".`);
  return value;
}
