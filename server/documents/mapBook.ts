/** The map book: a key sheet where there are several communities, then one page a community. */
import type { Queryable } from '../database/database.ts';
import { communityPage, pagesOf } from './communityPage.ts';
import { keyPages, keyPagesOf } from './keySheet.ts';
import { openPaper, type Doc } from './paper/paper.ts';
import type { DocumentCrs } from './schema.ts';
import type { Subject } from './subject.ts';
import { wordsOf, type Language } from './words.ts';

export interface BookStyle { crs: DocumentCrs; language: Language }

/** Draws page after page into what it returns at once; a store that fails on the way ends the file with an error. */
export function mapBook(database: Queryable, subject: Subject, style: BookStyle): Doc {
  const words = wordsOf(style.language);
  const doc = openPaper({ title: `${subject.area.name} ${words.file.pdf}`, subject: subject.heading, language: style.language, madeAt: subject.today });
  void draw(doc, database, subject, style).then(() => doc.end(), (error: Error) => doc.destroy(error));
  return doc;
}

async function draw(doc: Doc, database: Queryable, subject: Subject, style: BookStyle): Promise<void> {
  const { communities } = subject, keys = communities.length > 1 ? keyPagesOf(communities.length) : 0;
  let page = keys + 1;
  const firstPage = new Map(communities.map((community): [string, number] => {
    const first = page;
    page += pagesOf(community);
    return [community.code, first];
  }));
  const pages = page - 1;
  if (keys) await keyPages(doc, database, subject, { ...style, pages, pageOf: (code) => firstPage.get(code)! });
  for (const community of communities) {
    // Whoever went away needs no more pages.
    if (doc.destroyed) return;
    await communityPage(doc, database, subject, community, { ...style, page: firstPage.get(community.code)!, pages });
    // The reader takes what is there, and others get their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
