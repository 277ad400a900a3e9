import { tallyOf, type SheetCommunity, type SheetGrid, type Subject } from './subject.ts';
import { notesPage, tablePage, workbook, type Column } from './workbook.ts';
import { wordsOf, type Language, type Words } from './words.ts';

const M2_PER_MU = 10_000 / 15;
const WHOLE = '#,##0', TENTHS = '#,##0.0', DEGREES = '0.000000';

interface Row { grid: SheetGrid; community: SheetCommunity }

/** The grids, a sum per community, and what the columns mean. */
export function gridsWorkbook(subject: Subject, language: Language): Promise<Buffer> {
  const words = wordsOf(language);
  const rows = subject.communities.flatMap((community) => community.grids.map((grid): Row => ({ grid, community })));
  return workbook([
    tablePage(words.sheet.grids, rows, gridColumns(words)),
    tablePage(words.sheet.communities, subject.communities, communityColumns(words)),
    notesPage(words.sheet.notes, notes(subject, words)),
  ]);
}

function gridColumns({ column, kind, standing, change }: Words): Column<Row>[] {
  return [
    { title: column.code, width: 18, value: ({ grid }) => grid.code },
    { title: column.name, width: 28, value: ({ grid }) => grid.name },
    { title: column.kind, value: ({ grid }) => kind[grid.kind] },
    { title: column.communityName, width: 20, value: ({ community }) => community.name },
    { title: column.community, width: 15, value: ({ community }) => community.code },
    { title: column.streetName, width: 16, value: ({ community }) => community.streetName },
    { title: column.households, format: WHOLE, value: ({ grid }) => grid.households },
    { title: column.min, format: WHOLE, value: ({ grid }) => grid.window?.min ?? null },
    { title: column.max, format: WHOLE, value: ({ grid }) => grid.window?.max ?? null },
    { title: column.standing, value: ({ grid }) => standing[grid.standing === null ? 'unjudged' : grid.standing < 0 ? 'under' : grid.standing > 0 ? 'over' : 'inside'] },
    { title: column.off, format: WHOLE, value: ({ grid }) => grid.off },
    { title: column.units, format: WHOLE, value: ({ grid }) => grid.units },
    { title: column.areaM2, format: WHOLE, value: ({ grid }) => grid.areaM2 },
    { title: column.areaMu, format: TENTHS, value: ({ grid }) => grid.areaM2 / M2_PER_MU },
    { title: column.change, value: ({ grid }) => change[grid.change] },
    { title: column.inUnits, format: WHOLE, value: ({ grid }) => grid.inUnits },
    { title: column.inHouseholds, format: WHOLE, value: ({ grid }) => grid.inHouseholds },
    { title: column.lon, format: DEGREES, value: ({ grid }) => grid.label?.[0] ?? null },
    { title: column.lat, format: DEGREES, value: ({ grid }) => grid.label?.[1] ?? null },
  ];
}

function communityColumns({ column }: Words): Column<SheetCommunity>[] {
  const counted = (of: (tally: ReturnType<typeof tallyOf>) => number) => ({ grids }: SheetCommunity) => of(tallyOf(grids));
  return [
    { title: column.community, width: 15, value: ({ code }) => code },
    { title: column.communityName, width: 20, value: ({ name }) => name },
    { title: column.streetName, width: 16, value: ({ streetName }) => streetName },
    { title: column.grids, value: counted(({ basic }) => basic) },
    { title: column.inside, value: counted(({ inside }) => inside) },
    { title: column.under, value: counted(({ under }) => under) },
    { title: column.over, value: counted(({ over }) => over) },
    { title: column.dedicated, value: counted(({ dedicated }) => dedicated) },
    { title: column.households, format: WHOLE, value: counted(({ households }) => households) },
    { title: column.units, format: WHOLE, value: counted(({ units }) => units) },
    { title: column.movedUnits, format: WHOLE, value: ({ moved }) => moved.length },
    { title: column.movedHouseholds, format: WHOLE, value: ({ moved }) => moved.reduce((sum, { households }) => sum + households, 0) },
  ];
}

function notes({ heading, area, district, today }: Subject, { note, product, source, sample }: Words): [string, string][] {
  return [
    [note.title, heading], [note.about, `${area.name} ${area.code}`], [note.day, today], [note.source, source(product, today)],
    ...(district.sample ? [[note.sample, sample] as [string, string]] : []),
    [note.households, note.householdsText], [note.window, note.windowText], [note.off, note.offText], [note.change, note.changeText], [note.area, note.areaText], [note.coordinates, note.coordinatesText], [note.people, note.peopleText],
  ];
}
