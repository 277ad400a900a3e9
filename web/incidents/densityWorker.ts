/** Holds the incidents in columns, away from the page, and answers its questions from them without the server. */
import { openCrossFilter, type CrossFilter } from '../../geodata/density/crossFilter.ts';
import { tellingOf } from '../../geodata/density/finding.ts';
import { joinIncidents } from './columns.ts';
import { openDrawing } from './drawing.ts';
import { FetchFailed, openMonths, type MonthLoader } from './loadMonths.ts';
import type { Answer, Ask, Channel, FromWorker, GridShapes, Shape, Source, ToWorker } from './messages.ts';

const shapes = new Map<string, Shape>(), grids = new Map<string, GridShapes>();
let source: Source | null = null;
let months: MonthLoader | null = null;
/** One for each channel, and one for the sentences. */
let filters: { months: number; of: Record<Channel | 'telling', CrossFilter>; draw: Record<Channel, ReturnType<typeof openDrawing>> } | null = null;
const latest = new Map<Channel, Ask>();

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if ('source' in data) begin(data.source);
  else if ('shape' in data) keep(shapes, data.shape);
  else if ('grids' in data) keep(grids, data.grids);
  else {
    latest.set(data.ask.channel, data.ask);
    void load(data.ask, answer(data.ask));
  }
};

const post = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

/** Places are gone through one after another; a few are enough. */
function keep<Thing extends { key: string }>(known: Map<string, Thing>, thing: Thing): void {
  known.set(thing.key, thing);
  if (known.size > 8) known.delete(known.keys().next().value!);
}

function begin(next: Source): void {
  source = next;
  months = openMonths(next.extent);
  filters = null;
}

/** Fetches what a question still lacks; answers it, unless a newer one came, as soon as its own months are here and once more with all. */
async function load(ask: Ask, answered: boolean): Promise<void> {
  const { channel, since, nth } = ask;
  const mine = months;
  if (!mine || mine.isLoaded(since)) return;
  const isNewest = () => mine === months && latest.get(channel)?.nth === nth;
  try {
    await mine.reach(since, () => {
      if (!isNewest()) return;
      post({ progress: { channel, held: mine.held()!, loaded: mine.isLoaded(since) } });
      if (!answered && !mine.isLoaded(since)) answered = answer(ask);
    });
    if (isNewest()) answer(ask);
  } catch (error) {
    if (isNewest()) post({ failure: { nth, channel, status: error instanceof FetchFailed ? error.status : 0, message: String(error instanceof Error ? error.message : error) } });
  }
}

/** The filters over all months that are here; made anew only where a question needs months that came since. */
function filtersFor({ since, question }: Ask): typeof filters {
  const held = months!.held()!;
  const lacking = filters && filters.months < months!.parts().length && (months!.isLoaded(since) || filters.of.drill.held.from > question.from);
  if (filters && !lacking) return filters;
  const parts = months!.parts();
  const drill = openCrossFilter(joinIncidents(parts), held, source!.whole);
  const of = { drill, sheet: drill.another(), telling: drill.another() };
  filters = { months: parts.length, of, draw: { drill: openDrawing(of.drill, shapes, grids), sheet: openDrawing(of.sheet, shapes, grids) } };
  return filters;
}

/** Answers if the months are here; tells whether it did. */
function answer(ask: Ask): boolean {
  const { nth, channel, question, draw, settled, since } = ask;
  const held = months?.held();
  if (!source || !held || (held.from > question.from && !months!.isLoaded(since))) return false;
  try {
    const { of, draw: drawings } = filtersFor(ask)!;
    const summary = of[channel].ask(question);
    const answered: Answer = {
      nth, channel, summary, held: of[channel].held, loaded: months!.isLoaded(since),
      telling: settled && channel === 'drill' ? tellingOf(question, summary, source.whole, (area) => of.telling.ask({ ...question, area })) : null,
      drawing: draw && drawings[channel](draw, question, settled),
    };
    const { drawing } = answered;
    post({ answer: answered }, drawing?.draws === 'heat' ? [drawing.pixels.buffer] : []);
  } catch (error) {
    post({ failure: { nth, channel, status: 0, message: String(error instanceof Error ? error.message : error) } });
  }
  return true;
}
